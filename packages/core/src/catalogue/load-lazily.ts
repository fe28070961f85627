import { loadSibling } from '../platform/library.ts';
import type { Rule } from '../rules/kit/rule.ts';

let rules: readonly Rule[] | undefined;

/** The catalogue, from a file of its own beside the built code, when somebody asks for it. */
export function loadRules(): readonly Rule[] {
  return (rules ??= loadSibling<{ catalogue: readonly Rule[] }>('./rules.cjs').catalogue);
}
