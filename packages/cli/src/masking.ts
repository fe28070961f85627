import { createScanner, emptyPolicy, type Scanner } from '@staunch/core';

let scanner: Scanner | undefined;

/** Text with every credential in it masked: for messages that repeat what the user gave, such as a path. */
export function masked(text: string): string {
  scanner ??= createScanner({ policy: emptyPolicy });
  return scanner.maskText(text);
}
