import { assigned } from './kit/assigned.ts';
import {
  cask,
  caskChecksum,
  clientSecret,
  clientSecretChecksum,
  devopsToken,
  devopsTokenOf,
  identifiable,
  sealed,
} from './kit/identifiable.ts';
import type { Rule } from './kit/rule.ts';
import type { Sample } from './kit/sample.ts';

const BASE64 = 'A-Za-z0-9+/';
const CLIENT_SECRET = '[A-Za-z0-9_~.-]';
const KEY_32 = '[A-Za-z0-9+/]{43,86}={0,2}';
const KEY_64 = '[A-Za-z0-9+/]{86}==';

const shared = {
  severity: 'critical',
  confidence: 'high',
  revoke: 'https://portal.azure.com/',
} as const;

interface Kind {
  readonly id: string;
  readonly title: string;
  readonly signature: string;
  /** Characters before the signature, and the padding after the six of the checksum. */
  readonly before: number;
  readonly padding: '' | '=' | '==';
  readonly seeds: readonly string[];
  readonly alphabet?: string;
  readonly reference: string;
  readonly aliases?: readonly string[];
}

/** A random key of the kind with the right checksum. */
function keyOf(kind: Kind, sample: Sample): string {
  const alphabet = new RegExp(`^[${kind.alphabet ?? BASE64}]+=*$`);
  for (;;) {
    const text = sample.base64(kind.before) + kind.signature + 'AAAAAA';
    const encoding = kind.alphabet?.includes('_') ? 'base64url' : 'base64';
    const bytes = Buffer.from(sealed(Buffer.from(text, 'base64'), kind.seeds[0]!));
    const key = bytes.toString(encoding).replace(/=+$/, '') + kind.padding;
    if (alphabet.test(key)) return key;
  }
}

/** A key with a four-letter signature and a checksum at its end: microsoft/security-utilities. */
function identifiableRule(kind: Kind): Rule {
  const alphabet = kind.alphabet ?? BASE64;
  const inner = `[${alphabet}]`;
  const signature = kind.signature.replace('+', String.raw`\+`);
  const padding = kind.padding && `(?:${kind.padding}|${kind.padding.replace(/=/g, '%3[dD]')})`;
  return {
    ...shared,
    id: kind.id,
    ...(kind.aliases && { aliases: kind.aliases }),
    title: kind.title,
    pattern: `(?<secret>${inner}{${kind.before}}${signature}${inner}{6}${padding})`,
    keywords: [kind.signature.toLowerCase()],
    edges: { before: alphabet, after: alphabet.replace(/-$/, '=-') },
    entropy: 3.5,
    // in keys of Redis, + and / were replaced after the checksum was made
    validate: (secret) => {
      const validity = identifiable(secret.replace(/%3d/gi, '='), kind.seeds);
      return validity === 'invalid' && kind.signature === 'AzCa' ? undefined : validity;
    },
    evidence: 'structure',
    reference: kind.reference,
    examples: (sample) => [keyOf(kind, sample)],
    counterExamples: (sample) => [
      keyOf(kind, sample).replace(kind.signature, 'AAAA'),
      keyOf(kind, sample).slice(1),
    ],
  };
}

const MESSAGING = ['Send0000', 'Listen00', 'Manage00', 'System00', 'Unknown0'];
const KEYS_OF_32 = { before: 33, padding: '=' } as const;
const KEYS_OF_39 = { before: 42, padding: '' } as const;
const KEYS_OF_64 = { before: 76, padding: '==' } as const;

