/** What may stand in `.gitleaks.toml`: the keys of gitleaks 8.30 and betterleaks 1.7, whose case nobody minds. */
import type { ArraySchema, ObjectSchema, Schema } from '../schema.ts';

/** A file that fits the schema. */
export interface GitleaksFile {
  readonly minVersion?: string;
  readonly extend?: {
    readonly path?: string;
    readonly url?: string;
    readonly useDefault?: boolean;
    readonly disabledRules?: readonly string[];
  };
  readonly rules?: readonly GitleaksRule[];
  readonly allowlist?: readonly GitleaksAllowlist[];
  readonly allowlists?: readonly GitleaksAllowlist[];
  readonly prefilter?: string;
  readonly filter?: string;
}

export interface GitleaksRule {
  readonly id?: string;
  readonly description?: string;
  readonly regex?: string;
  readonly path?: string;
  readonly secretGroup?: number;
  readonly entropy?: number;
  readonly keywords?: readonly string[];
  readonly tags?: readonly string[];
  readonly skipReport?: boolean;
  readonly required?: readonly {
    readonly id: string;
    readonly withinLines?: number;
    readonly withinColumns?: number;
  }[];
  readonly allowlist?: readonly GitleaksAllowlist[];
  readonly allowlists?: readonly GitleaksAllowlist[];
  readonly filter?: string;
  readonly validate?: string;
  readonly tokenEfficiency?: boolean;
}

export interface GitleaksAllowlist {
  readonly condition?: string;
  readonly commits?: readonly string[];
  readonly paths?: readonly string[];
  readonly regexTarget?: string;
  readonly regexes?: readonly string[];
  readonly stopwords?: readonly string[];
  readonly targetRules?: readonly string[];
}

const text = { type: 'string', maxLength: 1_000_000 } as const;
const pattern = { type: 'string', maxLength: 32_768 } as const;
const texts = { type: 'array', items: { type: 'string', maxLength: 4096 } } as const;
const patterns = { type: 'array', items: pattern } as const;
const whole = (maximum: number) => ({ type: 'number', minimum: 0, maximum }) as const;
const yesNo = { type: 'boolean' } as const;

function table(properties: Readonly<Record<string, Schema>>): ObjectSchema {
  return { type: 'object', properties, additionalProperties: false };
}

function list(items: ObjectSchema): ArraySchema {
  return { type: 'array', items };
}

const allowlist = {
  description: text,
  condition: text,
  commits: texts,
  paths: patterns,
  regexTarget: text,
  regexes: patterns,
  stopwords: texts,
} as const;
const ruleAllowlists = list(table(allowlist));
const globalAllowlists = list(table({ ...allowlist, targetRules: texts }));

export const gitleaksSchema: ObjectSchema = table({
  title: text,
  description: text,
  minVersion: text,
  betterleaksMinVersion: text,
  extend: table({ path: text, url: text, useDefault: yesNo, disabledRules: texts }),
  rules: list(
    table({
      id: { type: 'string', minLength: 1, maxLength: 200 },
      description: text,
      regex: pattern,
      path: pattern,
      secretGroup: whole(1000),
      entropy: { type: 'number', minimum: 0, maximum: 8 },
      keywords: texts,
      tags: texts,
      skipReport: yesNo,
      required: list({
        ...table({ id: text, withinLines: whole(1e9), withinColumns: whole(1e9) }),
        required: ['id'],
      }),
      allowlist: ruleAllowlists,
      allowlists: ruleAllowlists,
      filter: text,
      validate: text,
      tokenEfficiency: yesNo,
      specificity: { type: 'number', minimum: -1e9, maximum: 1e9 },
    }),
  ),
  allowlist: globalAllowlists,
  allowlists: globalAllowlists,
  prefilter: text,
  filter: text,
});

/**
 * The data with keys spelled as the schema has them, one table where the schema has a list of them as that list, and
 * `"a,b"` where it has a list of texts: what gitleaks' own reader takes, too. Unknown keys stay as they are.
 */
export function canonical(schema: Schema, value: unknown): unknown {
  if (schema.type === 'array') {
    const { items } = schema;
    if (items.type === 'string' && typeof value === 'string') return value === '' ? [] : value.split(',');
    const several = items.type === 'object' && isTable(value) ? [value] : value;
    return Array.isArray(several) ? several.map((item) => canonical(items, item)) : value;
  }
  if (schema.type !== 'object' || !isTable(value)) return value;
  const spelling = new Map(Object.keys(schema.properties).map((key) => [key.toLowerCase(), key]));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const known = spelling.get(key.toLowerCase());
      return known === undefined ? [key, inner] : [known, canonical(schema.properties[known]!, inner)];
    }),
  );
}

function isTable(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Date);
}
