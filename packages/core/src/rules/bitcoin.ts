import { BASE58, base58Check, judgeBase58Check } from './kit/base58.ts';
import { namedBy } from './kit/namedby.ts';
import type { Rule } from './kit/rule.ts';
import type { Sample } from './kit/sample.ts';

const DIGIT = '[1-9A-HJ-NP-Za-km-z]';
const NAMES = ['wif', 'priv', 'bitcoin', 'btc', 'secret', 'wallet'];

const wif = (sample: Sample, ...tail: number[]): string =>
  base58Check(Uint8Array.of(0x80, ...sample.bytes(32), ...tail));

const extended = (sample: Sample): string =>
  base58Check(Uint8Array.of(0x04, 0x88, 0xad, 0xe4, 0, ...sample.bytes(40), 0, ...sample.bytes(32)));

const shared = {
  validate: judgeBase58Check,
  evidence: 'structure',
  severity: 'critical',
  confidence: 'high',
  revoke: 'Move the funds to addresses of a new key.',
} as const;

export const bitcoin: readonly Rule[] = [
  {
    ...shared,
    id: 'bitcoin-private-key',
    title: 'Bitcoin private key in wallet import format',
    pattern: namedBy(NAMES, `5[HJK]${DIGIT}{49}|[KL]${DIGIT}{51}`),
    keywords: NAMES,
    edges: { before: '' },
    reference: 'https://en.bitcoin.it/wiki/Wallet_import_format',
    examples: (sample) => [
      `BTC_PRIVATE_KEY=${wif(sample, 1)}`,
      `"wif": "${wif(sample)}"`,
      `importprivkey ${wif(sample, 1)}`,
    ],
    counterExamples: (sample) => [`wif: K${sample.of(BASE58, 50)}`, `wifi: "${sample.base64(51)}=="`],
  },
  {
    ...shared,
    id: 'bitcoin-extended-private-key',
    title: 'Bitcoin extended private key (BIP 32)',
    pattern: `(?<secret>[xyz]prv${DIGIT}{107})`,
    keywords: ['xprv', 'yprv', 'zprv'],
    reference: 'https://github.com/bitcoin/bips/blob/master/bip-0032.mediawiki',
    examples: (sample) => [extended(sample)],
    counterExamples: (sample) => ['xpub' + sample.of(BASE58, 107), 'xprv' + sample.of(BASE58, 106)],
  },
];
