/** Credentials of two halves, an ID and its secret, a key and its endpoint: what stands close together is told as one finding. */
import type { Finding } from './finding.ts';

interface Composite {
  /** Rules of the half that opens. */
  readonly secrets: readonly string[];
  /** Rules of the halves that name it; of each kind the nearest one is taken along. */
  readonly ids: readonly string[];
}

/** Bytes between the two: a few lines of a configuration. */
const WITHIN = 400;

const COMPOSITES: readonly Composite[] = [
  {
    secrets: ['aws-secret-access-key', 'aws-secret-key', 'aws-secret-beside-key-id'],
    ids: ['aws-access-key-id', 'aws-session-token', 'aws-session-token-by-name'],
  },
  { secrets: ['alibaba-secret-beside-key-id', 'alibaba-access-key-secret'], ids: ['alibaba-access-key-id'] },
  { secrets: ['tencent-secret-key-beside-id', 'tencent-secret-key'], ids: ['tencent-secret-id'] },
  { secrets: ['scaleway-secret-beside-access-key', 'scaleway-secret-key'], ids: ['scaleway-access-key'] },
  { secrets: ['google-hmac-secret'], ids: ['google-hmac-key-id'] },
  { secrets: ['digitalocean-spaces-secret'], ids: ['digitalocean-spaces-key'] },
  { secrets: ['sumologic-access-token'], ids: ['sumologic-access-id'] },
  { secrets: ['akeyless-access-key'], ids: ['akeyless-access-id'] },
  { secrets: ['razorpay-key-secret'], ids: ['razorpay-key-id'] },
  { secrets: ['woocommerce-consumer-secret'], ids: ['woocommerce-consumer-key'] },
  { secrets: ['tigris-secret-key'], ids: ['tigris-access-key'] },
  { secrets: ['confluent-api-secret', 'confluent-api-secret-old'], ids: ['confluent-api-key-id'] },
  { secrets: ['twilio-auth-token', 'twilio-api-key'], ids: ['twilio-account-sid'] },
  { secrets: ['algolia-api-key'], ids: ['algolia-application-id'] },
  { secrets: ['supabase-secret-key', 'jwt'], ids: ['supabase-project-url'] },
  { secrets: ['upstash-token'], ids: ['upstash-endpoint'] },
  { secrets: ['elastic-api-key', 'elastic-cloud-api-key'], ids: ['elastic-cloud-id'] },
  { secrets: ['datadog-api-key', 'datadog-application-key'], ids: ['datadog-site'] },
  { secrets: ['databricks-token'], ids: ['databricks-host'] },
  { secrets: ['okta-access-token'], ids: ['okta-domain'] },
  { secrets: ['auth0-client-secret'], ids: ['auth0-domain'] },
  { secrets: ['zendesk-api-token'], ids: ['zendesk-subdomain'] },
  {
    secrets: ['shopify-access-token', 'shopify-custom-access-token', 'shopify-private-app-access-token'],
    ids: ['shopify-store'],
  },
  {
    secrets: ['azure-cask-key', 'azure-search-key', 'azure-search-key-old', 'azure-cosmos-db-key'],
    ids: [
      'azure-openai-endpoint',
      'azure-search-endpoint',
      'azure-cosmos-endpoint',
      'azure-cognitive-endpoint',
    ],
  },
  { secrets: ['azure-subscription-key'], ids: ['azure-openai-endpoint', 'azure-cognitive-endpoint'] },
  { secrets: ['azure-storage-key', 'azure-sas-signature'], ids: ['azure-blob-endpoint'] },
];

const bySecret = new Map(COMPOSITES.flatMap((composite) => composite.secrets.map((id) => [id, composite])));
const idRules = new Set(COMPOSITES.flatMap(({ ids }) => ids));

/** Whether findings of this rule may be a part of another one. */
export const isHalf = (rule: string): boolean => idRules.has(rule);

function distance(a: Finding, b: Finding): number {
  return Math.max(0, a.location.start - b.location.end, b.location.start - a.location.end);
}

/**
 * The findings of one fragment, each ID within reach of its secret taken along by it as one of its `parts`, and what
 * stands beside each finding in `values` moved with it: a finding's own first, then its parts'. What is in `asPart` is
 * told of as a part or not at all.
 */
export function withParts(
  findings: readonly Finding[],
  values: readonly string[],
  asPart: ReadonlySet<Finding> = new Set(),
): { readonly findings: readonly Finding[]; readonly values: readonly string[] } {
  if (!findings.some(({ rule }) => idRules.has(rule ?? ''))) return { findings, values };
  const owners = new Map<number, number>();
  findings.forEach((secret, at) => {
    const composite = secret.inName ? undefined : bySecret.get(secret.rule ?? '');
    for (const id of composite?.ids ?? []) {
      let nearest: number | undefined;
      findings.forEach((other, index) => {
        if (other.rule !== id || other.inName || owners.has(index) || distance(secret, other) > WITHIN)
          return;
        if (nearest === undefined || distance(secret, other) < distance(secret, findings[nearest]!))
          nearest = index;
      });
      if (nearest !== undefined) owners.set(nearest, at);
    }
  });
  if (owners.size === 0 && asPart.size === 0) return { findings, values };
  const joined: Finding[] = [];
  const moved: string[] = [];
  findings.forEach((finding, at) => {
    if (owners.has(at) || asPart.has(finding)) return;
    const parts = [...owners].filter(([, owner]) => owner === at).map(([index]) => index);
    joined.push(parts.length === 0 ? finding : { ...finding, parts: parts.map((index) => findings[index]!) });
    for (const index of [at, ...parts]) moved.push(values[index] ?? '');
  });
  return { findings: joined, values: values.length === 0 ? [] : moved };
}
