/** Memory that all threads see. */

/** An embedder or a flag may run node without it: then there is one thread. */
export const hasSharedMemory = typeof SharedArrayBuffer !== 'undefined';

/** Zeros, for all threads to see; for this one alone where there is no other. */
export function shareable(bytes: number): ArrayBuffer | SharedArrayBuffer {
  return hasSharedMemory ? new SharedArrayBuffer(bytes) : new ArrayBuffer(bytes);
}
