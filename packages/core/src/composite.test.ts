import { expect, test } from 'vitest';
import { emptyPolicy } from './config/policy.ts';
import { bytesFragment } from './fragment.ts';
import { gitleaks } from './report/gitleaks.ts';
import { loadRules } from './catalogue/load.ts';
import { sampler } from './rules/kit/sample.ts';
import { createScanner } from './scan.ts';

const machineKey = (): Uint8Array => new Uint8Array(32);
const scanner = createScanner({ policy: emptyPolicy, machineKey, reveal: true });
const sample = sampler(31);
const id = `AKIA${sample.base32(16)}`;
const secret = sample.base64(40);
const scan = (text: string) => scanner.scan(bytesFragment({ path: 'a.env' }, Buffer.from(text)));

test('an ID and its secret are one finding', () => {
  const { findings, values } = scan(`AWS_ACCESS_KEY_ID=${id}\nAWS_SECRET_ACCESS_KEY=${secret}\n`);
  expect(findings).toHaveLength(1);
  expect(findings[0]!.location.line).toBe(2);
  expect(findings[0]!.parts?.map(({ rule, location }) => [rule, location.line])).toEqual([
    ['aws-access-key-id', 1],
  ]);
  expect(values).toEqual([secret, id]);
});

test('an ID far from any secret, and one alone, are findings of their own', () => {
  const far = scan(`AWS_ACCESS_KEY_ID=${id}\n${'#\n'.repeat(600)}AWS_SECRET_ACCESS_KEY=${secret}\n`).findings;
  expect(far.map(({ rule }) => rule)).toContain('aws-access-key-id');
  expect(far.every(({ parts }) => parts === undefined)).toBe(true);
  expect(scan(`AWS_ACCESS_KEY_ID=${id}\n`).findings.map(({ rule }) => rule)).toEqual(['aws-access-key-id']);
});

test('each ID belongs to one secret', () => {
  const other = sample.base64(40);
  const { findings } = scan(`id=${id}\naws_secret_access_key=${secret}\naws_secret_access_key=${other}\n`);
  expect(findings.flatMap(({ parts = [] }) => parts)).toHaveLength(1);
});

test('a Spaces key and its ID are one finding', () => {
  const text = `SPACES_KEY=DO00${sample.upper(16)}\nSPACES_SECRET=${sample.base64(43)}\n`;
  const { findings } = scan(text);
  expect(findings.map(({ rule }) => rule)).toEqual(['digitalocean-spaces-secret']);
  expect(findings[0]!.parts?.map(({ rule }) => rule)).toEqual(['digitalocean-spaces-key']);
});

test.each([
  ['Twilio', `TWILIO_ACCOUNT_SID=AC${sample.hex(32)}`, `TWILIO_AUTH_TOKEN=${sample.hex(32)}`],
  ['Algolia', `ALGOLIA_APP_ID=${sample.upper(10)}`, `ALGOLIA_ADMIN_KEY=${sample.hex(32)}`],
  [
    'Supabase',
    `SUPABASE_URL=https://${sample.lower(20)}.supabase.co`,
    `SUPABASE_KEY=sb_secret_${sample.base64url(22)}_${sample.base64url(8)}`,
  ],
  ['Datadog', 'DD_SITE=datadoghq.eu', `DD_API_KEY=${sample.hex(32)}`],
  [
    'Databricks',
    `DATABRICKS_HOST=https://${sample.lower(12)}.cloud.databricks.com`,
    `DATABRICKS_TOKEN=dapi${sample.hex(32)}`,
  ],
  ['Akeyless', `AKEYLESS_ACCESS_ID=p-${sample.lower(12)}`, `AKEYLESS_ACCESS_KEY=${sample.base64(43)}=`],
  ['Shopify', `SHOP=${sample.lower(9)}.myshopify.com`, `SHOPIFY_TOKEN=shpat_${sample.hex(32)}`],
])('a key of %s has its account or endpoint as a part, which alone is nothing', (_, where, key) => {
  const { findings, values } = scan(`${where}\n${key}\n`);
  expect(findings).toHaveLength(1);
  expect(findings[0]!.location.line).toBe(2);
  expect(findings[0]!.parts).toHaveLength(1);
  expect(findings[0]!.parts![0]!.location.line).toBe(1);
  expect(values).toHaveLength(2);
  expect(where).toContain(values![1]!);
  expect(scan(`${where}\n`).findings).toEqual([]);
});

test("gitleaks' report has an entry for each half", () => {
  const result = scan(`AWS_ACCESS_KEY_ID=${id}\nAWS_SECRET_ACCESS_KEY=${secret}\n`);
  const report = gitleaks(
    { ...result, stats: { files: 1, bytes: 1, ms: 1, belowConfidence: 0 } },
    {
      color: false,
      version: '0',
      width: 80,
      rule: (name) => loadRules().find((rule) => rule.id === name),
      hasProjectKey: false,
      quiet: false,
      verbose: false,
    },
  );
  expect((JSON.parse(report) as { StartLine: number }[]).map(({ StartLine }) => StartLine)).toEqual([2, 1]);
});
