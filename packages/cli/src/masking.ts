import { createScanner, emptyPolicy, type ManagedSource, type Scanner } from '@staunch/core';
import { readManaged } from '@staunch/core/vault';

let scanner: Scanner | undefined;

/** Text with every credential and every value of the vault masked: for messages that repeat what the user gave. */
export function masked(text: string): string {
  scanner ??= scannerFor();
  return scanner.maskText(text);
}

/** An error must not fail for an index that cannot be used: that may be the very error. */
function scannerFor(): Scanner {
  try {
    const managed: ManagedSource | undefined = readManaged();
    return createScanner({ policy: emptyPolicy, managed });
  } catch {
    return createScanner({ policy: emptyPolicy });
  }
}
