export {
  CONFIG_FILES,
  emptyPolicy,
  loadPolicy,
  policyFrom,
  type Allowed,
  type Policy,
  type PolicyData,
  type PolicyFiles,
  type Subject,
  type UserRule,
} from './policy.ts';
export { configSchema, type ConfigFile } from './schema.ts';
export { parseIgnoreFile, type IgnoreFile } from './ignore-file.ts';
export { globMatcher } from './globs.ts';
export { allowedIds, INLINE_MARKERS, type InlineMarker } from './inline.ts';
export { isShowable, nearest } from './nearest.ts';
export {
  BASELINE_HEAD,
  formatBaseline,
  MAX_BASELINE_BYTES,
  parseOwnBaseline,
  type Baseline,
  type BaselineEntry,
} from './foreign/baseline.ts';
export { parseGitleaksIgnore } from './foreign/gitleaks-ignore.ts';
export type { Foreign } from './foreign/foreign.ts';
export { parseGitleaks, type GitleaksConfig, type GitleaksSource } from './foreign/gitleaks.ts';
