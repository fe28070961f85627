/**
 * What may stand in `.staunch.toml`: a JSON Schema, so that editors understand it, and the one place that says it.
 * `validate.ts` knows exactly the keywords that are used here.
 */
import type { Confidence, Severity } from '../finding.ts';

interface Described {
  readonly title?: string;
  readonly description?: string;
}

export interface StringSchema extends Described {
  readonly type: 'string';
  readonly enum?: readonly string[];
  readonly pattern?: string;
  /** What `pattern` asks for, in words (editors show it too). */
  readonly patternErrorMessage?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
}

export interface NumberSchema extends Described {
  readonly type: 'number';
  readonly minimum: number;
  readonly maximum: number;
}

export interface ArraySchema extends Described {
  readonly type: 'array';
  readonly items: Schema;
  readonly minItems?: number;
}

export interface ObjectSchema extends Described {
  readonly type: 'object';
  readonly properties: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** At least one of these keys must be there. */
  readonly anyOf?: readonly { readonly required: readonly string[] }[];
  readonly additionalProperties: false;
}

export type Schema =
  StringSchema | NumberSchema | ArraySchema | ObjectSchema | (Described & { readonly type: 'boolean' });

/** A file that fits the schema, as TOML gives it. */
export interface ConfigFile {
  readonly fingerprint_key?: string;
  readonly min_confidence?: Confidence;
  readonly strict?: boolean;
  readonly disabled_rules?: readonly string[];
  readonly allow?: readonly {
    readonly paths?: readonly string[];
    readonly rules?: readonly string[];
    readonly reason: string;
  }[];
  readonly rules?: readonly {
    readonly id: string;
    readonly title?: string;
    readonly pattern: string;
    readonly keywords?: readonly string[];
    readonly ignore_case?: boolean;
    readonly severity?: Severity;
    readonly confidence?: Confidence;
    readonly entropy?: number;
    readonly examples?: readonly string[];
    readonly counter_examples?: readonly string[];
  }[];
}

const CONFIDENCES: readonly Confidence[] = ['high', 'medium', 'low'];
const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low'];

const ruleName = { type: 'string', minLength: 1, maxLength: 100 } as const;

export const configSchema = {
  $schema: 'http://json-schema.org/draft-07/schema#',
  title: '.staunch.toml',
  description: 'What Staunch looks for in this project, and what it leaves alone.',
  type: 'object',
  properties: {
    fingerprint_key: {
      type: 'string',
      title: 'Project key',
      description:
        'The random key under which fingerprints of findings are made, so that they are the same for the whole team. Staunch writes it with the first ignore or baseline; it is no secret to those who can read the project, and changing it voids all fingerprints.',
      pattern: '^[A-Za-z0-9_-]{43}=?$',
      patternErrorMessage: '32 bytes in base64url (43 characters); staunch ignore makes one',
    },
    min_confidence: {
      type: 'string',
      enum: CONFIDENCES,
      title: 'Least confidence',
      description: 'Findings below this confidence are only counted. --min-confidence overrides it.',
    },
    strict: {
      type: 'boolean',
      title: 'Strict',
      description: 'What nothing can open, such as an encrypted archive, is an error and blocks a commit.',
    },
    disabled_rules: {
      type: 'array',
      items: ruleName,
      title: 'Disabled rules',
      description: 'Ids of built-in rules that are not used here; ids of other scanners name the same rules.',
    },
    allow: {
      type: 'array',
      title: 'Allowed findings',
      description:
        'Findings that are known and left alone: those in the paths, those of the rules, or with both given those of the rules in the paths.',
      items: {
        type: 'object',
        properties: {
          paths: {
            type: 'array',
            minItems: 1,
            title: 'Paths',
            description:
              'Globs as in .gitignore, relative to the directory of this file: without a slash at any depth, ** for any number of directories, ! takes back.',
            items: { type: 'string', minLength: 1, maxLength: 4096 },
          },
          rules: {
            type: 'array',
            minItems: 1,
            title: 'Rules',
            description: 'Ids of rules, built-in or of this file.',
            items: ruleName,
          },
          reason: {
            type: 'string',
            minLength: 1,
            title: 'Reason',
            description: 'Why this is no leak, for whoever reads this file next.',
          },
        },
        required: ['reason'],
        anyOf: [{ required: ['paths'] }, { required: ['rules'] }],
        additionalProperties: false,
      },
    },
    rules: {
      type: 'array',
      title: 'Own rules',
      description: 'Rules of this project, beside the built-in ones.',
      items: {
        type: 'object',
        properties: {
          id: {
            type: 'string',
            pattern: '^[a-z0-9]+(?:-[a-z0-9]+)*$',
            patternErrorMessage:
              'lower-case letters and digits in words joined by dashes, as in acme-api-key',
            maxLength: 64,
            title: 'Id',
            description: 'Its name, unique among all rules: acme-api-key.',
          },
          title: {
            type: 'string',
            minLength: 1,
            maxLength: 120,
            title: 'Title',
            description: 'What a person calls the credential. The id unless said.',
          },
          pattern: {
            type: 'string',
            minLength: 1,
            maxLength: 10_000,
            pattern: '^[\\x00-\\x7f]*$',
            patternErrorMessage:
              'ASCII characters only (a pattern is matched against bytes; write others as \\xNN)',
            title: 'Pattern',
            description:
              'A regular expression in RE2 syntax. A group (?<secret>…) marks the secret; without it the whole match is the secret.',
          },
          keywords: {
            type: 'array',
            items: {
              type: 'string',
              minLength: 3,
              maxLength: 100,
              pattern: '^[\\x20-\\x7e]*$',
              patternErrorMessage: 'printable ASCII characters only',
            },
            title: 'Keywords',
            description:
              'Texts of which at least one stands near every match, compared without case. They make the rule fast; without any it is tried on every byte.',
          },
          ignore_case: {
            type: 'boolean',
            title: 'Ignore case',
            description: 'Match the pattern without case.',
          },
          severity: {
            type: 'string',
            enum: SEVERITIES,
            title: 'Severity',
            description: 'How much harm a leaked value does. high unless said.',
          },
          confidence: {
            type: 'string',
            enum: CONFIDENCES,
            title: 'Confidence',
            description: 'How sure it is that a match is a secret. high unless said.',
          },
          entropy: {
            type: 'number',
            minimum: 0,
            maximum: 8,
            title: 'Entropy',
            description: 'Bits per character (Shannon) that the secret must have at least.',
          },
          examples: {
            type: 'array',
            items: { type: 'string', minLength: 1, maxLength: 10_000 },
            title: 'Examples',
            description:
              'Texts in which the rule finds exactly one secret; staunch rules test tries them. {alnum:32}, {lower:8}, {upper:8}, {digits:6}, {hex:40} and {base64:44} stand for random characters, so that no secret need be written here.',
          },
          counter_examples: {
            type: 'array',
            items: { type: 'string', minLength: 1, maxLength: 10_000 },
            title: 'Counter-examples',
            description: 'Texts in which the rule finds nothing, built in the same way.',
          },
        },
        required: ['id', 'pattern'],
        additionalProperties: false,
      },
    },
  },
  additionalProperties: false,
} as const satisfies ObjectSchema & { readonly $schema: string };
