/** `staunch state redact`, told from start to end: look, show, ask, keep, rewrite, prove. */
import { count, createScanner, createSpanFinder, KnownValues, printable } from '@staunch/core';
import { bundleSize, finishVault, removeBundle, setBundleState } from '@staunch/core/vault';
import type { Store } from '../agents/agent.ts';
import { storesOf } from '../agents/surroundings.ts';
import type { Flags, Input } from '../arguments.ts';
import { managedSource } from '../commands/run-scan.ts';
import { writeFile, writeOut } from '../output.ts';
import { loadProject } from '../project.ts';
import { inTerminal } from '../vault/ask.ts';
import { apply, type Applied } from './apply.ts';
import { askYes } from './ask.ts';
import { isUsed } from './database/rewrite.ts';
import { diffOf } from './diff.ts';
import { heldStores } from './held.ts';
import { learn, type Learned, type Reported, type Touched } from './learn.ts';
import { prove } from './proof.ts';
import { recordOf, wordsOf, type Redacted } from './redact-report.ts';
import { namedHere as named } from './named.ts';
import { Telling } from './telling.ts';
import { writeEntry } from './undo/entries.ts';
import { checkAlone, KEPT_DAYS, unfinished } from './undo/bundles.ts';
import { newBundle } from './undo/new-bundle.ts';

export async function runRedact({ flags }: Input): Promise<number> {
  // a redaction that was killed while it made a vault for its bundle
  if (!flags.has('dry-run')) finishVault();
  return new Redaction(flags).run();
}

/** All of `stores` that nobody holds, without asking. Answers the exit code. */
export function redactUnasked(flags: Flags, stores: readonly Store[]): number {
  finishVault();
  return new Redaction(flags).runUnasked(stores);
}

/** What one run knows. */
class Redaction {
  private readonly flags: Flags;
  private readonly telling: Telling;
  private readonly known: KnownValues;
  private readonly scanner: ReturnType<typeof createScanner>;
  private readonly find: ReturnType<typeof createSpanFinder>;
  private readonly hasManaged: boolean;
  private notScanned: Learned['notScanned'] = [];
  /** A text since the last question held more than could be looked into. */
  private isPartial = false;

  constructor(flags: Flags) {
    this.flags = flags;
    this.telling = new Telling(flags);
    const { policy } = loadProject('.', { configFile: flags.text('config') });
    const managed = flags.has('no-managed') ? undefined : managedSource();
    this.hasManaged = managed !== undefined;
    this.known = new KnownValues(managed?.indexKey);
    const options = { policy, managed, patterns: !flags.has('no-patterns'), known: this.known };
    // a transcript holds comments that allow something by the thousand
    this.scanner = createScanner({ ...options, inline: false });
    // what lies deeper than anybody looks is named; whatever can be found is taken out all the same
    this.find = createSpanFinder({ ...options, partial: () => (this.isPartial = true) });
  }

  runUnasked(stores: readonly Store[]): number {
    const learned = learn(stores, this.scanner, this.known, () => {});
    const isPartial = this.tellOpen(learned);
    const unclean = unfinished();
    if (learned.touched.length === 0 && unclean.files.length === 0) return isPartial ? 2 : 0;
    return this.carryOut(stores, learned.touched, unclean, isPartial);
  }

