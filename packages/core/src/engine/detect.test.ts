/** The engine against the plain meaning of a rule: its regex over the whole text. Nothing lost, nothing invented. */
import { expect, test } from 'vitest';
import { catalogue } from '../rules/index.ts';
import type { Rule } from '../rules/kit/rule.ts';
import { sampler } from '../rules/kit/sample.ts';
import { builtIn } from './built-in.ts';
import { RuleSet } from './compile.ts';
import { detect } from './detect.ts';
import { compileBuiltIn } from './regex.ts';
import { plainMemory } from './kernel.ts';
import { edgesOf, shapeList, shapeOf } from './shape.ts';
import { rawView } from './view.ts';

type Place = readonly [rule: string, start: number, end: number];

function byEngine(set: RuleSet, text: string): Place[] {
  const bytes = Buffer.from(text, 'latin1');
  const { hits } = detect(set, rawView(bytes, bytes.length), memory);
  return hits.map(({ rule, secret }) => [set.shape(rule).id, secret.start, secret.end] as const);
}

/** Every match of the regex, one after the other; what was assigned may be a name that is assigned to itself. */
function byRegex(rule: Rule, text: string): Place[] {
  const regex = compileBuiltIn(rule.pattern, edgesOf(rule), rule.ignoreCase ?? false);
  const places: Place[] = [];
  for (let at = 0; ;) {
    const found = regex.search(text, at);
    if (!found) return places;
    const searched = rule.evidence === 'assignment' ? found.secret.start : found.whole.end;
    at = Math.max(searched, found.whole.start + 1);
    const before = text
      .slice(Math.max(0, found.whole.start - (rule.near?.within ?? 0)), found.whole.start)
      .toLowerCase();
    if (!rule.near || rule.near.words.some((word) => before.includes(word))) {
      places.push([rule.id, found.secret.start, found.secret.end]);
    }
  }
}

const { shapes: _, sieves, ...table } = builtIn();
const set = new RuleSet(shapeList(catalogue.map(shapeOf)), [], new Set(), table, sieves);
const memory = plainMemory(set);

/** Texts that put a sample where the engine could lose it. */
function contexts(sample: string, other: string): string[] {
  return [
    sample,
    `${sample}\n${sample}`,
    `${sample} ${other} ${sample}`,
    `"${sample}"`,
    `x${sample}x`,
    `\\n${sample}\\n`,
    `%3D${sample}%26`,
    `\xc3\xa9${sample}\xc3\xa9`,
    `${'pat-key_token=secret:'.repeat(40)}${sample}`,
    `${' '.repeat(3000)}${sample}${'\n'.repeat(100)}`,
  ];
}

test.each(catalogue.map((rule) => [rule.id, rule] as const))(
  '%s: what the engine finds is what the regex finds',
  (_, rule) => {
    const samples = [rule.examples(sampler(11)), rule.counterExamples?.(sampler(12)) ?? []].flat();
    const other = catalogue[0]!.examples(sampler(13))[0]!;
    for (const text of samples.flatMap((sample) => contexts(sample, other))) {
      const found = byEngine(set, text).filter(([id]) => id === rule.id);
      expect(found).toEqual(byRegex(rule, text));
    }
  },
);
