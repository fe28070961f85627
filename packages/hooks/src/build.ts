/** What the build puts in its place: a digest of all sources, so that what one build has found clean binds no other. */
declare const STAUNCH_BUILD: string | undefined;

/** Undefined where the code runs from its sources. */
export const BUILD: string | undefined = typeof STAUNCH_BUILD === 'string' ? STAUNCH_BUILD : undefined;
