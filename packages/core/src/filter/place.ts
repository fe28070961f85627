import type { Match } from '../finding.ts';
import type { Objection } from './filter.ts';

const LOCK =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|[\w.-]+\.lock|go\.sum|packages\.lock\.json|Pipfile\.lock|poetry\.lock|composer\.lock|gradle\.lockfile)$/i;
const MADE =
  /\.(?:min\.(?:js|css|mjs)|map|svg|css|pbxproj|ipynb|po|pot|mo|xlf)$|(?:^|\/)(?:locales?|i18n|translations?|lang|locali[sz]ations?|nls)\//i;
/** Where formats are told and tried. */
const TOLD =
  /(?:^|\/)(?:docs?|man\d?|examples?|tests?|_test|t|spec|testdata|fixtures)\/|\.(?:md|rst|adoc|html?|[1-8](?:\.gz)?)$/i;

/** Files in which assignments are made by machines, or speak of things other than this project's secrets. */
export function place({ rule, path }: Match): Objection | undefined {
  if (rule.id === 'password-file-hash' && TOLD.test(path))
    return { weight: 'doubt', reason: 'the path is of documentation or tests, and the value is a hash only' };
  if (rule.evidence !== 'assignment' && rule.evidence !== 'vendor' && rule.evidence !== 'form')
    return undefined;
  if (LOCK.test(path)) return { weight: 'drop', reason: 'a lock file holds hashes' };
  return MADE.test(path)
    ? { weight: 'doubt', reason: 'the file is made by a tool or holds translations' }
    : undefined;
}
