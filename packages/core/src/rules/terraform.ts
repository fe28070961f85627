import type { Rule } from './kit/rule.ts';

export const terraform: readonly Rule[] = [
  {
    id: 'terraform-cloud-token',
    aliases: ['hashicorp-tf-api-token', 'TerraformCloudPersonalToken'],
    title: 'HCP Terraform, Terraform Enterprise or Vagrant Cloud token',
    pattern: String.raw`(?<secret>[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{60,70})`,
    keywords: ['.atlasv1.'],
    edges: { after: 'A-Za-z0-9_-' },
    entropy: 3.5,
    evidence: 'marker',
    severity: 'critical',
    confidence: 'high',
    reference: 'https://developer.hashicorp.com/terraform/cloud-docs/users-teams-organizations/api-tokens',
    revoke: 'https://app.terraform.io/app/settings/tokens',
    examples: (sample) => [`${sample.alnum(14)}.atlasv1.${sample.alnum(67)}`],
    counterExamples: (sample) => [`${sample.alnum(14)}.atlasv1.${sample.alnum(50)}`],
  },
];
