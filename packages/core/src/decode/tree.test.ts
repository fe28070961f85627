import { expect, test } from 'vitest';
import { bytesFragment } from '../fragment.ts';
import { emptyPolicy, policyFrom } from '../config/policy.ts';
import { rawView } from '../engine/view.ts';
import { searchBudget, Searcher } from '../searcher.ts';
import { createScanner } from '../scan.ts';
import { loadRules } from '../catalogue/load.ts';
import { sampler } from '../rules/kit/sample.ts';
import { FileBudget } from './budget.ts';

const searcher = new Searcher(policyFrom(emptyPolicy), {});
const views = (text: string): string[] => {
  const length = searcher.text.write(text);
  const budget = searchBudget(length, new FileBudget(length));
  const found = [...searcher.searchAll(rawView(searcher.text, length), 0, 'text', budget)];
  expect(budget.isExceeded).toBe(false);
  return found.map(({ view }) => view.encoding.join('>'));
};

/** One of each encoding that leaves the text around it, side by side. */
const SIDE_BY_SIDE = [
  'caf\\u00e9 is escaped',
  'a%20b%2Fc is a part of a URL',
  '&amp;&#65;&lt; are entities',
  'a =3D b is quoted',
  '\x1b[31mred\x1b[0m is coloured',
  "'one' + 'two' are joined",
  Buffer.from('some text in base64, long enough').toString('base64'),
];

test('encodings side by side are read once, not once more beneath each of the others', () => {
  const near = views(SIDE_BY_SIDE.join('\n'));
  // every set of the six, for a value may be spelled by any of them; not every order of each set
  expect(near.length).toBeLessThan(80);
  expect(near.filter((path) => path.endsWith('base64'))).toEqual(['base64']);
  const far = views(SIDE_BY_SIDE.join(`\n${'plain text, and nothing else. '.repeat(60)}\n`));
  expect(far.length).toBeLessThanOrEqual(near.length);
});

test('a value that two encodings spell, in either order, is found', () => {
  const [token] = loadRules()
    .find(({ id }) => id === 'github-pat')!
    .examples(sampler(1));
  const text = token!;
  const hex = (from: number, to: number, prefix: string): string =>
    [...Buffer.from(text.slice(from, to))].map((byte) => prefix + byte.toString(16)).join('');
  const scanner = createScanner({ policy: emptyPolicy });
  for (const [first, second] of [
    ['\\x', '%'],
    ['%', '\\x'],
  ] as const) {
    const spelled = hex(0, 10, first) + text.slice(10, 20) + hex(20, 30, second) + text.slice(30);
    const beside = `x = "${spelled}"; other = "${Buffer.from('nothing of interest').toString('base64')}"`;
    const { findings } = scanner.scan(bytesFragment({ path: 'a' }, Buffer.from(beside)));
    expect(findings.map(({ detector }) => detector)).toEqual(['pattern']);
  }
});

test('what is too deep to be read, and was read on the way there, is no reason to say that something was left out', () => {
  // each makes a view of the one before, beside a run of base64 that the first view held already
  const run = Buffer.from('some text in base64, long enough for a run').toString('base64');
  const url = ['mysql:', '', 'root:'].join('/');
  const json = [
    `"s": "key A=some\nB=thing else"`,
    `"v": "{"z": "18e2188f0abd4bbeb948ffab"}"`,
    `"v": "{"z": "${url}Ye7%40fl%3E%23-%2B.%2Fls%3BHZ@10.0.0.8/x"}"`,
    `"s": "key frwzrq\nQoqPs"`,
    `"v": "{"z": "8XlSTEfBzqWw3GPM=="}"`,
    `"v": "{"z": "${run}"}"`,
    `"s": "key cE'm"t:_H\\NI*"`,
    `"v": "{"z": "18e2188f0abd4bbeb948ffab"}"`,
  ].join('\n');
  expect(views(json)).toContain('base64');
  // here a view has but a part of it
  const pair = Buffer.from(`${'aB3dE'.repeat(4).slice(0, 18)}:${'fG7hJ'.repeat(4).slice(0, 18)}`).toString(
    'base64',
  );
  const bytes = Buffer.from(Array.from({ length: 64 }, (_, i) => (i * 167 + 241) & 255)).toString('base64');
  const cut = [
    String.raw`"v": "{"z": "[x\\\\n;h?P)K\\EQ8fx^V\\=/"}"`,
    `"v": "{"z": "${bytes}"}"`,
    `"v": "{"z": "%%3;=yG$?c;q"}"`,
    `"v": "{"z": "eldjX-uJKlk-617d7-ZLxgm-ZNZ3T"}"`,
    `"v": "{"z": "${url}Ye7%40fl%3E%23-%2B.%2Fls%3BHZhj%3F@10.0.0.8/x"}"`,
    `"s": "key frwzrqeP1ZdRtxQOIrUtl8\nQoqPssQPR0decoT4jfIVTw"`,
    `"v": "{"z": "${bytes}"}"`,
    `"v": "{"z": "${pair}"}"\n`,
  ].join('\n');
  expect(views(cut)).toContain('base64');
});
