/** Whether a value is whole: cut and changed tokens have lengths that no machine makes. */

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const LIKE_UUID = /^[0-9a-z]{6,10}-[0-9a-z]{3,5}-[0-9a-z]{3,5}-[0-9a-z]{3,5}-[0-9a-z]{9,14}$/i;
const HEX = /^[0-9a-f]+$/i;
/** Odd lengths that base64 of a whole number of bytes has, or that vendors' keys are known to have. */
const ODD = new Set([25, 27, 37, 39, 41, 43, 45, 51, 63, 85]);

/** Hex digits that are no whole number of bytes; a UUID that lacks a digit; base64 with padding that does not fit. */
export function isBroken(value: string): boolean {
  if (HEX.test(value) && value.length >= 16 && /\d/.test(value) && /[a-f]/i.test(value))
    return value.length % 2 === 1;
  if (LIKE_UUID.test(value) && value.length >= 32) return !UUID.test(value) && value.length !== 36;
  const padded = /^[\w+/-]+(={1,2})$/.exec(value);
  return padded !== null && value.length >= 24 && value.length % 4 !== 0;
}

/**
 * Whether letters of both cases stand in it, but so few of the one that nobody drew them: two capitals among twenty small
 * letters are a change by hand, or the humps of a name. The longest part between separators is looked at.
 */
export function isUneven(value: string): boolean {
  const part = LIKE_UUID.test(value)
    ? value
    : value.split(/[-_.:+/=]/).reduce((a, b) => (b.length > a.length ? b : a), '');
  const upper = part.replace(/[^A-Z]/g, '').length;
  const lower = part.replace(/[^a-z]/g, '').length;
  return upper > 0 && lower > 0 && upper + lower >= 16 && Math.min(upper, lower) < (upper + lower) * 0.12;
}

/** Whether a machine may have made a value of this length: of 16 characters or more, an even number of them, mostly. */
export function hasLikelyLength(value: string): boolean {
  return value.length % 2 === 0 || value.length > 86 || ODD.has(value.length);
}
