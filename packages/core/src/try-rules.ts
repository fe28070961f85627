/** `staunch rules test`: users' rules on their own examples, through the whole pipeline. */
import type { PolicyData } from './config/policy.ts';
import { bytesFragment } from './fragment.ts';
import { sampler, type Sample } from './rules/kit/sample.ts';
import { createScanner } from './scan.ts';

export interface RuleTest {
  readonly id: string;
  readonly examples: number;
  readonly counterExamples: number;
  /** What is wrong, by the number of the example, never by its text. */
  readonly problems: readonly string[];
}

const BUILDERS: Readonly<Record<string, (sample: Sample, length: number) => string>> = {
  alnum: (sample, length) => sample.alnum(length),
  lower: (sample, length) => sample.lower(length),
  upper: (sample, length) => sample.upper(length),
  digits: (sample, length) => sample.digits(length),
  hex: (sample, length) => sample.hex(length),
  base64: (sample, length) => sample.base64(length),
};

/** `{hex:40}` and the like become random characters, the same on every run. */
function buildExample(text: string, sample: Sample): string {
  return text.replace(/\{(\w+):(\d{1,4})\}/g, (whole, kind: string, length: string) =>
    Object.hasOwn(BUILDERS, kind) ? BUILDERS[kind]!(sample, Number(length)) : whole,
  );
}

/** Every rule of the project that has a pattern of its own. */
export function testRules(policy: PolicyData): RuleTest[] {
  // what the project lets pass or has known for long is none of a rule's business
  const plain = { ...policy, allow: [], ignore: { ...policy.ignore, globs: [], fingerprints: [] } };
  const scanner = createScanner({
    policy: plain,
    minConfidence: 'low',
    machineKey: () => new Uint8Array(32),
  });
  const sample = sampler(1);
  return policy.userRules
    .filter(({ foreign }) => !foreign)
    .map(({ id, examples = [], counterExamples = [] }) => {
      const found = (text: string): number => {
        const bytes = Buffer.from(buildExample(text, sample));
        const { findings, suppressed } = scanner.scan(bytesFragment({ path: 'example' }, bytes));
        return [...findings, ...suppressed].filter(({ rule }) => rule === id).length;
      };
      const problems: string[] = [];
      examples.forEach((text, index) => {
        const many = found(text);
        if (many !== 1) problems.push(`example ${index + 1} gives ${many} findings, not one`);
      });
      counterExamples.forEach((text, index) => {
        if (found(text) > 0) problems.push(`counter-example ${index + 1} is found`);
      });
      return { id, examples: examples.length, counterExamples: counterExamples.length, problems };
    });
}
