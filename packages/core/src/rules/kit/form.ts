/** Rules of one line: a token's form as a template, from which follow the pattern, the keyword, and the samples. */
import type { Validity } from '../../finding.ts';
import { assigned } from './assigned.ts';
import { credentialOf } from './credential.ts';
import { HEX_ENTROPY, inContext } from './incontext.ts';
import type { Rule } from './rule.ts';
import type { Sample } from './sample.ts';

/** What a part of a template is drawn from: the inside of its character class, and how a sample draws it. */
const KINDS: Readonly<
  Record<string, { readonly chars: string; readonly draw: (sample: Sample, n: number) => string }>
> = {
  alnum: { chars: 'A-Za-z0-9', draw: (sample, n) => sample.alnum(n) },
  lower: { chars: 'a-z0-9', draw: (sample, n) => sample.lower(n) },
  upper: { chars: 'A-Z0-9', draw: (sample, n) => sample.upper(n) },
  letters: { chars: 'A-Za-z', draw: (sample, n) => sample.letters(n) },
  digits: { chars: '0-9', draw: (sample, n) => sample.digits(n) },
  hex: { chars: '0-9a-f', draw: (sample, n) => sample.hex(n) },
  base32: { chars: 'A-Z2-7', draw: (sample, n) => sample.base32(n) },
  base64: { chars: 'A-Za-z0-9+/', draw: (sample, n) => sample.base64(n) },
  base64url: { chars: 'A-Za-z0-9_-', draw: (sample, n) => sample.base64url(n) },
};
const UUID_PATTERN = '[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}';
const PART = /\{(\w+)(?: (\d+)(?:-(\d+)?)?)?\}/g;

interface Template {
  readonly pattern: string;
  readonly sample: (sample: Sample) => string;
  /** The last part is one shorter than it may be: no match. */
  readonly short: (sample: Sample) => string;
}

const literal = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/]/g, String.raw`\$&`);

/**
 * Reads a template: literal text with `{alnum 36}`, `{hex 40-64}` (from, to), `{base64url 80-}` (at least) and `{uuid}`
 * in it. Throws on a kind that there is none of.
 */
function template(text: string): Template {
  let pattern = '';
  let at = 0;
  const parts: ((sample: Sample, isShort: boolean) => string)[] = [];
  const found = [...text.matchAll(PART)];
  found.forEach((match, index) => {
    const [whole, kind = '', least = '', most] = match;
    const before = text.slice(at, match.index);
    pattern += literal(before);
    parts.push(() => before);
    at = match.index + whole.length;
    const isLast = index === found.length - 1;
    if (kind === 'uuid') {
      pattern += UUID_PATTERN;
      parts.push((sample, isShort) => (isLast && isShort ? sample.uuid().slice(1) : sample.uuid()));
      return;
    }
    const known = KINDS[kind];
    if (!known) throw new Error(`no kind ${kind} in a template`);
    const range = whole.includes('-') ? `${least},${most ?? ''}` : least;
    pattern += `[${known.chars}]{${range}}`;
    parts.push((sample, isShort) =>
      known.draw(sample, isLast && isShort ? Number(least) - 1 : Number(least)),
    );
  });
  const rest = text.slice(at);
  pattern += literal(rest);
  parts.push(() => rest);
  const make = (sample: Sample, isShort: boolean): string =>
    parts.map((part) => part(sample, isShort)).join('');
  return { pattern, sample: (sample) => make(sample, false), short: (sample) => make(sample, true) };
}

interface Told {
  readonly severity?: Rule['severity'];
  readonly confidence?: Rule['confidence'];
  readonly aliases?: readonly string[];
  readonly validate?: (secret: string) => Validity | undefined;
  /** Where a checksum is asked for, samples are made by the rule that knows it. */
  readonly example?: (sample: Sample) => string;
  /** Bits a character; what is random by its alphabet alone asks for 3. */
  readonly entropy?: number;
}

/** A token that its own first letters give away. `form` starts with at least three of them. */
export function prefixed(
  id: string,
  title: string,
  form: string,
  reference: string,
  revoke: string,
  { example, ...told }: Told = {},
): Rule {
  const { pattern, sample, short } = template(form);
  const opening = form.slice(0, form.indexOf('{')).toLowerCase();
  return {
    id,
    title,
    pattern: `(?<secret>${pattern})`,
    keywords: [opening],
    edges: { before: 'A-Za-z0-9_-', after: 'A-Za-z0-9_-' },
    entropy: 3,
    ...(pattern.includes(',}') ? { maxLength: 8192 } : {}),
    evidence: 'prefix',
    severity: 'high',
    confidence: 'high',
    reference,
    revoke,
    examples: (sampler) => [(example ?? sample)(sampler)],
    counterExamples: (sampler) => [short(sampler)],
    ...told,
  };
}

/** A value of a known form that is assigned to a name with `vendor` and a word for a credential in it. */
export function named(
  id: string,
  title: string,
  vendors: readonly string[],
  form: string,
  reference: string,
  revoke: string,
  told: Told = {},
): Rule {
  const { pattern, sample, short } = template(form);
  return {
    ...inContext,
    id,
    title,
    pattern: assigned(credentialOf(...vendors.map(literal)), pattern),
    keywords: vendors,
    entropy: HEX_ENTROPY,
    ...(pattern.includes(',}') ? { maxLength: 8192 } : {}),
    severity: 'high',
    reference,
    revoke,
    examples: (sampler) => [`${vendors[0]!.toUpperCase().replace(/\W/g, '_')}_API_KEY=${sample(sampler)}`],
    counterExamples: (sampler) => [
      `${vendors[0]!.toUpperCase().replace(/\W/g, '_')}_API_KEY=${short(sampler)}`,
    ],
    ...told,
  };
}
