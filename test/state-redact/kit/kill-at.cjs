// Loaded before everything else: kills its own process at the call number STAUNCH_TEST_KILL_AT of what writes to the disk.
'use strict';
const fs = require('node:fs');
let left = Number(process.env.STAUNCH_TEST_KILL_AT);
for (const name of [
  'openSync',
  'writeSync',
  'fsyncSync',
  'renameSync',
  'rmSync',
  'mkdirSync',
  'symlinkSync',
]) {
  const real = fs[name];
  fs[name] = (...args) => {
    // what only reads is no instant of its own
    const isWrite = name !== 'openSync' || args[1] === 'wx';
    if (isWrite && --left === 0) process.kill(process.pid, 'SIGKILL');
    return real.apply(fs, args);
  };
}
