/** Every value as people and programs write it, alone and in pairs: found while the vault is locked, and as no other one. */
import path from 'node:path';
import { bytesFragment, createScanner, emptyPolicy, type Scanner } from '@staunch/core';
import { readManaged } from '@staunch/core/vault';
import { expect, test } from 'vitest';
import { environment, staunch, temporaryDirectory, write } from '../kit/command.ts';
import { COMPOSED, TRANSFORMS, type Place, type Transform } from './transforms.ts';
import { makeValues, Random, type Value } from './values.ts';

const SEED = 20_261;
const values = makeValues(SEED);

/** With all of the values in a vault that is locked. */
function scannerOf(known: readonly Value[]): Scanner {
  const root = temporaryDirectory();
  const cwd = path.join(root, 'work');
  const env = { HOME: root };
  const document = Object.fromEntries(known.map(({ name, bytes }) => [name, bytes.toString()]));
  write(cwd, { 'values.json': JSON.stringify(document) });
  for (const args of [['init'], ['import', 'values.json']]) {
    const { code, err } = staunch(['vault', ...args], { cwd, env });
    expect(err).not.toMatch(/not looked for/);
    expect(code).toBe(0);
  }
  const before = process.env['STAUNCH_HOME'];
  process.env['STAUNCH_HOME'] = environment(root)['STAUNCH_HOME'];
  try {
    return createScanner({
      policy: emptyPolicy,
      managed: readManaged(),
      patterns: false,
      machineKey: () => Buffer.alloc(32),
    });
  } finally {
    if (before === undefined) delete process.env['STAUNCH_HOME'];
    else process.env['STAUNCH_HOME'] = before;
  }
}

const SURROUNDINGS: Readonly<Record<Place, readonly (readonly [before: string, behind: string])[]>> = {
  inline: [
    ['# settings of the service\nname = app\nkey = ', '\nport = 8080\n'],
    ['2026-11-24 10:12:01 INFO started\n2026-11-24 10:12:02 DEBUG got ', ' in 12 ms\nbye\n'],
    ['<p>see below</p>\n', '\n<p>that is all</p>\n'],
    ['call(', ');\nreturn 0;\n'],
  ],
  lines: [
    ['Here it is.\n\n', '\n\nThat was it.\n'],
    ['first line\n', '\nlast line\n'],
  ],
  file: [['', '']],
};

interface Counted {
  readonly tried: number;
  readonly missed: readonly string[];
  readonly wrong: readonly string[];
}

function tryAll(transforms: readonly Transform[]): Counted {
  const scanner = scannerOf(values);
  const random = new Random(SEED + 1);
  const missed: string[] = [];
  const wrong: string[] = [];
  let tried = 0;
  for (const transform of transforms) {
    for (const value of values) {
      if (!transform.appliesTo(value)) continue;
      tried++;
      const piece = transform.write(value, random);
      const [before, behind] = random.pick(SURROUNDINGS[transform.place]);
      const start = Buffer.byteLength(before);
      const content = Buffer.concat([Buffer.from(before), piece, Buffer.from(behind)]);
      const { findings } = scanner.scan(bytesFragment({ path: 'file' }, content));
      const label = `${transform.name} × ${value.kind}`;
      const isThere = findings.some(
        ({ item, location }) =>
          item === value.name &&
          (transform.place === 'file' || (location.start < start + piece.length && location.end > start)),
      );
      if (!isThere) missed.push(label);
      if (findings.some(({ item }) => item !== value.name)) wrong.push(label);
    }
  }
  return { tried, missed, wrong };
}

/** Transforms and kinds, never a value. */
function expectFound({ tried, missed, wrong }: Counted, least: number): void {
  const first = [...new Set(missed)].slice(0, 40).join('\n');
  const share = (tried - missed.length) / tried;
  expect(wrong.slice(0, 20)).toEqual([]);
  expect(share, `${missed.length} of ${tried} missed:\n${first}`).toBeGreaterThanOrEqual(least);
}

test('there are enough of them', () => {
  expect(values.length).toBeGreaterThanOrEqual(60);
  expect(new Set(TRANSFORMS.map(({ name }) => name)).size).toBe(TRANSFORMS.length);
});

test('each transform alone', () => {
  expectFound(tryAll(TRANSFORMS), 0.99);
});

test('transforms in pairs', () => {
  expectFound(tryAll(COMPOSED), 0.95);
});
