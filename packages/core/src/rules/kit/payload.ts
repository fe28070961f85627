import { base64Json } from './structure.ts';

/** Judges base64 that must hold a JSON object with all of `fields`. */
export function judgePayload(text: string, fields: readonly string[]): 'valid' | 'invalid' {
  const payload = base64Json(text);
  return payload && fields.every((field) => field in payload) ? 'valid' : 'invalid';
}

/** `value` as JSON in base64: what `judgePayload` reads. */
export function payloadOf(value: unknown, encoding: 'base64' | 'base64url' = 'base64'): string {
  return Buffer.from(JSON.stringify(value)).toString(encoding);
}
