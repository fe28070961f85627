import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';
import { UUID } from './kit/uuid.ts';

const shared = {
  severity: 'critical',
  confidence: 'high',
} as const;

export const nuget: readonly Rule[] = [
  {
    ...shared,
    id: 'nuget-api-key',
    aliases: ['np.nuget.1', 'kingfisher.nuget.1', 'NugetApiKey'],
    title: 'NuGet API key',
    pattern: '(?<secret>oy2[a-z0-9]{43})',
    keywords: ['oy2'],
    edges: { before: 'A-Za-z0-9+/_.-', after: 'A-Za-z0-9+/=_.-' },
    entropy: 3.5,
    evidence: 'prefix',
    reference: 'https://learn.microsoft.com/nuget/nuget-org/publish-a-package#create-an-api-key',
    revoke: 'https://www.nuget.org/account/apikeys',
    examples: (sample) => ['oy2' + sample.lower(43)],
    counterExamples: (sample) => ['oy2' + sample.lower(42), 'oy2' + sample.lower(44)],
  },
  {
    ...shared,
    ...inContext,
    id: 'nuget-api-key-old',
    title: 'NuGet API key, by its name',
    pattern: assigned(credentialOf('nuget'), `(?:${UUID}|[a-z0-9]{46})`),
    keywords: ['nuget'],
    entropy: 2.8,
    reference: 'https://learn.microsoft.com/nuget/nuget-org/publish-a-package#create-an-api-key',
    revoke: 'https://www.nuget.org/account/apikeys',
    examples: (sample) => [`NUGET_API_KEY=${sample.uuid()}`],
    counterExamples: (sample) => [`NUGET_PACKAGE_ID=${sample.uuid()}`],
  },
  {
    ...shared,
    id: 'nuget-config-password',
    aliases: ['kingfisher.nuget.2'],
    title: 'Password of a package source in nuget.config',
    pattern: String.raw`<add\s{1,8}key="ClearTextPassword"\s{1,8}value="(?<secret>[^"%\s<>$][^"\r\n<>]{7,199})"`,
    ignoreCase: true,
    keywords: ['cleartextpassword'],
    edges: { before: '', after: '' },
    entropy: 2.5,
    evidence: 'structure',
    severity: 'high',
    confidence: 'medium',
    reference: 'https://learn.microsoft.com/nuget/reference/nuget-config-file#packagesourcecredentials',
    revoke: 'Change the password at the package source.',
    examples: (sample) => [`<add key="ClearTextPassword" value="${sample.alnum(20)}" />`],
    counterExamples: () => ['<add key="ClearTextPassword" value="%NUGET_PASSWORD%" />'],
  },
];
