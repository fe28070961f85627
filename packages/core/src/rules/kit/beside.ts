/**
 * The source of a pattern for a secret without a shape of its own that stands within `gap` bytes after an ID that has
 * one: the next line of a configuration, the next field of a CSV, the next argument of a call.
 */
export function beside(id: string, secret: string, gap = 120): string {
  return String.raw`${id}[^A-Za-z0-9](?:[\s\S]{0,${gap}}?[^A-Za-z0-9+/_-])??(?<secret>${secret})`;
}
