import { catalogue } from './index.ts';
import type { Rule } from './kit/rule.ts';

/** What people are told of a rule. */
export type RuleInfo = Pick<
  Rule,
  'id' | 'aliases' | 'title' | 'severity' | 'confidence' | 'evidence' | 'reference' | 'revoke'
>;

/** A built-in rule by its id. */
export function ruleInfo(id: string): RuleInfo | undefined {
  return catalogue.find((rule) => rule.id === id);
}
