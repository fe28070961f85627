import { isMacaroon } from './kit/macaroon.ts';
import type { Rule } from './kit/rule.ts';
import type { Sample } from './kit/sample.ts';
import { base64Bytes } from './kit/structure.ts';

function field(type: number, data: string | Uint8Array): Buffer {
  return Buffer.concat([Buffer.of(type, data.length), Buffer.from(data as Uint8Array)]);
}

/** A token as PyPI makes it: a macaroon for `location` with one caveat. */
function token(sample: Sample, location: string): string {
  const end = Buffer.of(0);
  const parts = [
    Buffer.of(2),
    field(1, Buffer.from(location)),
    field(2, Buffer.from(sample.uuid())),
    end,
    field(2, Buffer.from(`[3,"${sample.uuid()}"]`)),
    end,
    end,
    field(6, sample.bytes(32)),
  ];
  return 'pypi-' + Buffer.concat(parts).toString('base64url');
}

const shared = {
  severity: 'critical',
  confidence: 'high',
  evidence: 'prefix',
  edges: { after: 'A-Za-z0-9_-' },
  entropy: 3.5,
  reference: 'https://pypi.org/help/#apitoken',
  validate: (secret: string) => {
    const bytes = base64Bytes(secret.slice('pypi-'.length));
    return bytes && isMacaroon(bytes) ? 'valid' : 'invalid';
  },
} as const;

export const pypi: readonly Rule[] = [
  {
    ...shared,
    id: 'pypi-token',
    aliases: ['pypi-upload-token', 'np.pypi.1'], // staunch:allow
    title: 'PyPI API token',
    pattern: '(?<secret>pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{60,1000})',
    keywords: ['pypi-ageichlwas5vcmc'],
    revoke: 'https://pypi.org/manage/account/#api-tokens',
    examples: (sample) => [token(sample, 'pypi.org')],
    counterExamples: (sample) => ['pypi-AgEIcHlwaS5vcmc' + sample.base64url(30)],
  },
  {
    ...shared,
    id: 'pypi-test-token',
    title: 'TestPyPI API token',
    pattern: '(?<secret>pypi-AgENdGVzdC5weXBpLm9yZw[A-Za-z0-9_-]{60,1000})',
    keywords: ['pypi-agendgvzdc5wexbplm9yzw'],
    severity: 'medium',
    revoke: 'https://test.pypi.org/manage/account/#api-tokens',
    examples: (sample) => [token(sample, 'test.pypi.org')],
  },
];
