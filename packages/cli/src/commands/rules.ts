import { loadRules, ruleInfo, UserError } from '@staunch/core';
import { nearest } from '@staunch/core/config';
import type { Command } from '../arguments.ts';
import { writeOut } from '../output.ts';

export const rules: Command = {
  name: 'rules',
  usage: 'list | show ID | check | test | import FILE',
  summary: 'Rules: list, show and prove the built-in ones, test your own, read those of gitleaks',
  operands: [0, 1],
  actions: [
    { name: 'list', help: 'every rule, a line each' },
    {
      name: 'show',
      usage: 'ID',
      help: 'one rule: what it finds, why it is believed, what to do when it leaked',
    },
    { name: 'check', help: 'run every built-in rule on its examples and counter-examples' },
    { name: 'test', help: 'run the rules of .staunch.toml on the examples that it gives for them' },
    {
      name: 'import',
      usage: 'FILE',
      help: "what each rule of gitleaks' or betterleaks' configuration becomes, and the anchor proved for it",
    },
  ],
  flags: [{ name: 'config', value: 'FILE', help: 'test: use FILE instead of .staunch.toml' }],
  async run({ action, operands, flags }) {
    if (action === 'show') return show(operands[0]);
    if (action === 'import') return (await import('./run-rules-import.ts')).runRulesImport(operands[0]);
    if (operands.length > 0) throw new UserError(`usage: staunch rules ${action}`);
    if (action === 'test') return (await import('./run-rules-test.ts')).runRulesTest(flags.text('config'));
    return action === 'check' ? check() : list();
  },
};

function list(): number {
  const catalogue = loadRules();
  const width = Math.max(...catalogue.map(({ id }) => id.length));
  const lines = catalogue.map(
    ({ id, confidence, severity, title }) =>
      `${id.padEnd(width)}  ${confidence.padEnd(6)}  ${severity.padEnd(8)}  ${title}`,
  );
  writeOut(`${lines.join('\n')}\n\n${catalogue.length} rules (id, confidence, severity, what it finds)\n`);
  return 0;
}

function show(id: string | undefined): number {
  if (id === undefined) throw new UserError('usage: staunch rules show ID');
  const catalogue = loadRules();
  const rule = catalogue.find((each) => each.id === id || each.aliases?.includes(id));
  const info = rule && ruleInfo(rule.id);
  if (!rule || !info) {
    const meant = nearest(
      id,
      catalogue.map((each) => each.id),
    );
    throw new UserError('there is no such rule', {
      hint: meant ? `did you mean ${meant}?` : 'see staunch rules list',
    });
  }
  const rows: [string, string][] = [
    ['title', info.title],
    ['severity', info.severity],
    ['confidence', info.confidence],
    ['believed by', rule.evidence + (rule.validate ? ', and checked offline' : '')],
    ['pattern', rule.pattern],
    ['keywords', rule.keywords.join(', ')],
    ['also known as', (info.aliases ?? []).join(', ')],
    ['documented', info.reference],
    ['when leaked', info.revoke],
  ];
  const shown = rows.filter(([, text]) => text !== '');
  writeOut([rule.id, ...shown.map(([name, text]) => `  ${name.padEnd(14)}${text}`)].join('\n') + '\n');
  return 0;
}

async function check(): Promise<number> {
  const { proveCatalogue } = await import('@staunch/core/prove');
  const { length } = loadRules();
  const problems = proveCatalogue();
  if (problems.length === 0) {
    writeOut(`${length} rules prove themselves\n`);
    return 0;
  }
  writeOut(problems.map((problem) => `${problem}\n`).join(''));
  throw new UserError(`${problems.length} problems in ${length} rules`, { exitCode: 1 });
}
