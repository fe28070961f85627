/** Credentials of two halves, an ID and its secret: what stands close together is told as one finding. */
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
    ids: ['aws-access-key-id', 'aws-session-token'],
  },
  { secrets: ['alibaba-secret-beside-key-id', 'alibaba-access-key-secret'], ids: ['alibaba-access-key-id'] },
  { secrets: ['tencent-secret-key-beside-id', 'tencent-secret-key'], ids: ['tencent-secret-id'] },
  { secrets: ['scaleway-secret-beside-access-key', 'scaleway-secret-key'], ids: ['scaleway-access-key'] },
  { secrets: ['google-hmac-secret'], ids: ['google-hmac-key-id'] },
  { secrets: ['razorpay-key-secret'], ids: ['razorpay-key-id'] },
  { secrets: ['woocommerce-consumer-secret'], ids: ['woocommerce-consumer-key'] },
  { secrets: ['tigris-secret-key'], ids: ['tigris-access-key'] },
  { secrets: ['confluent-api-secret', 'confluent-api-secret-old'], ids: ['confluent-api-key-id'] },
];

const bySecret = new Map(COMPOSITES.flatMap((composite) => composite.secrets.map((id) => [id, composite])));
const idRules = new Set(COMPOSITES.flatMap(({ ids }) => ids));

function distance(a: Finding, b: Finding): number {
  return Math.max(0, a.location.start - b.location.end, b.location.start - a.location.end);
}

/**
 * The findings of one fragment, each ID within reach of its secret taken along by it as one of its `parts`, and what
 * stands beside each finding in `values` moved with it: a finding's own first, then its parts'.
 */
export function withParts(
  findings: readonly Finding[],
  values: readonly string[],
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
  if (owners.size === 0) return { findings, values };
  const joined: Finding[] = [];
  const moved: string[] = [];
  findings.forEach((finding, at) => {
    if (owners.has(at)) return;
    const parts = [...owners].filter(([, owner]) => owner === at).map(([index]) => index);
    joined.push(parts.length === 0 ? finding : { ...finding, parts: parts.map((index) => findings[index]!) });
    for (const index of [at, ...parts]) moved.push(values[index] ?? '');
  });
  return { findings: joined, values: values.length === 0 ? [] : moved };
}
