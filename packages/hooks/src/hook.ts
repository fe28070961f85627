/**
 * What the hook script runs: `node hook.cjs [--asked] NAME [ARGUMENT…]`; with --asked, standard
 * input is what the script asked git. It runs when it is loaded: import main.ts instead. The
 * build puts a statement before everything that lets the process end with 1: a hook that ends before it has judged,
 * thrown out of the event loop, killed or cut short, must block.
 */
import { readFileSync } from 'node:fs';
import { main } from './main.ts';

const words = process.argv.slice(2);
const asked = words[0] === '--asked' ? readFileSync(0) : undefined;
const [name = '', ...args] = asked ? words.slice(1) : words;
void main(name, asked ? { args, asked } : { args }).then((code) => {
  process.exitCode = code;
});
