/**
 * How other scanners name a finding: by its place, `file:rule:line` or `commit:file:rule:line`, or by an unkeyed hash of
 * its value. Both are read and never written: a place moves with every line above it, and such a hash lets anybody try
 * guesses.
 */
import { loadBuiltIn } from '../../platform/library.ts';
import type { Subject } from '../policy.ts';

export interface Places {
  /** `file:rule:line` or `commit:file:rule:line`, with `/`; an empty rule stands for any. */
  readonly places: readonly string[];
  /** `sha256:…` or `sha1:…` of values, in lower-case hex. */
  readonly digests: readonly string[];
}

/** Whether a finding is named by one of the places or digests. */
export function placesOf({ places, digests }: Places): (subject: Subject) => boolean {
  const atPlace = new Set(places);
  const byDigest = new Set(digests);
  const algorithms = ['sha256', 'sha1'].filter((name) => digests.some((digest) => digest.startsWith(name)));
  return ({ projectPath, ruleId, aliases = [], line, commit, value }) => {
    if (atPlace.size > 0 && projectPath !== undefined && line !== undefined) {
      for (const rule of [ruleId, ...aliases, '']) {
        const place = `${projectPath}:${rule}:${line}`;
        if (atPlace.has(place) || (commit && atPlace.has(`${commit}:${place}`))) return true;
      }
    }
    if (value === undefined || byDigest.size === 0) return false;
    const { createHash } = loadBuiltIn<typeof import('node:crypto')>('crypto');
    return formsOf(value).some((form) =>
      algorithms.some((name) =>
        byDigest.has(`${name}:${createHash(name).update(form, 'latin1').digest('hex')}`),
      ),
    );
  };
}

/** The value, and what detect-secrets takes for it: the headline of a private key. */
function formsOf(value: string): string[] {
  const head = /^-----(BEGIN [A-Z0-9 ]{1,40})-----/.exec(value)?.[1];
  return head === undefined ? [value] : [value, head, value.trim()];
}
