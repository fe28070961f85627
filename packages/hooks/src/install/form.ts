/** The ways to have git run the gate have this in common. */
import type { HookName } from '../hook-names.ts';

/** Only `installed` is effective. */
export type HookState =
  | {
      readonly state: 'installed';
      /**
       * `script`: a hook file of ours; `husky` and `lefthook`: lines in a file of theirs; `legacy`: a hook file of ours
       * that pre-commit (pre-commit.com) has moved aside and runs; `call`: a hook of the project's own that calls
       * `staunch hooks run NAME`; `config`: an entry of git's configuration; `pre-commit`: a hook in the configuration of
       * pre-commit.
       */
      readonly through: 'script' | 'husky' | 'lefthook' | 'legacy' | 'call' | 'config' | 'pre-commit';
      /** What the tool that runs it calls it, where it has a name of its own there. */
      readonly id?: string;
    }
  | { readonly state: 'missing' | 'not-executable' }
  /** It is there, and git does not come to it, or may not. */
  | {
      readonly state: 'shadowed';
      readonly by: 'hooks-path' | 'other-hook' | 'husky-runner' | 'lefthook-runner' | 'lefthook-lfs';
    }
  /** It blocks every commit, or is not what this version would write. */
  | { readonly state: 'stale'; readonly why: 'tool-gone' | 'node-gone' | 'older-text' }
  /** Somebody has switched it off; `how` is a setting, such as `HUSKY=0` or `hook.pre-commit.enabled=false`. */
  | { readonly state: 'bypassed'; readonly how: string };

export interface Installed {
  /** `called`: the hook that stands there calls the gate itself, and is left as it is. */
  readonly outcome: 'installed' | 'updated' | 'unchanged' | 'called';
  /** Where the hook is kept that stood there before, and now runs first (after the gate, where it sends files by itself). */
  readonly kept?: string;
}

/** `foreign`: ours was there once, and another hook has taken its place since; both files are left as they are. */
export type Removed = 'removed' | 'restored' | 'absent' | 'foreign';

export interface Form {
  /** The file, or the key of git's configuration, that a person would look at. */
  readonly path: (hook: HookName) => string;
  /** Throws UserError where `install` would; changes nothing. */
  readonly check?: (hook: HookName) => void;
  readonly install: (hook: HookName) => Installed;
  readonly state: (hook: HookName) => HookState;
  readonly uninstall: (hook: HookName) => Removed;
  /** After the last hook was installed, and before the first is taken out. */
  readonly switchOn?: () => void;
  readonly switchOff?: () => void;
}
