/** `staunch state watch`: redacts what an agent left once no process of it is at it any more, again and again. */
import fs from 'node:fs';
import path from 'node:path';
import { UserError } from '@staunch/core';
import type { AgentName, Store } from '../agents/agent.ts';
import { releaseClosed } from '../agents/sqlite.ts';
import { storesOf } from '../agents/surroundings.ts';
import type { Flags, Input } from '../arguments.ts';
import { writeOut } from '../output.ts';
import { heldStores } from './held.ts';
import { redactUnasked } from './redact.ts';
import { launchdPlist, systemdUnit, type Service } from './service.ts';
import { Telling } from './telling.ts';
import { unitsOf } from './files/walk.ts';

/** Seconds between two looks, unless it is said. */
const INTERVAL = 20;
/** What could not be done is tried again after this. */
const RETRY_MS = 600_000;
/** What says where agents keep their state, and Staunch its own. */
const VARIABLES = [
  'STAUNCH_HOME',
  'XDG_DATA_HOME',
  'XDG_STATE_HOME',
  'XDG_CONFIG_HOME',
  'XDG_CACHE_HOME',
  'OPENCODE_DB',
  'OPENCODE_CONFIG_DIR',
  'CLAUDE_CONFIG_DIR',
  'CLAUDE_CODE_TMPDIR',
  'CODEX_HOME',
  'CODEX_SQLITE_HOME',
  'CODEX_TUI_SESSION_LOG_PATH',
  'CODEX_ROLLOUT_TRACE_ROOT',
  'TMPDIR',
];

export async function runWatch({ flags }: Input): Promise<number> {
  const print = flags.text('print');
  if (print !== undefined) {
    writeOut(print === 'systemd' ? systemdUnit(service(flags)) : launchdPlist(service(flags)));
    return 0;
  }
  const telling = new Telling(flags);
  const seconds = flags.number('interval', 1, 86_400) ?? INTERVAL;
  const watching = new Watching(flags, telling);
  if (flags.has('once')) {
    // a redaction that has begun comes to its end
    stopped();
    watching.look();
    return watching.code;
  }
  telling.say(`watching, every ${seconds} seconds; state is redacted once no process has it open`);
  const stop = stopped();
  while (!stop.isAsked) {
    if (watching.look()) await releaseClosed();
    await stop.within(seconds * 1000);
  }
  return 0;
}

function service(flags: Flags): Service {
  const script = process.argv[1];
  if (script === undefined) throw new UserError('it is not known how staunch was started');
  // a service is started somewhere else
  const paths = ['home', 'project', 'config'].flatMap((name) =>
    flags.all(name).flatMap((value) => [`--${name}`, path.resolve(value)]),
  );
  const own = ['agent', 'interval', 'keep-days'].flatMap((name) =>
    flags.all(name).flatMap((value) => [`--${name}`, value]),
  );
  const switches = ['irreversible', 'no-managed', 'no-patterns'].filter((name) => flags.has(name));
  const environment = Object.fromEntries(
    VARIABLES.flatMap((name) => {
      const value = process.env[name];
      return value ? [[name, value]] : [];
    }),
  );
  return {
    command: [
      process.execPath,
      fs.realpathSync(script),
      'state',
      'watch',
      ...own,
      ...paths,
      ...switches.map((name) => `--${name}`),
    ],
    environment,
  };
}

/** Whether a signal has asked for the end; a redaction that has begun comes to its own. */
function stopped(): { readonly isAsked: boolean; within(ms: number): Promise<void> } {
  let isAsked = false;
  let wake = (): void => {};
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      isAsked = true;
      wake();
    });
  }
  return {
    get isAsked() {
      return isAsked;
    },
    within: (ms) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, ms);
        wake = () => {
          clearTimeout(timer);
          resolve();
        };
        if (isAsked) wake();
      }),
  };
}

class Watching {
  private readonly flags: Flags;
  private readonly telling: Telling;
  /** The exit code of the last look. */
  code = 0;
  /** What each agent's state looked like after the last look into it, and until when that is enough. */
  private readonly seen = new Map<AgentName, { readonly looks: string; readonly until: number }>();

  constructor(flags: Flags, telling: Telling) {
    this.flags = flags;
    this.telling = telling;
  }

  /** Redacts what has changed since the last look and is at rest. True where there was something to look into. */
  look(): boolean {
    let hasLooked = false;
    this.code = 0;
    try {
      const stores = storesOf(this.flags);
      const held = new Set(heldStores(stores).map(({ store }) => store.agent));
      for (const agent of new Set(stores.map((store) => store.agent))) {
        const own = stores.filter((store) => store.agent === agent);
        const seen = this.seen.get(agent);
        if (held.has(agent) || (seen && seen.until > Date.now() && seen.looks === looksOf(own))) continue;
        hasLooked = true;
        const code = redactUnasked(this.flags, own);
        this.code = Math.max(this.code, code);
        const looks = looksOf(storesOf(this.flags).filter((store) => store.agent === agent));
        // what was left is said now and then, not at every look: a disk is emptied, somebody unseen lets go of a database
        this.seen.set(agent, { looks, until: code === 0 ? Infinity : Date.now() + RETRY_MS });
      }
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      // the next look may do better: a disk that is full now, a vault that is being written
      this.telling.trouble(error.message);
      this.code = 2;
    }
    return hasLooked;
  }
}

/** Names, sizes and times of all files: what has not changed needs no second look. */
function looksOf(stores: readonly Store[]): string {
  const looks: string[] = [];
  for (const store of stores) {
    for (const unit of unitsOf(store)) {
      if (unit.kind === 'unread') continue;
      for (const file of unit.files) {
        const stats = fs.lstatSync(file, { throwIfNoEntry: false, bigint: true });
        if (stats) looks.push(`${file}\0${stats.size}\0${stats.mtimeNs}`);
      }
    }
  }
  return looks.sort().join('\n');
}
