// One adversarial text, searched in memory by a process of its own, so that it can be ended.
//   node bench/probes/worst.mjs NAME BYTES MODE [INDEX KEY]   → {"seconds","notScanned"}
import fs from 'node:fs';
import { ADVERSARIAL } from '../adversarial.mjs';
import { load } from '../catalogue.mjs';

const [name = '', bytes = '', mode = '', index = '', key = ''] = process.argv.slice(2);
const { bytesFragment, createScanner, emptyPolicy } = await load('index.js');
const text = /** @type {(bytes: number) => Buffer} */ (ADVERSARIAL[name])(Number(bytes));
const scanner = createScanner({
  policy: emptyPolicy,
  decode: mode !== 'patterns',
  ...(mode === 'values' ? { managed: { file: fs.readFileSync(index), indexKey: fs.readFileSync(key) } } : {}),
});
// warm: what is compiled then is compiled
scanner.scan(bytesFragment({ path: 'text' }, text.subarray(0, 1 << 18)));
const started = performance.now();
const { notScanned } = scanner.scan(bytesFragment({ path: 'text' }, text));
const seconds = (performance.now() - started) / 1000;
console.log(JSON.stringify({ seconds, bytes: text.length, notScanned: notScanned.length }));
