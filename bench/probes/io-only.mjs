// The floor: walks a directory, opens, reads and closes every file, and looks at nothing. It does so the fastest way
// known on node: synchronous calls, one read into one buffer, no fstat, a shared counter that hands out 64 files.
//   node bench/probes/io-only.mjs PATH THREADS   → {"files","bytes"}
import fs from 'node:fs';
import path from 'node:path';
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

const SHARE = 64;

/**
 * @param {string} directory
 * @param {string[]} files
 */
function walk(directory, files) {
  for (const entry of fs.readdirSync(directory, { withFileTypes: true })) {
    const name = directory + path.sep + entry.name;
    if (entry.isDirectory()) walk(name, files);
    else if (entry.isFile()) files.push(name);
  }
  return files;
}

/**
 * @param {string[]} files
 * @param {Int32Array} next  the first file that nobody has taken
 */
function read(files, next) {
  const buffer = Buffer.allocUnsafeSlow(1 << 20);
  let bytes = 0;
  for (;;) {
    const start = Atomics.add(next, 0, SHARE);
    if (start >= files.length) return bytes;
    for (const file of files.slice(start, start + SHARE)) {
      const descriptor = fs.openSync(file, 'r');
      let got;
      do {
        got = fs.readSync(descriptor, buffer, 0, buffer.length, null);
        bytes += got;
      } while (got === buffer.length); // a short read of a regular file is its end
      fs.closeSync(descriptor);
    }
  }
}

if (isMainThread) {
  const [directory = '.', threads = '1'] = process.argv.slice(2);
  const next = new Int32Array(new SharedArrayBuffer(4));
  // The main thread is one of the threads; the others start while it walks.
  const workers = Array.from(
    { length: Number(threads) - 1 },
    () => new Worker(new URL(import.meta.url), { workerData: next }),
  );
  const files = fs.statSync(directory).isFile() ? [directory] : walk(directory, []);
  const others = workers.map(
    (worker) =>
      new Promise((resolve, reject) => {
        worker.once('message', resolve).once('error', reject);
        worker.postMessage(files, []);
      }),
  );
  let bytes = read(files, next);
  for (const other of others) bytes += await other;
  console.log(JSON.stringify({ files: files.length, bytes }));
} else {
  parentPort?.once('message', (files) => parentPort?.postMessage(read(files, workerData), []));
}
