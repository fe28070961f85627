/** The commits that findings came with, as gitleaks' reports tell of them: masked, and in gitleaks' form. */
import {
  createSpanFinder,
  UserError,
  type Finding,
  type KnownValues,
  type ManagedSource,
  type PolicyData,
} from '@staunch/core';
import type { Commit } from '@staunch/core/report';
import type { SpanFinder } from '@staunch/core/redact';
import { GitError } from './git-output.ts';
import { COMMIT_TEXTS, type Git } from './git.ts';

interface Eyes {
  readonly policies: readonly PolicyData[];
  readonly managed: ManagedSource | undefined;
  /** What was found: it stands in messages without what gave it away. */
  readonly known: KnownValues;
}

/** By full id. Throws GitError. */
export function readCommits(
  git: Git,
  findings: readonly Finding[],
  { policies, managed, known }: Eyes,
): Map<string, Commit> {
  const ids = new Set(findings.map(({ location }) => location.commit).filter((id) => id !== undefined));
  if (ids.size === 0) return new Map();
  const finders = policies.map((policy) =>
    createSpanFinder({ policy, managed, known, hardlyBelieved: true }),
  );
  const shown = (text: string): string => maskWith(finders, text);
  const fields = git
    .ask(COMMIT_TEXTS, [...ids, ''].join('\n'))
    .toString()
    .split('\0');
  const commits = new Map<string, Commit>();
  for (let at = 0; at + FIELDS < fields.length; at += FIELDS) {
    const [id = '', author = '', email = '', seconds = '', message = ''] = fields.slice(at, at + FIELDS);
    commits.set(id, {
      author: shown(author),
      email: shown(email),
      date: dateOf(seconds),
      message: shown(messageOf(message)),
    });
  }
  if ([...ids].some((id) => !commits.has(id))) throw new GitError('log', 'its answer is not understood');
  return commits;
}

const FIELDS = 5;
const MASK = Buffer.from('***');
/** In place of what could not be looked into as a whole. */
const NOT_SHOWN = '(not shown: it holds more than can be looked into)';
/** What stays when the text around it goes may be found next. */
const MOST_TURNS = 8;

function maskWith(finders: readonly SpanFinder[], text: string): string {
  let bytes = Buffer.from(text);
  try {
    for (let turn = 0; turn < MOST_TURNS; turn++) {
      const before = bytes;
      for (const find of finders) bytes = without(bytes, find);
      if (bytes === before) return bytes.toString();
    }
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
  return NOT_SHOWN;
}

/** The same bytes where nothing is found. */
function without(bytes: Buffer<ArrayBuffer>, find: SpanFinder): Buffer<ArrayBuffer> {
  const spans = find(bytes);
  if (spans.length === 0) return bytes;
  const parts: Buffer[] = [];
  let at = 0;
  for (const { start, end } of spans) {
    parts.push(bytes.subarray(at, start), MASK);
    at = end;
  }
  return Buffer.concat([...parts, bytes.subarray(at)]);
}

function dateOf(seconds: string): string {
  const date = new Date(Number(seconds || 'NaN') * 1000);
  return Number.isNaN(date.getTime()) ? '' : date.toISOString().replace('.000Z', 'Z');
}

/** As gitleaks has it: the lines up to a blank one as one, then a blank line, then the rest with single blank lines. */
function messageOf(text: string): string {
  const lines = text
    .replace(/^\s*\n/, '')
    .split('\n')
    .map((line) => expanded(line.trimEnd()));
  const end = lines.indexOf('');
  const title = (end < 0 ? lines : lines.slice(0, end)).map((line) => line.trim()).join(' ');
  const rest = end < 0 ? '' : lines.slice(end).join('\n').replace(/^\n+/, '').trimEnd();
  return rest === '' ? title : `${title}\n\n${rest.replace(/\n{3,}/g, '\n\n')}`;
}

/** git log writes tabs as blanks, up to the next multiple of eight. */
function expanded(line: string): string {
  let text = '';
  for (const char of line) text += char === '\t' ? ' '.repeat(8 - ([...text].length % 8)) : char;
  return text;
}