  async run(): Promise<number> {
    const { flags, telling } = this;
    const stores = storesOf(flags);
    const held = heldStores(stores);
    const free = stores.filter((store) => !held.some((each) => each.store.agent === store.agent));
    const learned = learn(stores, this.scanner, this.known, (words) => telling.progress(words));
    const own = learned.touched.filter(({ store }) => free.includes(store));
    const unclean = unfinished();
    telling.clear();
    this.tellLearned(learned, held);
    const isHeld = learned.touched.length > own.length;
    const isOpen = this.tellOpen(learned);
    if (own.length === 0 && unclean.files.length === 0) {
      if (!isHeld) telling.say(isOpen ? 'nothing was changed' : 'nothing to redact');
      if (flags.text('format') === 'json') this.deliver([], []);
      return isHeld || isOpen ? 2 : 0;
    }
    if (flags.has('dry-run')) {
      this.deliver(own, [...this.diff(own)]);
      return 1;
    }
    if (!flags.has('yes')) {
      if (!inTerminal()) {
        telling.trouble('nothing was changed: there is no terminal to ask in');
        telling.trouble('  --yes does it without asking, --dry-run shows what would change');
        return 2;
      }
      for (const line of this.diff(own)) writeOut(`${line}\n`);
      if (!(await askYes(`Redact ${count(own.length, 'file')} like this`))) {
        telling.say('nothing was changed');
        return 2;
      }
    }
    return this.carryOut(free, own, unclean, isHeld || isOpen);
  }

  private carryOut(
    all: readonly Store[],
    found: readonly Touched[],
    unclean: ReturnType<typeof unfinished>,
    isPart: boolean,
  ): number {
    const { telling, flags } = this;
    checkAlone();
    const used = this.usedAgents(found);
    const touched = found.filter(({ store }) => !used.has(store.agent));
    const stores = all.filter(({ agent }) => !used.has(agent));
    const isPartial = isPart || used.size > 0;
    if (touched.length === 0 && unclean.files.length === 0) return 2;
    const days = flags.number('keep-days', 1, 3650) ?? KEPT_DAYS;
    const bundle = flags.has('irreversible') ? undefined : newBundle(touched, days, telling);
    let applied: Applied;
    try {
      applied = apply(stores, {
        find: this.find,
        known: this.known,
        bundle,
        touched,
        unclean: unclean.files,
        progress: (words) => telling.progress(words),
        wasPartial: () => {
          const was = this.isPartial;
          this.isPartial = false;
          return was;
        },
      });
      if (bundle) {
        writeEntry(bundle, { kind: 'end' }, 0, []);
        const { marks, files, cells, rows, deleted } = applied;
        bundle.finish({ marks, files, cells, rows, deleted: deleted.length });
        // nothing could be changed, so there is nothing to take back
        if (files + cells + rows + deleted.length === 0) removeBundle(bundle.about.id);
      }
    } catch (error) {
      bundle?.close();
      throw error;
    } finally {
      telling.clear();
    }
    // what they left unfinished is done now
    for (const about of unclean.bundles) {
      if (bundleSize(about.id) > 0) setBundleState(about, 'whole');
      else removeBundle(about.id);
    }
    // what was deleted is no store any more, and what appeared meanwhile is one
    const agents = new Set(stores.map(({ agent }) => agent));
    const now = storesOf(flags).filter(({ agent }) => agents.has(agent));
    const proof = prove(now, this.known, (words) => telling.progress(words));
    telling.clear();
    this.deliver(touched, [], {
      applied,
      proof,
      bundle: bundle?.about.id,
      known: this.known,
      shown: (file) => this.shown(file),
      isVerbose: flags.has('verbose'),
    });
    this.known.forget();
    const isDone = applied.refused.length + proof.remains.length + proof.unread.length === 0;
    return isDone && !isPartial ? 0 : 2;
  }

  /** Agents with a database that somebody has whom nobody sees from here: SQLite's own lock tells, just before anything changes. */
  private usedAgents(touched: readonly Touched[]): ReadonlySet<string> {
    const used = new Set<string>();
    for (const { store, unit } of touched) {
      if (unit.kind === 'file' || used.has(store.agent)) continue;
      const file = unit.kind === 'database' || store.kind === 'sqlite' ? unit.path : undefined;
      if (file === undefined || !isUsed(file)) continue;
      used.add(store.agent);
      const words = 'a process that cannot be seen from here has it open';
      this.telling.trouble(`${printable(this.shown(file))}: ${words}, so nothing of this agent is changed`);
      this.telling.trouble(
        `  end it, in the container or under the user where it runs, and run this again: fuser ${printable(this.shown(file))}`,
      );
    }
    return used;
  }

