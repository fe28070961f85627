/** What a run answers to its caller: 0 clean, 1 found or blocked, 2 could not finish. */
export type ExitCode = 0 | 1 | 2;

/**
 * Something that the user can mend: shown as one line and a hint, without a stack.
 * `message` and `hint` never hold input text: a file's content, a value, a line of a configuration.
 */
export class UserError extends Error {
  readonly hint: string | undefined;
  readonly exitCode: ExitCode;

  constructor(message: string, options: { hint?: string; exitCode?: ExitCode } = {}) {
    super(message);
    this.name = 'UserError';
    this.hint = options.hint;
    this.exitCode = options.exitCode ?? 2;
  }
}

/** Somebody who was asked said nothing in time: asking again would take as long. */
export class NoAnswer extends UserError {}
