/** Loads a library when it is first needed, synchronously: the clean path of a hook does without all of them. */
import { createRequire } from 'node:module';

const require = createRequire(import.meta.filename);

/**
 * A dependency of core, by its name. Throws when it is not installed or cannot be loaded (a native module whose
 * install script was blocked).
 */
export function loadLibrary<T>(name: string): T {
  try {
    return require(name) as T;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'MODULE_NOT_FOUND') throw error;
    // this code stands in another package's bundle, which does not see core's dependencies
    return createRequire(require.resolve('@staunch/core'))(name) as T;
  }
}

/** Where an optional dependency stands; undefined when it is not installed. */
export function findLibrary(name: string): string | undefined {
  for (const from of [() => require, () => createRequire(require.resolve('@staunch/core'))]) {
    try {
      return from().resolve(name);
    } catch {
      // not from here
    }
  }
  return undefined;
}

/** A CommonJS file beside the built code. */
export function loadSibling<T>(file: string): T {
  return require(file) as T;
}

/** A module of node itself. */
export function loadBuiltIn<T>(name: string): T {
  return require(`node:${name}`) as T;
}
