/**
 * What a key is used with: an account, a project, a host. It is no secret, and is told of only as a part of the
 * finding of a key that stands close by (`composite.ts`); alone it is below what is shown.
 */
import { assigned } from './kit/assigned.ts';
import { inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';
import type { Sample } from './kit/sample.ts';

const part = {
  severity: 'low',
  confidence: 'low',
  revoke: 'It is no secret: revoke the key beside it.',
} as const;

/** A host of a service, whose first label is the customer's. */
function host(id: string, title: string, domain: string, reference: string): Rule {
  return {
    ...part,
    id,
    title,
    pattern: `(?<secret>[a-z0-9-]{2,63}${domain.replaceAll('.', String.raw`\.`)})`,
    ignoreCase: true,
    keywords: [domain],
    edges: { before: 'A-Za-z0-9-', after: 'A-Za-z0-9-' },
    evidence: 'structure',
    reference,
    examples: (sample: Sample) => [`https://${sample.lower(14)}${domain}/`],
    counterExamples: () => [`https://docs${domain}x/`],
  };
}

// a row a rule
// prettier-ignore
export const endpoints: readonly Rule[] = [
  host('azure-openai-endpoint', 'Endpoint of Azure OpenAI', '.openai.azure.com', 'https://learn.microsoft.com/en-us/azure/ai-services/openai/reference'),
  host('azure-search-endpoint', 'Endpoint of Azure AI Search', '.search.windows.net', 'https://learn.microsoft.com/en-us/azure/search/'),
  host('azure-cosmos-endpoint', 'Endpoint of Azure Cosmos DB', '.documents.azure.com', 'https://learn.microsoft.com/en-us/azure/cosmos-db/'),
  host('azure-cognitive-endpoint', 'Endpoint of Azure AI services', '.cognitiveservices.azure.com', 'https://learn.microsoft.com/en-us/azure/ai-services/'),
  host('azure-blob-endpoint', 'Endpoint of Azure Blob Storage', '.blob.core.windows.net', 'https://learn.microsoft.com/en-us/azure/storage/blobs/'),
  host('supabase-project-url', 'URL of a Supabase project', '.supabase.co', 'https://supabase.com/docs/guides/api'),
  host('upstash-endpoint', 'Endpoint of an Upstash database', '.upstash.io', 'https://upstash.com/docs/redis/features/restapi'),
  host('shopify-store', 'Shopify store', '.myshopify.com', 'https://shopify.dev/docs/api/admin-rest'),
  host('okta-domain', 'Okta organisation', '.okta.com', 'https://developer.okta.com/docs/guides/find-your-domain/'),
  host('auth0-domain', 'Auth0 tenant', '.auth0.com', 'https://auth0.com/docs/get-started/tenant-settings'),
  host('databricks-host', 'Databricks workspace', '.cloud.databricks.com', 'https://docs.databricks.com/workspace/workspace-details.html'),
  host('zendesk-subdomain', 'Zendesk account', '.zendesk.com', 'https://developer.zendesk.com/api-reference/'),
  {
    ...inContext,
    ...part,
    id: 'twilio-account-sid',
    title: 'Twilio account SID',
    pattern: assigned([String.raw`twilio[\w.\- ]{0,24}?sid`, 'account[_.-]?sid'], 'AC[0-9a-f]{32}'),
    keywords: ['twilio', 'account_sid', 'account.sid', 'account-sid', 'accountsid'],
    reference: 'https://www.twilio.com/docs/iam/api/account',
    examples: (sample) => [`TWILIO_ACCOUNT_SID=AC${sample.hex(32)}`],
    counterExamples: (sample) => [`TWILIO_ACCOUNT_SID=AC${sample.hex(31)}`],
  },
  {
    ...inContext,
    ...part,
    id: 'algolia-application-id',
    title: 'Algolia application ID',
    pattern: assigned([String.raw`algolia[\w.\- ]{0,24}?app[\w.\-]{0,12}?id`], '[A-Z0-9]{10}'),
    keywords: ['algolia'],
    reference: 'https://www.algolia.com/doc/guides/security/api-keys/',
    examples: (sample) => [`ALGOLIA_APP_ID=${sample.upper(10)}`],
    counterExamples: (sample) => [`ALGOLIA_APP_ID=${sample.upper(9)}`],
  },
  {
    ...inContext,
    ...part,
    id: 'elastic-cloud-id',
    title: 'Elastic Cloud ID',
    pattern: assigned(['cloud[_.-]?id'], String.raw`[\w-]{1,60}:[A-Za-z0-9+/]{40,240}={0,2}`),
    keywords: ['cloud_id', 'cloud.id', 'cloud-id', 'cloudid'],
    reference: 'https://www.elastic.co/guide/en/cloud/current/ec-cloud-id.html',
    examples: (sample) => [`ELASTIC_CLOUD_ID="prod:${sample.base64(80)}"`],
    counterExamples: () => ['cloud_id: none'],
  },
  {
    ...inContext,
    ...part,
    id: 'akeyless-access-id',
    title: 'Akeyless access ID',
    pattern: assigned([String.raw`akeyless[\w.\- ]{0,24}?id`], 'p-[a-z0-9]{12,14}'),
    keywords: ['akeyless'],
    reference: 'https://docs.akeyless.io/docs/api-key',
    examples: (sample) => [`AKEYLESS_ACCESS_ID=p-${sample.lower(12)}`],
    counterExamples: (sample) => [`AKEYLESS_ACCESS_ID=p-${sample.lower(11)}`],
  },
  {
    ...part,
    id: 'datadog-site',
    title: 'Site of Datadog',
    pattern: String.raw`(?<secret>datadoghq\.(?:com|eu))`,
    ignoreCase: true,
    keywords: ['datadoghq.'],
    evidence: 'structure',
    reference: 'https://docs.datadoghq.com/getting_started/site/',
    examples: () => ['DD_SITE=datadoghq.eu'],
    counterExamples: () => ['datadoghq.org'],
  },
];
