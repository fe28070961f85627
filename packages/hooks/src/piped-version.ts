/** What hook scripts pipe changes with this number: what an older script asked is not read, and git is asked again. */
export const PIPED = '1';
