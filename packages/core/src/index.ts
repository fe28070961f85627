export {
  createScanner,
  isReadError,
  readError,
  Scanner,
  type FragmentResult,
  type ScannerOptions,
} from './scan.ts';
export type { ManagedSource } from './searcher.ts';
export { KnownValues, type Trace } from './known/known-values.ts';
export { createSpanFinder, type SpanFinderOptions } from './span-finder.ts';
export { NoAnswer, UserError, type ExitCode } from './errors.ts';
export { bytesFragment, type Descriptor, type Fragment, type Source } from './fragment.ts';
export { ruleOf } from './finding.ts';
export type {
  Confidence,
  Evidence,
  Excerpt,
  Finding,
  Location,
  NotScanned,
  ScanResult,
  ScanStats,
  Severity,
  Suppressed,
  SuppressionReason,
  Validity,
} from './finding.ts';
export type { Span } from './span.ts';
export type { Decision, Outcome } from './trace.ts';
export { loadRules } from './catalogue/load.ts';
export { ruleInfo, type RuleInfo } from './catalogue/info.ts';
export type { Rule } from './rules/kit/rule.ts';
export { printable } from './report/escape.ts';
export { styleFor, type Style } from './report/style.ts';
export { count, nameOf, revokeWords, shellWord, size, titleOf, whyWords } from './report/words.ts';
export { homeDirectory, machineKey } from './platform/home.ts';
export { pause } from './platform/pause.ts';
export { syncDirectory, writeWhole } from './platform/whole-file.ts';
export { CONFIG_FILES, emptyPolicy, loadPolicy, type PolicyData } from './config/policy.ts';
