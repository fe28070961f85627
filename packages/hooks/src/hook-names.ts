/** The hooks that there are. A new one is a line here, one in the table of main.ts, and a file of its own. */
export const HOOK_NAMES = ['pre-commit', 'pre-merge-commit', 'commit-msg', 'pre-push'] as const;

export type HookName = (typeof HOOK_NAMES)[number];

export interface HookInput {
  /** What git gives the hook. */
  readonly args: readonly string[];
  /** What git writes to the hook's standard input; read from there unless it is given. */
  readonly stdin?: Buffer;
}
