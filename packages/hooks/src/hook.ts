/**
 * What the hook script runs: `node hook.cjs NAME [ARGUMENT…]`. It runs when it is loaded: import main.ts instead. The
 * build puts a statement before everything that lets the process end with 1: a hook that ends before it has judged,
 * thrown out of the event loop, killed or cut short, must block.
 */
import { main } from './main.ts';

const [name = '', ...args] = process.argv.slice(2);
void main(name, args).then((code) => {
  process.exitCode = code;
});
