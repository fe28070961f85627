/**
 * Names for `assigned` in which `vendor` (a regular expression that starts with a literal) is followed by a word for a
 * credential: `vultr` becomes `vultr_api_key`, `vultrToken`, `Vultr secret`, and does not become `vultr_region`.
 */
export function credentialOf(...vendors: readonly string[]): string[] {
  return vendors.map(
    (vendor) => String.raw`${vendor}[\w.\- ]{0,24}?(?:api|key|token|secret|auth|passw|pwd|cred|login)`,
  );
}
