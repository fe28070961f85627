/** What gitleaks' reports say of the commit that a finding came with, and where a forge shows the place. */
import type { Location } from '../finding.ts';

/** Masked already: names and messages are what people wrote. */
export interface Commit {
  readonly author: string;
  readonly email: string;
  /** ISO 8601 in UTC, to the second; empty where the commit's own time is none. */
  readonly date: string;
  readonly message: string;
}

export const NO_COMMIT: Commit = { author: '', email: '', date: '', message: '' };

type Place = (path: string, commit: string, line: number, endLine: number) => string;

const lines = (from: string, between: string, line: number, end: number): string =>
  end > line ? `${from}${line}${between}${end}` : `${from}${line}`;

/** By the host's name: how the pages of files are called there. */
const FORGES: readonly (readonly [host: RegExp, place: Place])[] = [
  [
    /(?:^|\.)github\.com$/,
    (path, commit, line, end) =>
      // what would be shown as a document has no lines
      `/blob/${commit}/${path}${/\.(?:ipynb|md)$/i.test(path) ? '?plain=1' : ''}${lines('#L', '-L', line, end)}`,
  ],
  [
    /(?:^|\.)gitlab\.com$/,
    (path, commit, line, end) => `/blob/${commit}/${path}${lines('#L', '-', line, end)}`,
  ],
  [
    /^(?:gitea\.com|codeberg\.org)$/,
    (path, commit, line, end) => `/src/commit/${commit}/${path}${lines('#L', '-L', line, end)}`,
  ],
  [
    /^bitbucket\.org$/,
    (path, commit, line, end) => `/src/${commit}/${path}${lines('#lines-', ':', line, end)}`,
  ],
  [
    /^dev\.azure\.com$/,
    (path, commit, line, end) =>
      `/commit/${commit}?path=/${path}${lines('&line=', '&lineEnd=', line, end)}` +
      '&lineStartColumn=1&lineEndColumn=10000000&type=2&lineStyle=plain&_a=files',
  ],
];

/**
 * The page of a finding's lines; undefined where `remote`, an address that git fetches from, is of no forge that is
 * known here, and for what is no file's content. Credentials in the address are left off.
 */
export function linkTo(remote: string | undefined, location: Location): string | undefined {
  const { commit, path, line, endLine } = location;
  if (remote === undefined || commit === undefined || path.startsWith('<')) return undefined;
  const [, host = '', repository = ''] =
    /^(?:[a-z+]+:\/\/)?(?:[^@/]*@)?([a-z0-9.-]+)(?::\d+(?=\/))?[:/]\/*(.+?)(?:\.git)?\/*$/i.exec(remote) ??
    [];
  const place = FORGES.find(([name]) => name.test(host.toLowerCase()))?.[1];
  if (!place || repository === '') return undefined;
  // in an archive: the archive itself
  const [file = ''] = path.split('!');
  const escaped = file.split('/').map(encodeURIComponent).join('/');
  const address = `https://${host.toLowerCase()}/${repository.split('/').map(escapedOnce).join('/')}`;
  return address + place(escaped, commit, line, endLine);
}

/** An address may hold escapes already. */
function escapedOnce(part: string): string {
  return encodeURIComponent(part).replace(/%25(?=[0-9a-f]{2})/gi, '%');
}
