/**
 * A hook that ends before it has judged must block: thrown out of the event loop, killed, or cut short on a full disk.
 * It is the first module of the bundle, so that this runs before anything else can go wrong.
 */
process.exitCode = 1;

/** Says how the process is to end after all. */
export function endWith(code: number): void {
  process.exitCode = code;
}
