import type { Match } from '../finding.ts';
import type { Objection } from './filter.ts';

const DROP: Objection = { weight: 'drop', reason: 'the value names where the secret comes from' };

/** Openings of what templates, shells and configuration languages put in place of a value. */
const OPENING =
  /^(?:\$[A-Za-z_({]|[$#@]\{|%[({][A-Za-z]|%[A-Za-z_]+%|<[A-Za-z%?$/{]|\[\[|\{\{|\{[A-Za-z_.]*\}|\$\$|&[A-Za-z]|\*\{|__[A-Za-z]|@@|![A-Za-z]+$|~\{|:[a-z_]+$|@[A-Z_a-z]+[@(])/;
/** The same anywhere in the value. */
const INSIDE = /\$\{|\$\(|\{\{|\}\}|<%|%>|#\{|%[sdv]\b|%\(|\{[0-9a-z_]*\}|\}\}|"\s*\+|\$[A-Z_]{3}/;
/** Stores and environments by name. */
const STORE =
  /^(?:process\.env|os\.environ|env[.:[(]|ENV[.:[(]|getenv|import\.meta|secrets?\.[a-z_]|vars?\.|vault[:/]|op:\/\/|arn:|ssm:|gcp:|azure:|file:|keyring:|keychain:|env:|cmd:|params?\.|parameters?\.|config\.|settings\.|self\.|this\.|local\.|data\.|module\.|each\.|context\.|github\.|\/run\/secrets\/|\/var\/|\/etc\/|~\/)/i;

const GUESSED: ReadonlySet<string> = new Set(['assignment', 'context', 'vendor', 'form']);

/** A picture of a README that a service draws: its token opens nothing else. */
const BADGE =
  /(?:badge|shield)[\w./-]*(?:\.svg)?\?(?:[\w-]+=[\w-]*&)*token=$|\.svg\?(?:[\w-]+=[\w-]*&)*token=$/i;
/** Another name and its value, run together: a list of options. */
const OPTION =
  /^(?:host|hostaddr|user|username|uid|port|dbname|database|server|driver|path|file|env|type)=|^[a-z]{3,}=$/;

/** Interpolations, environment variables and entries of a store in place of a value. */
export function reference({ rule, value, before }: Match): Objection | undefined {
  if (!GUESSED.has(rule.evidence)) return undefined;
  if (BADGE.test(before.slice(-200))) return { weight: 'drop', reason: 'the token only draws a badge' };
  if (OPTION.test(value)) return { weight: 'drop', reason: 'the value is another name' };
  return OPENING.test(value) || STORE.test(value) || INSIDE.test(value) ? DROP : undefined;
}