const KINDS: readonly Kind[] = [
  {
    ...KEYS_OF_64,
    id: 'azure-storage-key',
    title: 'Azure Storage account key',
    signature: '+ASt',
    seeds: ['Default0'],
    aliases: ['kingfisher.azurestorage.key.1', 'AzureStorage'],
    reference: 'https://learn.microsoft.com/azure/storage/common/storage-account-keys-manage',
  },
  {
    ...KEYS_OF_64,
    id: 'azure-cosmos-db-key',
    title: 'Azure Cosmos DB key',
    signature: 'ACDb',
    seeds: ['MastRW00', 'MastRO00', 'SystRW00', 'SystRO00', 'SysAll00', 'Resour00', 'Encryp00'],
    aliases: ['Azure_CosmosDB'],
    reference: 'https://learn.microsoft.com/azure/cosmos-db/how-to-rotate-keys',
  },
  {
    ...KEYS_OF_32,
    id: 'azure-service-bus-key',
    title: 'Azure Service Bus key',
    signature: '+ASb',
    seeds: MESSAGING,
    reference: 'https://learn.microsoft.com/azure/service-bus-messaging/service-bus-sas',
  },
  {
    ...KEYS_OF_32,
    id: 'azure-event-hub-key',
    title: 'Azure Event Hubs key',
    signature: '+AEh',
    seeds: MESSAGING,
    reference: 'https://learn.microsoft.com/azure/event-hubs/authorize-access-shared-access-signature',
  },
  {
    ...KEYS_OF_32,
    id: 'azure-relay-key',
    title: 'Azure Relay key',
    signature: '+ARm',
    seeds: MESSAGING,
    reference: 'https://learn.microsoft.com/azure/azure-relay/relay-authentication-and-authorization',
  },
  {
    id: 'azure-function-key',
    title: 'Azure Functions key',
    signature: 'AzFu',
    before: 44,
    padding: '==',
    alphabet: 'A-Za-z0-9_-',
    seeds: ['Functi00', 'System00', 'Master00'],
    aliases: ['AzureFunctionKey'],
    reference: 'https://learn.microsoft.com/azure/azure-functions/function-keys-how-to',
  },
  {
    ...KEYS_OF_39,
    id: 'azure-search-key',
    title: 'Azure AI Search key',
    signature: 'AzSe',
    alphabet: 'A-Za-z0-9',
    seeds: ['PAdmin00', 'Query000'],
    aliases: ['kingfisher.azuresearch.key.1', 'AzureSearchAdminKey', 'AzureSearchQueryKey'],
    reference: 'https://learn.microsoft.com/azure/search/search-security-api-keys',
  },
  {
    ...KEYS_OF_39,
    id: 'azure-container-registry-key',
    title: 'Azure Container Registry password',
    signature: '+ACR',
    seeds: ['ACRDflt0'],
    aliases: ['AzureContainerRegistry'],
    reference: 'https://learn.microsoft.com/azure/container-registry/container-registry-authentication',
  },
  {
    ...KEYS_OF_32,
    id: 'azure-iot-key',
    title: 'Azure IoT Hub, device or provisioning key',
    signature: 'AIoT',
    seeds: ['IoTHub00', 'DpsKey00', 'Device00'],
    reference: 'https://learn.microsoft.com/azure/iot-hub/authenticate-authorize-sas',
  },
  {
    ...KEYS_OF_64,
    id: 'azure-api-management-key',
    title: 'Azure API Management key',
    signature: 'APIM',
    seeds: ['IoTHub00', 'Tenant00', 'Gatewy00', 'GitKey00'],
    aliases: ['AzureDirectManagementKey'],
    reference: 'https://learn.microsoft.com/azure/api-management/api-management-subscriptions',
  },
  {
    ...KEYS_OF_64,
    id: 'azure-batch-key',
    title: 'Azure Batch account key',
    signature: '+ABa',
    seeds: ['AbAcct00'],
    aliases: ['AzureBatch'],
    reference: 'https://learn.microsoft.com/azure/batch/batch-account-create-portal',
  },
  {
    ...KEYS_OF_32,
    id: 'azure-redis-key',
    title: 'Azure Cache for Redis key',
    signature: 'AzCa',
    alphabet: 'A-Za-z0-9',
    seeds: ['Access00'],
    reference: 'https://learn.microsoft.com/azure/azure-cache-for-redis/cache-configure',
  },
  {
    ...KEYS_OF_64,
    id: 'azure-ml-classic-key',
    title: 'Azure Machine Learning Studio (classic) key',
    signature: '+AMC',
    seeds: ['Classic0'],
    reference: 'https://learn.microsoft.com/azure/machine-learning/',
  },
  {
    ...KEYS_OF_32,
    id: 'azure-event-grid-key',
    title: 'Azure Event Grid key',
    signature: 'AZEG',
    seeds: ['SendRecv'],
    reference: 'https://learn.microsoft.com/azure/event-grid/get-access-keys',
  },
  {
    ...KEYS_OF_39,
    id: 'azure-sql-password',
    title: 'Azure SQL password made by the platform',
    signature: '+SQL',
    seeds: ['UsrPwd00'],
    reference: 'https://learn.microsoft.com/azure/azure-sql/database/logins-create-manage',
  },
];

