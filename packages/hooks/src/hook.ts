/** What the hook script runs: `node hook.js NAME [ARGUMENT…]`. It runs when it is loaded: import main.ts instead. */
import { endWith } from './closed.ts';
import { main } from './main.ts';

const [name = '', ...args] = process.argv.slice(2);
endWith(await main(name, args));
