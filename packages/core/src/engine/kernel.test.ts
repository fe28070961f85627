/** The kernel against its twin, on text that is random, and on text that is made of keywords. */
import fs from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { buildAutomaton, findKeywords, type Automaton } from './automaton.ts';
import { kernelMemory, type ScanMemory } from './kernel.ts';

const code = fs.readFileSync(new URL('../../dist/kernel.wasm', import.meta.url));

function kernel(automaton: Automaton): ScanMemory {
  const memory = kernelMemory(automaton, code);
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
