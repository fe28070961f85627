import { catalogue } from '../rules/index.ts';
import type { Rule } from '../rules/kit/rule.ts';

/**
 * The catalogue. In the built packages `load-lazily.ts` stands in for this file, so that most runs never load the
 * rules themselves: the engine works from their shapes.
 */
export function loadRules(): readonly Rule[] {
  return catalogue;
}
