/** The kernel against its twin, on text that is random, and on text that is made of keywords. */
import fs from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildAutomaton, findKeywords, type Automaton } from './automaton.ts';
import { kernelMemory, type ScanMemory } from './kernel.ts';
import { encodeBuiltIn } from './built-in.ts';
import { sampler } from '../rules/kit/sample.ts';
import { loadRules } from '../catalogue/load.ts';
import { NO_SIEVES, siftWithoutKernel, type Sifting } from './sift.ts';
import { decodeTables } from './table.ts';

const code = fs.readFileSync(new URL('../../dist/kernel.wasm', import.meta.url));

function kernel(automaton: Automaton): ScanMemory {
  const arrays = {
    lengths: new Uint16Array(0),
    asked: new Uint8Array(0),
    ruleStart: new Uint32Array(1),
    rules: new Uint32Array(0),
  };
  const memory = kernelMemory({ automaton, arrays, ruleCount: 0, sieves: NO_SIEVES }, code);
  if (!memory) throw new Error('this node has no WebAssembly');
  return memory;
}

type Found = [end: number, keyword: number][];

function both(automaton: Automaton, memory: ScanMemory, bytes: Uint8Array): [Found, Found] {
  memory.text.set(bytes);
  const [ours, theirs]: [Found, Found] = [[], []];
  memory.find(memory.text, bytes.length, (end, keyword) => ours.push([end, keyword]));
  findKeywords(automaton, bytes, bytes.length, (end, keyword) => theirs.push([end, keyword]));
  return [ours, theirs];
}

test('short text of any length', () => {
  const letters = fc.constantFrom('a', 'b', 'c');
  const words = fc.uniqueArray(fc.string({ unit: letters, minLength: 1, maxLength: 6 }), {
    minLength: 1,
    maxLength: 5,
  });
  const text = fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'B', '\u00ff', '\0'), maxLength: 400 });
  fc.assert(
    fc.property(words, text, (keywords, input) => {
      const automaton = buildAutomaton(keywords);
      const [ours, theirs] = both(automaton, kernel(automaton), Buffer.from(input, 'latin1'));
      expect(ours).toEqual(theirs);
    }),
    { numRuns: 60 },
  );
});

test.each([-3, -1, 0, 1, 2, 5])('text of one block and %i bytes, and of three', (more) => {
  const automaton = buildAutomaton(['token', 'ken', 'en', 'password', 'n']);
  const memory = kernel(automaton);
  for (const size of [(1 << 18) + more, 3 * (1 << 18) + more]) {
    const bytes = Buffer.alloc(size, 'a token and a passWORD token');
    const [ours, theirs] = both(automaton, memory, bytes);
    expect(ours.length).toBeGreaterThan(10_000);
    expect(ours).toEqual(theirs);
  }
});

test('a hit at every byte', () => {
  const automaton = buildAutomaton(['a', 'aa', 'aaa']);
  const [ours, theirs] = both(automaton, kernel(automaton), Buffer.alloc((1 << 18) + 77, 'a'));
  expect(ours).toHaveLength(3 * ((1 << 18) + 77) - 3);
  expect(ours).toEqual(theirs);
});

test('text outside of its memory', () => {
  const automaton = buildAutomaton(['key']);
  const found: number[] = [];
  kernel(automaton).find(Buffer.from('a key, a KEY'), 12, (end) => found.push(end));
  expect(found).toEqual([5, 12]);
});

test('the sieves of the built-in rules, on their samples, on what is left of them, and on keywords alone', () => {
  const { shapes, ...table } = decodeTables(encodeBuiltIn());
  const sifting: Sifting = { ...table, ruleCount: shapes.length };
  const memory = kernelMemory(sifting, code)!;
  const samples = loadRules().flatMap((rule) => rule.examples(sampler(1)));
  const cut = samples.map((sample, i) => sample.slice(0, 1 + (i % sample.length)));
  const words = 'token key = "secret" password: graph test_ auth <token>x</token> pat '.repeat(3000);
  const text = Buffer.from([...samples, ...cut, words, samples.at(-1)!].join('\n'), 'latin1');
  const told = (from: number, to: number): [number[][], number[][]] => {
    const length = memory.text.write(text.toString('latin1', from, to), 'latin1');
    const [ours, theirs]: [number[][], number[][]] = [[], []];
    memory.sift(memory.text, length, (...candidate) => void ours.push(candidate));
    siftWithoutKernel(sifting, memory.text, length, (...candidate) => void theirs.push(candidate));
    return [ours, theirs];
  };
  const [ours, theirs] = told(0, text.length);
  expect(ours.length).toBeGreaterThan(samples.length);
  expect(ours).toEqual(theirs);
  // a walk ends after so many bytes in both
  for (let run = 170; run < 210; run++) {
    const long = `token${'a'.repeat(run)} `;
    const length = memory.text.write(long);
    const [kernels, twins]: [number[][], number[][]] = [[], []];
    memory.sift(memory.text, length, (...candidate) => void kernels.push(candidate));
    siftWithoutKernel(sifting, memory.text, length, (...candidate) => void twins.push(candidate));
    expect(kernels, `${run}`).toEqual(twins);
  }
  for (let at = 0; at < 3000; at += 97) {
    const [part, twin] = told(at, at + 90);
    expect(part).toEqual(twin);
  }
});