  private *diff(touched: readonly Touched[]): Generator<string> {
    const options = { find: this.find, scanner: this.scanner, verbose: this.flags.has('verbose'), named };
    for (const each of touched) {
      this.telling.progress('comparing');
      for (const line of diffOf(each, options)) {
        this.telling.clear();
        yield line;
      }
    }
  }

  private tellLearned({ suppressed, reported }: Learned, held: ReturnType<typeof heldStores>): void {
    const { telling } = this;
    for (const { store, holders } of held) {
      const who = holders.map(({ pid, name }) => `process ${pid}${name ? ` (${name})` : ''}`).join(', ');
      telling.trouble(
        `${printable(this.shown(store.path))}: ${who} has it open, so nothing of this agent is changed`,
      );
      telling.trouble(
        `  end it (or wait until it has ended) and run this again: kill ${holders.map(({ pid }) => pid).join(' ')}`,
      );
    }
    const belonging = suppressed.filter(({ reason }) => reason === 'belongs');
    for (const [name, times] of byPlace(belonging.map(({ location }) => location.path)))
      telling.say(`left where it belongs: ${printable(name)} (${count(times, 'finding')})`);
    const own = reported.filter(({ store }) => !store.isUnknown);
    for (const [name, times] of byPlace(own.flatMap((each) => repeated(each))))
      telling.say(`left, since these are your own files: ${printable(name)} (${count(times, 'finding')})`);
    const unknown = reported.filter(({ store }) => store.isUnknown);
    for (const [name, times] of byPlace(unknown.flatMap((each) => repeated(each))))
      telling.trouble(
        `not redacted: ${printable(name)} (${count(times, 'finding')}): nobody knows what it is to the agent; delete or mend it yourself`,
      );
    if (!this.hasManaged && !this.flags.has('no-managed'))
      telling.say('there is no vault here, so managed values were not looked for (--no-managed says so)');
  }

  /** Names what nobody can vouch for. True where there is something. */
  private tellOpen({ open, notScanned, reported }: Learned): boolean {
    const { telling } = this;
    this.notScanned = notScanned;
    for (const { path: name, reason } of open) telling.trouble(`${printable(name)}: ${reason}`);
    const others = notScanned.filter((each) => !open.includes(each));
    for (const { path: name, reason, error } of others.slice(0, MOST_NAMED)) {
      const words = `not looked into: ${printable(name)}: ${reason}`;
      if (error) telling.trouble(words);
      else telling.say(words);
    }
    if (others.length > MOST_NAMED)
      telling.say(`not looked into: ${others.length - MOST_NAMED} more (staunch state scan names them)`);
    return (
      open.length > 0 || others.some(({ error }) => error) || reported.some((each) => each.store.isUnknown)
    );
  }

  private shown(file: string): string {
    return this.scanner.maskText(named(file));
  }

  /** `done` is missing where nothing was to be changed. */
  private deliver(touched: readonly Touched[], diff: readonly string[], done?: Redacted): void {
    const { flags, notScanned } = this;
    const shown = (file: string): string => this.shown(file);
    const isJson = flags.text('format') === 'json';
    const text = isJson
      ? `${JSON.stringify(recordOf({ touched, notScanned, diff, shown }, done), null, 2)}\n`
      : [...diff, ...(done ? wordsOf(done) : [])].map((line) => `${line}\n`).join('');
    const output = flags.text('output');
    if (output === undefined || output === '-') writeOut(text);
    else writeFile(output, output, text);
  }
}

/** Lines that a report has of what was not looked into. */
const MOST_NAMED = 20;

const repeated = ({ path: name, count: times }: Reported): string[] => Array<string>(times).fill(name);

/** Paths without what is behind the table's name, each with how often it is there. */
function byPlace(paths: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const each of paths) {
    const place = each.replace(/(#[^/]*)\/.*$/s, '$1');
    counts.set(place, (counts.get(place) ?? 0) + 1);
  }
  return counts;
}
