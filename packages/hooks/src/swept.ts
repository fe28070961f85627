/** What a look at many fragments has given. */
import { nameOf, type Finding, type FragmentResult, type NotScanned, type Suppressed } from '@staunch/core';

export interface Swept {
  readonly findings: Finding[];
  /** Found, and held already by what the change replaces. */
  readonly known: Finding[];
  readonly suppressed: Suppressed[];
  readonly notScanned: NotScanned[];
  blobs: number;
  bytes: number;
  submodules: number;
  commits: number;
  tags: number;
  belowConfidence: number;
  /** Some version that is replaced could not be read, so that what it held counts as new. */
  oldUnread: boolean;
}

export function sweptNothing(): Swept {
  return {
    findings: [],
    known: [],
    suppressed: [],
    notScanned: [],
    blobs: 0,
    bytes: 0,
    submodules: 0,
    commits: 0,
    tags: 0,
    belowConfidence: 0,
    oldUnread: false,
  };
}

/** Adds what was looked at with other eyes (another branch's configuration). */
export function addSwept(to: Swept, from: Swept): void {
  // not `push(...)`: one may hold more than a call takes arguments
  for (const each of from.findings) to.findings.push(each);
  for (const each of from.known) to.known.push(each);
  for (const each of from.suppressed) to.suppressed.push(each);
  for (const each of from.notScanned) to.notScanned.push(each);
  to.blobs += from.blobs;
  to.bytes += from.bytes;
  to.submodules += from.submodules;
  to.commits += from.commits;
  to.tags += from.tags;
  to.belowConfidence += from.belowConfidence;
  to.oldUnread ||= from.oldUnread;
}

/** Nothing at all came of it: not even something that another path or another policy would judge otherwise. */
export function isClean(result: FragmentResult): boolean {
  const { findings, suppressed, notScanned, belowConfidence } = result;
  return findings.length + suppressed.length + notScanned.length + belowConfidence === 0;
}

/** The same rule and the same value. */
export function keyOf(finding: Finding): string {
  return `${nameOf(finding)} ${finding.fingerprint}`;
}
