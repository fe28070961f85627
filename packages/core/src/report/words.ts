/** The words of the reports, in one place: the pipeline gives data, every report says the same of it. */
import { printable } from './escape.ts';
import {
  ruleOf,
  type Confidence,
  type Evidence,
  type Finding,
  type SuppressionReason,
  type Validity,
} from '../finding.ts';

export const TOOL = 'Staunch';
export const HOME_PAGE = 'https://www.npmjs.com/package/@staunch/cli';

const EVIDENCE: Readonly<Record<Exclude<Evidence['kind'], 'validity' | 'entropy' | 'managed'>, string>> = {
  prefix: 'a prefix that only this kind of credential has',
  marker: 'a marker that only this kind of credential holds',
  structure: 'it has the form of such a credential',
  project: 'a rule of this project',
  context: 'the text around it names the service',
  form: 'a prefix that says what it is, and a random rest',
  vendor: 'a random value beside the name of a service',
  assignment: 'a random value assigned to a telling name',
};

const VALIDITY: Readonly<Record<Validity, string>> = {
  valid: 'its checksum is right',
  invalid: 'its checksum is wrong',
  expired: 'by its own date it has expired',
  encrypted: 'it is encrypted under a passphrase',
};

function evidenceWord(evidence: Evidence, hasStructure: boolean): string {
  switch (evidence.kind) {
    case 'validity':
      // what parses has no checksum of its own: its structure is what was checked
      if (hasStructure && evidence.validity === 'valid') return 'its content is well-formed';
      if (hasStructure && evidence.validity === 'invalid') return 'its content is malformed';
      return VALIDITY[evidence.validity];
    case 'managed':
      return evidence.retired
        ? 'it is a value of your vault that was rotated or removed'
        : 'it is a value of your vault';
    case 'entropy':
      return `${evidence.bitsPerChar.toFixed(1)} bits of entropy a character`;
    default:
      return EVIDENCE[evidence.kind];
  }
}

/** Why a finding is believed, as one phrase; empty when nothing is known. */
export function whyWords({ evidence, encoding }: Finding): string {
  const hasStructure = evidence.some(({ kind }) => kind === 'structure');
  const order = (each: Evidence): number => (each.kind === 'validity' ? 2 : each.kind === 'entropy' ? 1 : 0);
  const words = evidence
    .toSorted((a, b) => order(a) - order(b))
    .map((each) => evidenceWord(each, hasStructure));
  if (encoding.length > 0) words.push(`found inside ${encoding.join(' > ')}`);
  return words.join('; ');
}

/** What a comment calls it: the vault's item, or the rule. */
export function nameOf(finding: Finding): string {
  return finding.item ?? ruleOf(finding);
}

/** What it is, in words. */
export function titleOf(
  finding: Finding,
  rule: (id: string) => { readonly title: string } | undefined,
): string {
  const title = finding.rule === undefined ? undefined : (rule(finding.rule)?.title ?? finding.rule);
  if (finding.item === undefined) return title ?? ruleOf(finding);
  return title === undefined ? 'Managed value' : `Managed value, ${title}`;
}

/** What to do about a value that is real; undefined when the rule does not say. */
export function revokeWords(revoke: string | undefined): string | undefined {
  if (!revoke) return undefined;
  return /^https?:\/\/\S+$/.test(revoke) ? `revoke it at ${revoke}` : revoke;
}

/** To be pasted into a shell as it stands: a path may hold `$(…)`, and quotes. */
export function shellWord(word: string): string {
  const safe = printable(word.startsWith('-') ? `./${word}` : word);
  return /^[\w./:@%+,=-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", String.raw`'\''`)}'`;
}

export const SUPPRESSION: Readonly<Record<SuppressionReason, string>> = {
  inline: 'a comment on its line allows it',
  ignore: 'the project ignores it',
  baseline: 'it is in the baseline',
  belongs: 'it is a credential in its own place',
  signature: 'it is part of a signature',
};

const CONFIDENCES: readonly Confidence[] = ['high', 'medium', 'low'];

/** «2 high, 1 low» */
export function byConfidence(findings: readonly Finding[]): string {
  return CONFIDENCES.map((confidence) => ({
    confidence,
    many: findings.filter((finding) => finding.confidence === confidence).length,
  }))
    .filter(({ many }) => many > 0)
    .map(({ confidence, many }) => `${many} ${confidence}`)
    .join(', ');
}

/** «1 file», «1,204 files» */
export function count(many: number, noun: string): string {
  return `${many.toLocaleString('en-US')} ${noun}${many === 1 ? '' : 's'}`;
}

/** Decimal units, as disks and downloads have them. */
export function size(bytes: number): string {
  if (bytes < 1000) return count(bytes, 'byte');
  if (bytes < 1e6) return `${(bytes / 1e3).toFixed(1)} kB`;
  if (bytes < 1e9) return `${(bytes / 1e6).toFixed(1)} MB`;
  return `${(bytes / 1e9).toFixed(2)} GB`;
}

export function duration(ms: number): string {
  return ms < 10_000 ? `${(ms / 1000).toFixed(2)} s` : `${(ms / 1000).toFixed(0)} s`;
}
