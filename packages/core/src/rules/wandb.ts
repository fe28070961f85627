import { assigned } from './kit/assigned.ts';
import { credentialOf } from './kit/credential.ts';
import { HEX_ENTROPY, inContext } from './kit/incontext.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  severity: 'high',
  reference: 'https://docs.wandb.ai/support/find_api_key/',
  revoke: 'https://wandb.ai/authorize',
} as const;

export const wandb: readonly Rule[] = [
  {
    ...shared,
    id: 'wandb-api-key',
    title: 'Weights & Biases API key',
    pattern: '(?<secret>wandb_v1_[A-Za-z0-9_]{77})',
    keywords: ['wandb_v1_'],
    edges: { after: 'A-Za-z0-9_' },
    evidence: 'prefix',
    confidence: 'high',
    examples: (sample) => [`wandb_v1_${sample.alnum(27)}_${sample.alnum(49)}`],
    counterExamples: (sample) => ['wandb_v1_' + sample.alnum(76)],
  },
  {
    ...shared,
    ...inContext,
    id: 'wandb-api-key-old',
    title: 'Weights & Biases API key (older form)',
    pattern: assigned(credentialOf('wandb'), '[0-9a-f]{40}'),
    keywords: ['wandb'],
    entropy: HEX_ENTROPY,
    examples: (sample) => [`export WANDB_API_KEY=${sample.hex(40)}`],
    counterExamples: (sample) => [`wandb_commit: ${sample.hex(40)}`],
  },
  {
    ...shared,
    ...inContext,
    id: 'wandb-login-key',
    title: 'Weights & Biases API key in a call of login',
    pattern: String.raw`wandb\.login\(\s{0,8}key\s{0,4}=\s{0,4}["'](?<secret>[0-9a-f]{40})`,
    keywords: ['wandb.login('],
    entropy: HEX_ENTROPY,
    examples: (sample) => [`wandb.login(key="${sample.hex(40)}")`],
    counterExamples: () => ['wandb.login(key=os.environ["WANDB_API_KEY"])'],
  },
];
