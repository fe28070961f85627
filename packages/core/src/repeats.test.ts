import fc from 'fast-check';
import { expect, test } from 'vitest';
import { loadRules } from './catalogue/load.ts';
import { emptyPolicy } from './config/policy.ts';
import type { Member } from './decode/container.ts';
import { Repeats, restored } from './repeats.ts';
import { sampler } from './rules/kit/sample.ts';
import { createScanner, type FragmentResult, type Scanner } from './scan.ts';

const secrets = [1, 2, 3].map(
  (seed) =>
    loadRules()
      .find(({ id }) => id === 'github-pat')!
      .examples(sampler(seed))[0]!,
);
const line = (i: number): string => `  const item${i} = list["${i}"] ?? 'é\t${i}'; // \\path\\to\n`;
/** Some 20 KB of code with quotes, tabs, backslashes and letters of two bytes, with `inside` at a part of its length. */
function long(inside = '', part = 0.5, lines = 400): string {
  const all = Array.from({ length: lines }, (_, i) => line(i));
  all.splice(Math.floor(lines * part), 0, inside === '' ? '' : `key = ${inside}\n`);
  return all.join('');
}

const member = (name: string, text: string): Member => {
  const bytes = Buffer.from(text);
  return { kind: 'member', name, read: (into, position) => bytes.copy(into, 0, position) };
};

const scannerOf = (trace: boolean) =>
  createScanner({ policy: emptyPolicy, reveal: true, trace, machineKey: () => Buffer.alloc(32) });
const quick = scannerOf(false);
/** What was dropped is told too, so that everything is searched. */
const thorough = scannerOf(true);

/** All that is told of `texts`, one member each. */
function told(scanner: Scanner, texts: readonly string[]): Omit<FragmentResult, 'decisions'> {
  const members = texts.map((text, i) => member(`m${i}`, text));
  const { decisions: _, ...rest } = scanner.scanMembers({ path: 'store' }, () => members, {
    keep: ({ name }) => name ?? '',
    place: (name, json) => ({ path: `store#${name}`, jsonPath: json?.path.join('.') ?? '' }),
  });
  return rest;
}

const row = (fields: Readonly<Record<string, unknown>>): string =>
  JSON.stringify({ type: 'tool', ...fields });

test('what was left out of a text can be put back', () => {
  const pieces = fc.array(
    fc.constantFrom(
      long(),
      long('x', 0.1, 120),
      long('', 0, 300),
      '\\'.repeat(9000),
      'é"\n'.repeat(3000),
      'short',
    ),
    { minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(pieces, fc.boolean(), (strings, isSettled) => {
      const repeats = new Repeats();
      for (let round = 0; round < 2; round++) {
        const text = Buffer.from(row({ strings }));
        const bytes = Buffer.concat([Buffer.from('before'), text, Buffer.alloc(64)]);
        const { kept, cuts } = repeats.shorten(bytes, 6, text.length);
        expect(() => JSON.parse(bytes.toString('utf8', 6, 6 + kept)) as unknown).not.toThrow();
        expect(restored(bytes.subarray(6, 6 + kept), cuts).equals(text)).toBe(true);
        expect(bytes.toString('utf8', 0, 6)).toBe('before');
        if (isSettled) repeats.settle([]);
      }
    }),
    { numRuns: 200 },
  );
});

test('a long string is left out where it stands again, until something is found in it', () => {
  const repeats = new Repeats();
  const cutsOf = (text: string): number => {
    const bytes = Buffer.from(text);
    return repeats.shorten(bytes, 0, bytes.length).cuts.length;
  };
  const clean = row({ output: long() });
  const other = row({ output: long('y') });
  expect(cutsOf(clean)).toBe(0);
  expect(cutsOf(row({ a: 1, output: long() }))).toBe(1);
  expect(repeats.settle([])).toEqual(new Set());
  expect(cutsOf(clean)).toBe(1);
  expect(cutsOf(other)).toBe(0);
  expect(repeats.settle([{ start: 9000, end: 9040 }]).size).toBe(1);
  expect(cutsOf(other)).toBe(0);
  // what could not be searched is not known
  repeats.forget();
  expect(cutsOf(other)).toBe(0);
});

test('the same is told as when everything is searched', () => {
  const inside = fc.tuple(
    fc.constantFrom('', ...secrets, `password: "${secrets[0]}" staunch:allow`),
    fc.constantFrom(0, 0.02, 0.3, 0.5, 0.9, 0.99, 1),
    fc.constantFrom(90, 150),
  );
  const texts = fc.array(
    fc.tuple(fc.array(inside, { minLength: 1, maxLength: 3 }), fc.constantFrom('', ...secrets), fc.boolean()),
    { minLength: 2, maxLength: 6 },
  );
  fc.assert(
    fc.property(texts, (all) => {
      const rows = all.map(([strings, beside, isNested]) => {
        const outputs = strings.map(([secret, part, lines]) => long(secret, part, lines));
        const fields = { token: beside, outputs, preview: outputs[0] };
        return row(isNested ? { part: fields, text: row(fields) } : fields);
      });
      expect(told(quick, rows)).toEqual(told(thorough, rows));
    }),
    { numRuns: 15 },
  );
}, 60_000);

test('what one part of a store had, another has again', () => {
  const rows = Array.from({ length: 60 }, (_, i) =>
    row({
      id: i,
      output: long(i % 20 === 19 ? secrets[(i - 19) / 20] : `n${i % 7}`, 0.5, 150),
      state: i % 15 === 0 ? secrets[1] : '',
    }),
  );
  const scanner = scannerOf(false);
  let found = 0;
  for (let from = 0; from < rows.length; from += 20) {
    const some = rows.slice(from, from + 20);
    const own = told(scanner, some);
    expect(own).toEqual(told(thorough, some));
    found += own.findings.length;
  }
  expect(found).toBe(3 + 4);
});

test('what was read before a store broke off is searched, there and where it stands again', () => {
  const scanner = scannerOf(false);
  const text = row({ output: long(secrets[0], 0.5, 150) });
  const placing = { keep: () => '', place: () => ({ path: 'store' }) };
  const broken = function* (): Iterable<Member> {
    yield member('a', text);
    throw Object.assign(new Error('input/output error'), { code: 'EIO' });
  };
  const first = scanner.scanMembers({ path: 'broken' }, broken, placing);
  expect(first.findings.length).toBe(1);
  expect(first.notScanned).toEqual([expect.objectContaining({ path: 'broken', error: true })]);
  const second = told(scanner, [text, row({ again: long(secrets[0], 0.5, 150) })]);
  expect(second.findings.length).toBe(2);
});
