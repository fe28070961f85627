/** `staunch rules test`: a project's own rules on the examples that its configuration gives. */
import { UserError } from '@staunch/core';
import { testRules } from '@staunch/core/prove';
import { writeOut } from '../output.ts';
import { loadProject } from '../project.ts';

export function runRulesTest(configFile: string | undefined): number {
  const { policy } = loadProject('.', { configFile });
  const own = policy.userRules.filter(({ foreign }) => !foreign);
  if (own.length === 0)
    throw new UserError('there are no rules to test', {
      hint: '[[rules]] in .staunch.toml, with examples = ["…"] and counter_examples = ["…"]',
    });
  const results = testRules(policy);
  let problems = 0;
  for (const { id, examples, counterExamples, problems: own } of results) {
    const state = own.length > 0 ? 'FAILS' : examples === 0 ? 'no examples' : 'ok';
    writeOut(`${id}: ${state} (${examples} examples, ${counterExamples} counter-examples)\n`);
    for (const problem of own) writeOut(`  ${problem}\n`);
    problems += own.length;
  }
  if (problems > 0)
    throw new UserError(`${problems} problem${problems === 1 ? '' : 's'} in ${results.length} rules`, {
      exitCode: 1,
    });
  return 0;
}
