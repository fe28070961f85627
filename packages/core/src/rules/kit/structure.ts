/** What `text` encodes in base64 or base64url; undefined when it is neither. Padding may be missing. */
export function base64Bytes(text: string): Uint8Array | undefined {
  const body = text.replace(/={1,3}$/, '');
  if (!/^[A-Za-z0-9+/_-]*$/.test(body) || body.length % 4 === 1) return undefined;
  return Buffer.from(body, 'base64');
}

/** The same as Latin-1 text. */
export function base64Text(text: string): string | undefined {
  const bytes = base64Bytes(text);
  return bytes && String.fromCharCode(...bytes);
}

/** The object that `text` holds as JSON in base64; undefined when there is none. */
export function base64Json(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(base64Text(text) ?? '');
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}
