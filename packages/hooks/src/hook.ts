/** What the hook script runs: `node hook.js NAME [ARGUMENT…]`. It runs when it is loaded: import main.ts instead. */
import { main } from './main.ts';

// closed until the verdict is there, however the process ends
process.exitCode = 1;
const [name = '', ...args] = process.argv.slice(2);
process.exitCode = await main(name, args);
