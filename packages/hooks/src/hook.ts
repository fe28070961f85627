/**
 * What a hook script runs: `node hook.cjs [--piped VERSION] NAME [ARGUMENT…]`; with --piped, standard input is what the
 * script asked git (git.ts, `stagedCommand` and `messageCommand`). It runs when it is loaded: import main.ts instead. The
 * build puts a statement before everything that lets the process end with 1: a hook that ends before it has judged,
 * thrown out of the event loop, killed or cut short, must block.
 */
import { setFlagsFromString } from 'node:v8';
import { loadCompiled } from './compiled.ts';
import type * as full from './main.ts';
import { PIPED } from './piped-version.ts';
import type * as quick from './quick.ts';

const words = process.argv.slice(2);
// what an older script pipes is not read: the gate asks git again
if (words[0] === '--asked') words.shift();
const piped = words[0] === '--piped' ? words.splice(0, 2)[1] : undefined;
const [name = '', ...args] = words;

/** Whether V8 optimizes what runs often, on other threads: it pays where much is to be read. */
function optimize(isOn: boolean): void {
  setFlagsFromString(isOn ? '--opt' : '--no-opt');
}

/** The first look has seen all of it, and there is nothing. */
function staysClean(): boolean {
  if (piped !== PIPED) return false;
  optimize(false);
  try {
    const { exports, keep } = loadCompiled<typeof quick>('quick.cjs');
    const isClean =
      name === 'commit-msg'
        ? exports.isMessageClean(0, args[0] ?? '')
        : exports.isStagedClean(0, () => optimize(true));
    keep(exports.warm);
    return isClean;
  } catch {
    return false;
  } finally {
    optimize(true);
  }
}

function judge(): void {
  let compiled: ReturnType<typeof loadCompiled<typeof full>>;
  try {
    compiled = loadCompiled('main.cjs');
  } catch (error) {
    const { name: kind } = error as Error;
    process.stderr.write(
      `staunch: blocked, nothing was checked: its own code is missing or damaged (${kind}). ` +
        `Install it again; to go on without the check: --no-verify\n`,
    );
    return;
  }
  const { exports, keep } = compiled;
  void exports.main(name, { args }).then((code) => {
    process.exitCode = code;
    keep();
  });
}

if (staysClean()) {
  // nothing is left to be done or said: node's own tidying up would take some milliseconds
  process.exit(0);
} else judge();
