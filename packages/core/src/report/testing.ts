/** Findings and results for the reporters' tests. */
import type { Finding, NotScanned, ScanResult, Suppressed } from '../finding.ts';
import type { Location } from '../finding.ts';
import type { ReportContext, RuleInfo } from './report.ts';

const RULES: readonly RuleInfo[] = [
  {
    id: 'acme-key',
    aliases: ['acme-api-key'],
    title: 'Acme API key',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://acme.example/docs keys',
    revoke: 'https://acme.example/keys',
  },
  {
    id: 'generic-password',
    title: 'Password in an assignment',
    severity: 'medium',
    confidence: 'low',
    reference: '',
    revoke: 'Change the password where it is used.',
  },
];

export function contextOf(overrides: Partial<ReportContext> = {}): ReportContext {
  return {
    color: false,
    version: '1.2.3',
    width: 100,
    rule: (id) => RULES.find((rule) => rule.id === id),
    hasProjectKey: false,
    quiet: false,
    verbose: false,
    ...overrides,
  };
}

type Overrides = Partial<Omit<Finding, 'location'>> & { readonly location?: Partial<Location> };

export function findingOf({ location, ...overrides }: Overrides = {}): Finding {
  return {
    detector: 'pattern',
    rule: 'acme-key',
    mask: 'acme_***[40]',
    encoding: [],
    severity: 'critical',
    confidence: 'high',
    evidence: [{ kind: 'prefix' }],
    fingerprint: 'sf1:00112233445566778899aabb',
    excerpt: { text: '  key = "acme_***[40]",', mark: { start: 9, end: 21 } },
    ...overrides,
    location: {
      path: 'src/config.ts',
      line: 12,
      column: 10,
      endLine: 12,
      endColumn: 50,
      start: 300,
      end: 340,
      ...location,
    },
  };
}

export function resultOf(
  parts: Partial<Omit<ScanResult, 'stats'>> & { readonly stats?: Partial<ScanResult['stats']> } = {},
): ScanResult {
  const nothing: { findings: Finding[]; suppressed: Suppressed[]; notScanned: NotScanned[] } = {
    findings: [],
    suppressed: [],
    notScanned: [],
  };
  return {
    ...nothing,
    ...parts,
    stats: { files: 1204, bytes: 4_200_000, ms: 310, belowConfidence: 0, ...parts.stats },
  };
}
