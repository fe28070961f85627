export type { RedactionSpan, SpanFinder } from './finder.ts';
export { markOf, pseudonym } from './mark.ts';
export { redactText, type Redacted } from './text.ts';
export { redactJson } from './json.ts';
export { RedactionStream, type StreamOptions } from './stream.ts';
export { redactBytes } from './bytes.ts';
export { jsonTree, stringOf, type JsonNode } from './json-tree.ts';
