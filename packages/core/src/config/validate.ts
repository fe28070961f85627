/** Checks data against the keywords that `schema.ts` uses. A problem says where and what was expected, never what is there. */
import { isShowable, nearest } from './nearest.ts';
import type { ArraySchema, NumberSchema, ObjectSchema, Schema, StringSchema } from './schema.ts';

export interface Problem {
  /** Keys, and positions in arrays from 0. */
  readonly path: readonly (string | number)[];
  readonly expected: string;
  /** A key of the table at `path` that is not known: it stands there, but is no part of the path that may be shown. */
  readonly unknownKey?: string;
}

type Path = readonly (string | number)[];

/** The first thing in `value` that does not fit; undefined when all does. */
export function validate(schema: Schema, value: unknown, path: Path = []): Problem | undefined {
  switch (schema.type) {
    case 'boolean':
      return typeof value === 'boolean' ? undefined : { path, expected: 'expected true or false' };
    case 'number':
      return validateNumber(schema, value, path);
    case 'string':
      return validateString(schema, value, path);
    case 'array':
      return validateArray(schema, value, path);
    case 'object':
      return validateObject(schema, value, path);
  }
}

function validateNumber({ minimum, maximum }: NumberSchema, value: unknown, path: Path): Problem | undefined {
  const fits = typeof value === 'number' && value >= minimum && value <= maximum;
  return fits ? undefined : { path, expected: `expected a number from ${minimum} to ${maximum}` };
}

function validateString(schema: StringSchema, value: unknown, path: Path): Problem | undefined {
  const { enum: options, minLength = 0, maxLength = Infinity, pattern, patternErrorMessage } = schema;
  const problem = (expected: string): Problem => ({ path, expected: `expected ${expected}` });
  if (options) {
    const known = typeof value === 'string' && options.includes(value);
    return known ? undefined : problem(`one of ${options.map((option) => `"${option}"`).join(', ')}`);
  }
  if (typeof value !== 'string') return problem('a text in quotes');
  if (value.length < minLength)
    return problem(minLength === 1 ? 'a text that is not empty' : `at least ${minLength} characters`);
  if (value.length > maxLength) return problem(`at most ${maxLength} characters`);
  if (pattern !== undefined && !new RegExp(pattern).test(value))
    return problem(patternErrorMessage ?? 'another form');
  return undefined;
}

function validateArray(
  { items, minItems = 0 }: ArraySchema,
  value: unknown,
  path: Path,
): Problem | undefined {
  if (!Array.isArray(value)) {
    const form =
      items.type === 'object' ? `an array of tables, each under [[${path.at(-1)}]]` : 'an array: ["…", "…"]';
    return { path, expected: `expected ${form}` };
  }
  if (value.length < minItems) return { path, expected: 'expected at least one entry' };
  for (const [index, item] of value.entries()) {
    const problem = validate(items, item, [...path, index]);
    if (problem) return problem;
  }
  return undefined;
}

function validateObject(schema: ObjectSchema, value: unknown, path: Path): Problem | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value) || value instanceof Date) {
    return { path, expected: 'expected a table of keys' };
  }
  const known = Object.keys(schema.properties);
  const present = Object.keys(value);
  for (const key of present) {
    if (!known.includes(key)) return { path, expected: unknownName('key', key, known), unknownKey: key };
  }
  for (const key of schema.required ?? []) {
    if (!present.includes(key)) return { path, expected: `the key ${key} is missing` };
  }
  const choices = schema.anyOf?.map(({ required }) => required.join(' and '));
  if (choices && !schema.anyOf?.some(({ required }) => required.every((key) => present.includes(key)))) {
    return { path, expected: `one of the keys ${choices.join(', ')} is missing` };
  }
  for (const key of present) {
    const problem = validate(schema.properties[key]!, (value as Record<string, unknown>)[key], [
      ...path,
      key,
    ]);
    if (problem) return problem;
  }
  return undefined;
}

/** Words for a name that is not known, with the known one that was probably meant. */
export function unknownName(noun: string, name: string, known: Iterable<string>): string {
  const shown = isShowable(name) ? ` ${name}` : ' (its name is not shown)';
  const near = name.length <= 100 ? nearest(name, known) : undefined;
  return `unknown ${noun}${shown}${near === undefined ? '' : `; did you mean ${near}?`}`;
}
