#!/usr/bin/env node
// until there is an answer, the answer is that there is none: a hook that calls this must not pass because it broke
process.exitCode = 2;
const { main } = await import('../dist/main.js');
process.exitCode = await main(process.argv.slice(2));