/** A key in the common format: random, marker, date, reserved, the provider's signature, checksum. */
function caskOf(sample: Sample, provider: string): string {
  const head = `${sample.alnum(52)}JQQJ99B${sample.of('ABCDEFGHIJKL', 1)}AC${sample.alnum(14)}${provider}`;
  return head + caskChecksum(head).slice(0, 4);
}

export const azure: readonly Rule[] = [
  ...KINDS.map(identifiableRule),
  {
    ...shared,
    id: 'azure-entra-client-secret',
    aliases: ['azure-ad-client-secret', 'Azure_Entra'],
    title: 'Microsoft Entra client secret',
    pattern: `(?<secret>${CLIENT_SECRET}{3}8Q~${CLIENT_SECRET}{31,34})`,
    keywords: ['8q~'],
    edges: { before: 'A-Za-z0-9_~-', after: 'A-Za-z0-9_~-' },
    entropy: 3.5,
    validate: clientSecret,
    evidence: 'marker',
    reference: 'https://learn.microsoft.com/entra/identity-platform/how-to-add-credentials',
    revoke: 'https://entra.microsoft.com/',
    examples: (sample) => {
      const head = `${sample.alnum(3)}8Q~${sample.base64url(31)}`;
      return [head + clientSecretChecksum(head)];
    },
    counterExamples: (sample) => [
      `${sample.alnum(3)}8Q~${sample.base64url(30)}`,
      `${sample.alnum(4)}8Q~${sample.base64url(34)}`,
    ],
  },
  {
    ...shared,
    id: 'azure-entra-client-secret-old',
    aliases: ['azure-ad-client-secret'],
    title: 'Microsoft Entra client secret (before the checksum)',
    pattern: `(?<secret>${CLIENT_SECRET}{3}7Q~${CLIENT_SECRET}{31,34})`,
    keywords: ['7q~'],
    edges: { before: 'A-Za-z0-9_~-', after: 'A-Za-z0-9_~-' },
    entropy: 3.5,
    evidence: 'marker',
    reference: 'https://learn.microsoft.com/entra/identity-platform/how-to-add-credentials',
    revoke: 'https://entra.microsoft.com/',
    examples: (sample) => [`${sample.alnum(3)}7Q~${sample.base64url(31)}`],
  },
  // the digit counts generations
  ...['0', '1', '2', '3', '4', '5', '6', '9'].map((digit): Rule => ({
    ...shared,
    id: `azure-entra-client-secret-${digit}`,
    aliases: ['azure-ad-client-secret'],
    title: `Microsoft Entra client secret (generation ${digit})`,
    pattern: `(?<secret>${CLIENT_SECRET}{3}${digit}Q~${CLIENT_SECRET}{31,34})`,
    keywords: [`${digit}q~`],
    edges: { before: 'A-Za-z0-9_~-', after: 'A-Za-z0-9_~-' },
    entropy: 3.5,
    evidence: 'marker',
    confidence: 'medium',
    reference: 'https://learn.microsoft.com/entra/identity-platform/how-to-add-credentials',
    revoke: 'https://entra.microsoft.com/',
    examples: (sample) => [`${sample.alnum(3)}${digit}Q~${sample.base64url(31)}`],
  })),
  {
    ...shared,
    id: 'azure-client-secret',
    title: 'Azure client secret, by its name',
    pattern: assigned(
      ['azure[_.-]?(?:ad[_.-]?)?client[_.-]?secret', 'arm_client_secret', 'aad[_-]?client[_-]?secret'],
      String.raw`[A-Za-z0-9_~.\-/+=@:?*\[\]]{32,44}`,
    ),
    ignoreCase: true,
    keywords: [
      'arm_client_secret',
      ...['', '_', '.', '-'].flatMap((dash) => [`azure${dash}client`, `azure${dash}ad`]),
      ...['', '_', '-'].map((dash) => `aad${dash}client`),
    ],
    edges: { before: '', after: 'A-Za-z0-9_~=-' },
    entropy: 3.5,
    confidence: 'medium',
    evidence: 'context',
    reference: 'https://learn.microsoft.com/entra/identity-platform/how-to-add-credentials',
    revoke: 'https://entra.microsoft.com/',
    examples: (sample) => [`AZURE_CLIENT_SECRET=${sample.base64(43)}=`],
    counterExamples: (sample) => [`AZURE_CLIENT_ID=${sample.uuid()}`],
  },
  {
    ...shared,
    id: 'azure-entra-refresh-token',
    aliases: ['Azure_Entra_RefreshToken'],
    title: 'Microsoft Entra refresh token',
    pattern: String.raw`(?<secret>[01]\.A[A-Za-z0-9_-]{20,80}\.(?:[0-9]\.)?AgABA[A-Za-z0-9_-]{200,})`,
    keywords: ['agaba'],
    edges: { before: 'A-Za-z0-9_.-', after: 'A-Za-z0-9_-' },
    maxLength: 8192,
    entropy: 4,
    severity: 'high',
    evidence: 'structure',
    reference: 'https://learn.microsoft.com/entra/identity-platform/refresh-tokens',
    revoke: 'https://learn.microsoft.com/graph/api/user-revokesigninsessions',
    examples: (sample) => [`0.A${sample.base64url(50)}.AgABAAEAAAD${sample.base64url(600)}`],
    counterExamples: (sample) => [`0.A${sample.base64url(50)}.AgABAAEAAAD${sample.base64url(60)}`],
  },
  {
    ...shared,
    id: 'azure-account-key',
    aliases: ['np.azure.1', 'kingfisher.azure.1'],
    title: 'Azure account key (Storage, Cosmos DB, Batch)',
    pattern: assigned(
      [
        'account[_-]?key',
        'storage[_-]?key',
        String.raw`storage[_-]?acc[\w-]{0,20}?key`,
        String.raw`azure[\w.\- ]{0,30}?(?:key|secret|token|passw)`,
        String.raw`cosmos[\w.\- ]{0,24}?key`,
        'primarymasterkey',
        'secondarymasterkey',
      ],
      '[A-Za-z0-9+/]{80,90}={0,2}',
    ),
    ignoreCase: true,
    keywords: [
      ...['', '_', '-'].flatMap((dash) => [`account${dash}key`, `storage${dash}key`, `storage${dash}acc`]),
      'azure',
      'cosmos',
      'primarymasterkey',
      'secondarymasterkey',
    ],
    edges: { before: '', after: 'A-Za-z0-9+/=' },
    entropy: 4,
    // the key of the storage emulator is the same everywhere
    validate: (secret) => (secret.startsWith('Eby8vdM0') ? 'invalid' : undefined), // staunch:allow
    evidence: 'context',
    confidence: 'medium',
    reference: 'https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string',
    examples: (sample) => [
      `AccountName=x;AccountKey=${sample.base64(86)}==;EndpointSuffix=core.windows.net`,
      `azure_storage_access_key: "${sample.base64(86)}=="`,
    ],
    counterExamples: (sample) => [`AccountKey=${sample.base64(79)}==`],
  },
  {
    ...shared,
    id: 'azure-shared-access-key',
    aliases: ['azure-servicebus-connection-string'],
    title: 'Azure shared access key (Service Bus, Event Hubs, IoT Hub)',
    pattern: assigned(['shared[_-]?access[_-]?key'], KEY_32),
    ignoreCase: true,
    keywords: ['sharedaccess', 'shared_access', 'shared-access'],
    edges: { before: '', after: 'A-Za-z0-9+/=' },
    entropy: 3.8,
    evidence: 'context',
    reference: 'https://learn.microsoft.com/azure/service-bus-messaging/service-bus-sas',
    examples: (sample) => [
      `Endpoint=sb://a.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=${sample.base64(43)}=`,
    ],
    counterExamples: (sample) => [`SharedAccessKey=${sample.base64(42)}=`],
  },
  {
    ...shared,
    id: 'azure-app-configuration',
    aliases: [
      'azure-app-configuration-connection-string',
      'np.azure.2',
      'kingfisher.azure.2',
      'AzureAppConfigConnectionString',
    ],
    title: 'Azure App Configuration connection string',
    pattern: String.raw`https://[A-Za-z0-9-]{1,64}\.azconfig\.io;Id=[^;\s]{2,80};Secret=(?<secret>[A-Za-z0-9+/]{43,90}={0,2})`,
    keywords: ['.azconfig.io;id='],
    edges: { after: 'A-Za-z0-9+/=' },
    entropy: 3.8,
    evidence: 'context',
    reference:
      'https://learn.microsoft.com/azure/azure-app-configuration/howto-disable-access-key-authentication',
    examples: (sample) => [`Endpoint=https://a-b.azconfig.io;Id=x1y2-l0-s0:abc;Secret=${sample.base64(43)}=`],
  },
  {
    ...shared,
    id: 'azure-sas-signature',
    aliases: ['AzureSasToken'],
    title: 'Azure shared access signature',
    pattern: 'sig=(?<secret>(?:[A-Za-z0-9+/]|%2[BbFf]){40,44}(?:=|%3[Dd]))',
    keywords: ['sig='],
    near: { words: ['sv=', 'se=', 'sr=', 'st='], within: 400 },
    edges: { after: 'A-Za-z0-9+/=' },
    entropy: 3.8,
    severity: 'high',
    evidence: 'structure',
    reference: 'https://learn.microsoft.com/rest/api/storageservices/create-service-sas',
    revoke: 'Rotate the account key that signed it, or change its stored access policy.',
    examples: (sample) => [
      `?sv=2022-11-02&sr=c&se=2030-01-01&sig=${encodeURIComponent(sample.base64(43) + '=')}`,
      `SharedAccessSignature sr=x&se=1&sig=${sample.base64(43)}=`,
    ],
    counterExamples: (sample) => [`sig=${sample.base64(39)}=`],
  },
  {
    ...shared,
    id: 'azure-logic-app-signature',
    title: 'Azure Logic Apps trigger URL',
    pattern: 'sv=1[.]0&(?:amp;)?sig=(?<secret>[A-Za-z0-9_-]{43})',
    keywords: ['sv=1.0&'],
    edges: { after: 'A-Za-z0-9_-' },
    entropy: 3.8,
    severity: 'high',
    evidence: 'structure',
    reference: 'https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app',
    revoke:
      'https://learn.microsoft.com/azure/logic-apps/logic-apps-securing-a-logic-app#regenerate-access-keys',
    examples: (sample) => [`?api-version=2016-10-01&sp=%2Ftriggers&sv=1.0&sig=${sample.base64url(43)}`],
  },
  {
    ...shared,
    id: 'azure-functions-url-key',
    title: 'Azure Functions key in a URL',
    pattern: String.raw`[.]azurewebsites[.]net/[^\s"'?]{1,120}[?]code=(?<secret>(?:[A-Za-z0-9_/+-]|%2[BbFf]){40,60}(?:=|%3[Dd]){0,2})`,
    keywords: ['.azurewebsites.net/'],
    edges: { before: '', after: 'A-Za-z0-9+/=_-' },
    entropy: 3.8,
    severity: 'high',
    evidence: 'context',
    reference: 'https://learn.microsoft.com/azure/azure-functions/function-keys-how-to',
    examples: (sample) => [`https://a.azurewebsites.net/api/run?code=${sample.base64(54)}==`],
  },
  {
    ...shared,
    id: 'azure-cask-key',
    aliases: [
      'np.azure.4',
      'kingfisher.azure.devops.1',
      'kingfisher.azureopenai.2',
      'AzureDevopsPersonalAccessToken',
    ],
    title: 'Azure key in the common format (DevOps token, OpenAI and AI services, Maps, Event Grid …)',
    pattern: '(?<secret>[A-Za-z0-9]{52}JQQJ9[0-9D][A-Za-z0-9]{26}(?:[A-Za-z0-9]{2}==)?)',
    keywords: ['jqqj9'],
    edges: { after: 'A-Za-z0-9=' },
    entropy: 3.5,
    validate: cask,
    evidence: 'marker',
    reference: 'https://github.com/microsoft/security-utilities',
    revoke: 'https://portal.azure.com/ — or, for a DevOps token, https://dev.azure.com/_usersSettings/tokens',
    examples: (sample) => [caskOf(sample, 'AZDO'), caskOf(sample, 'ACOG')],
    counterExamples: (sample) => [caskOf(sample, 'AZDO').slice(1), caskOf(sample, 'AZDO') + 'A'],
  },
  {
    ...shared,
    id: 'azure-devops-token',
    aliases: ['np.azure.3', 'kingfisher.azure.devops.2', 'AzureDevopsPersonalAccessToken'],
    title: 'Azure DevOps personal access token (without prefix)',
    pattern: assigned(
      [
        String.raw`azure[\w.\- ]{0,30}?(?:pat|key|secret|token|passw)`,
        String.raw`azdo[\w.\- ]{0,24}?(?:pat|key|secret|token|passw)`,
        String.raw`vsts[\w.\- ]{0,24}?(?:pat|key|secret|token|passw)`,
        'vss_nuget',
        'ado[_-]pat',
        'ado[_-]token',
        'system_accesstoken',
        'personal[_-]?access[_-]?token',
      ],
      '[a-z0-9]{52}',
    ),
    ignoreCase: true,
    keywords: [
      'azure',
      'azdo',
      'vsts',
      'vss_nuget',
      'ado_pat',
      'ado-pat',
      'ado_token',
      'ado-token',
      'system_accesstoken',
      ...['', '_', '-'].map((dash) => `personal${dash}access`),
    ],
    edges: { before: '' },
    entropy: 3.5,
    validate: devopsToken,
    evidence: 'context',
    reference:
      'https://learn.microsoft.com/azure/devops/organizations/accounts/use-personal-access-tokens-to-authenticate',
    revoke: 'https://dev.azure.com/_usersSettings/tokens',
    examples: (sample) => [`AZURE_DEVOPS_EXT_PAT=${devopsTokenOf(sample.bytes(32))}`],
    counterExamples: (sample) => [`AZURE_DEVOPS_EXT_PAT=${devopsTokenOf(sample.bytes(32))}a`],
  },
  {
    ...shared,
    id: 'azure-subscription-key',
    aliases: ['kingfisher.azureopenai.1', 'AzureOpenAI'],
    title: 'Azure AI services or API Management subscription key',
    pattern: assigned(
      [
        'ocp-apim-subscription-key',
        'subscription[_-]?key',
        String.raw`azure[\w.\- ]{0,30}?(?:key|secret)`,
        String.raw`cognitive[\w.\- ]{0,24}?key`,
        'openai[.]api_key',
      ],
      '[0-9a-f]{32}',
    ),
    ignoreCase: true,
    keywords: ['ocp-apim-subscription-key', 'subscription', 'azure', 'cognitive', 'openai.api_key'],
    edges: { before: '' },
    entropy: 3,
    severity: 'high',
    confidence: 'medium',
    evidence: 'context',
    reference: 'https://learn.microsoft.com/azure/ai-services/authentication',
    examples: (sample) => [
      `-H "Ocp-Apim-Subscription-Key: ${sample.hex(32)}"`,
      `AZURE_OPENAI_KEY=${sample.hex(32)}`,
    ],
    counterExamples: (sample) => [`AZURE_OPENAI_KEY=${sample.hex(40)}`],
  },
  {
    ...shared,
    id: 'azure-search-key-old',
    title: 'Azure AI Search key, by its name',
    pattern: assigned([String.raw`search[\w.\- ]{0,24}?key`], '(?:[0-9A-F]{32}|[A-Za-z0-9]{52})'),
    ignoreCase: true,
    keywords: ['search'],
    near: { words: ['azure', '.search.windows.net'], within: 300 },
    edges: { before: '' },
    entropy: 3,
    severity: 'high',
    confidence: 'medium',
    evidence: 'context',
    reference: 'https://learn.microsoft.com/azure/search/search-security-api-keys',
    examples: (sample) => [`https://a.search.windows.net\nsearch_admin_key = ${sample.alnum(52)}`],
  },
  {
    ...shared,
    id: 'azure-api-management-repository-password',
    aliases: ['AzureAPIManagementRepositoryKey'],
    title: 'Azure API Management token (git, gateway or management)',
    pattern: `(?:git|integration|gateway)&20[0-9]{10}&(?<secret>${KEY_64})`,
    keywords: ['git&20', 'integration&20', 'gateway&20'],
    edges: { after: 'A-Za-z0-9+/=' },
    evidence: 'structure',
    reference: 'https://learn.microsoft.com/azure/api-management/api-management-configuration-repository-git',
    examples: (sample) => [`git&203001010000&${sample.base64(86)}==`],
  },
];
