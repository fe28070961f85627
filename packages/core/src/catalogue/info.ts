import { loadRules } from './load.ts';
import type { Rule } from '../rules/kit/rule.ts';

/** What people are told of a rule. */
export type RuleInfo = Pick<
  Rule,
  'id' | 'aliases' | 'title' | 'severity' | 'confidence' | 'reference' | 'revoke'
> & {
  /** What another scanner's configuration calls it besides. */
  readonly tags?: readonly string[] | undefined;
};

/** A built-in rule by its id. */
export function ruleInfo(id: string): RuleInfo | undefined {
  return loadRules().find((rule) => rule.id === id);
}
