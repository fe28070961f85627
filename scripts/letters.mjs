// Learns the letter model of packages/core/src/filter/kit/letters.ts: how surprising a letter is after the two before
// it, in the names and words of public text. `node scripts/letters.mjs OUT DIRECTORY…` reads up to 80 MB of source and
// prose from each directory and writes the table, one character a triple.
import fs from 'node:fs';
import path from 'node:path';

const [out, ...directories] = process.argv.slice(2);
if (!out || directories.length === 0) {
  console.error('usage: node scripts/letters.mjs OUT DIRECTORY…');
  process.exit(2);
}

/** 0 stands for the edge of a word, 1 to 26 for letters, 27 for a digit. */
const SYMBOLS = 28;
const BUDGET = 80e6;
const TEXT = /\.(?:ts|mts|js|mjs|cjs|md|py|txt|rst|pm|pod|json|h|c|go|java|rb|php|sh|yml|yaml)$/;
const GENERATED = /\.min\.|lock/;

function* textFiles(directory) {
  for (const entry of fs.readdirSync(directory, { withFileTypes: true })) {
    const name = path.join(directory, entry.name);
    if (entry.isDirectory()) yield* textFiles(name);
    else if (entry.isFile() && TEXT.test(entry.name) && !GENERATED.test(entry.name)) yield name;
  }
}

/** In how many files each name stands. */
function countNames() {
  const names = new Map();
  for (const directory of directories) {
    let left = BUDGET;
    for (const file of textFiles(directory)) {
      const { size } = fs.statSync(file);
      if (size > 400e3 || size < 500) continue;
      left -= size;
      if (left < 0) break;
      const text = fs.readFileSync(file, 'latin1');
      if (/.{2000}/.test(text)) continue;
      for (const name of new Set(text.match(/[A-Za-z][A-Za-z0-9]*/g))) {
        if (name.length <= 40) names.set(name, (names.get(name) ?? 0) + 1);
      }
    }
  }
  return names;
}

/** A name as symbols; a capital after a small letter starts a word. */
function symbolsOf(name) {
  const symbols = [0];
  let before = '';
  for (const char of name) {
    if (/[A-Z]/.test(char) && /[a-z0-9]/.test(before)) symbols.push(0);
    symbols.push(/[0-9]/.test(char) ? 27 : char.toLowerCase().charCodeAt(0) - 96);
    before = char;
  }
  return [...symbols, 0];
}

const triples = new Float64Array(SYMBOLS ** 3);
for (const [name, files] of countNames()) {
  if (files < 3) continue;
  const weight = Math.min(50, Math.sqrt(files));
  let [a, b] = [0, 0];
  for (const symbol of symbolsOf(name).slice(1)) {
    triples[(a * SYMBOLS + b) * SYMBOLS + symbol] += weight;
    [a, b] = [b, symbol];
  }
}

// each triple leans on its pair, each pair on its single letter, by 20 counts
const pairs = new Float64Array(SYMBOLS ** 2);
const singles = new Float64Array(SYMBOLS);
let total = 0;
triples.forEach((count, index) => {
  const symbol = index % SYMBOLS;
  pairs[(Math.floor(index / SYMBOLS) % SYMBOLS) * SYMBOLS + symbol] += count;
  singles[symbol] += count;
  total += count;
});
const sum = (array, start) => array.subarray(start, start + SYMBOLS).reduce((a, b) => a + b, 0);
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
let table = '';
for (let a = 0; a < SYMBOLS; a++) {
  for (let b = 0; b < SYMBOLS; b++) {
    const row = (a * SYMBOLS + b) * SYMBOLS;
    const [inTriples, inPairs] = [sum(triples, row), sum(pairs, b * SYMBOLS)];
    for (let symbol = 0; symbol < SYMBOLS; symbol++) {
      const single = (singles[symbol] + 1) / (total + SYMBOLS);
      const pair = (pairs[b * SYMBOLS + symbol] + 20 * single) / (inPairs + 20);
      const triple = (triples[row + symbol] + 20 * pair) / (inTriples + 20);
      table += DIGITS[Math.max(0, Math.min(63, Math.round(-Math.log2(triple) * 4)))];
    }
  }
}
fs.writeFileSync(out, table);
