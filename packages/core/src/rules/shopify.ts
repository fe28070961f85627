import type { Rule } from './kit/rule.ts';

const shared = {
  evidence: 'prefix',
  severity: 'critical',
  confidence: 'high',
  reference: 'https://shopify.dev/docs/apps/build/authentication-authorization/access-tokens',
  revoke: 'https://partners.shopify.com/, or uninstall the app in the admin of the shop',
} as const;

export const shopify: readonly Rule[] = [
  {
    ...shared,
    id: 'shopify-access-token',
    title: 'Shopify Admin API access token',
    pattern: '(?<secret>shpat_[0-9a-fA-F]{32})',
    keywords: ['shpat_'],
    examples: (sample) => [`shpat_${sample.hex(32)}`],
    counterExamples: (sample) => [`shpat_${sample.hex(31)}`, `shpat_${sample.hex(33)}`],
  },
  {
    ...shared,
    id: 'shopify-custom-access-token',
    title: 'Shopify custom app access token',
    pattern: '(?<secret>shpca_[0-9a-fA-F]{32})',
    keywords: ['shpca_'],
    examples: (sample) => [`shpca_${sample.hex(32)}`],
  },
  {
    ...shared,
    id: 'shopify-private-app-access-token',
    title: 'Shopify private app access token',
    pattern: '(?<secret>shppa_[0-9a-fA-F]{32})',
    keywords: ['shppa_'],
    examples: (sample) => [`shppa_${sample.hex(32)}`],
  },
  {
    ...shared,
    id: 'shopify-shared-secret',
    title: 'Shopify shared secret of an app',
    pattern: '(?<secret>shpss_[0-9a-fA-F]{32})',
    keywords: ['shpss_'],
    examples: (sample) => [`shpss_${sample.hex(32)}`],
  },
  {
    ...shared,
    id: 'shopify-user-token',
    title: 'Shopify token of a user, a delegate or a partner',
    pattern: '(?<secret>(?:shpua|shpdat|atkn)_[0-9a-fA-F]{32,64})',
    keywords: ['shpua_', 'shpdat_', 'atkn_'],
    examples: (sample) => [`shpua_${sample.hex(32)}`, `shpdat_${sample.hex(32)}`, `atkn_${sample.hex(64)}`],
    counterExamples: (sample) => [`atkn_${sample.hex(31)}`],
  },
];
