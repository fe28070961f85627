import { anyCase } from './kit/anycase.ts';
import { judgeMnemonic, mnemonicOf } from './kit/bip39.ts';
import type { Rule } from './kit/rule.ts';

/** What people call the words: without one of these, twelve words are a sentence. */
const NAMES = [
  'mnemonic',
  'seed phrase',
  'seed_phrase',
  'seed-phrase',
  'seedphrase',
  'seed words',
  'seed_words',
];
const PHRASES = ['recovery phrase', 'recovery_phrase', 'secret phrase', 'secret_phrase', 'backup phrase'];
const KEYWORDS = [...NAMES, ...PHRASES];
const GAP = String.raw`[\s"'\x60,\[\]]{1,12}`;

export const bip39: readonly Rule[] = [
  {
    id: 'bip39-mnemonic',
    title: 'Mnemonic of a wallet (BIP 39)',
    pattern: String.raw`(?:${KEYWORDS.map(anyCase).join('|')})[\w.\-]{0,40}[^\w]{1,16}(?<secret>(?:[a-z]{3,8}${GAP}){11,23}[a-z]{3,8})`,
    keywords: KEYWORDS,
    edges: { before: '', after: 'A-Za-z' },
    maxLength: 1024,
    validate: judgeMnemonic,
    evidence: 'structure',
    severity: 'critical',
    confidence: 'medium',
    reference: 'https://github.com/bitcoin/bips/blob/master/bip-0039.mediawiki',
    revoke: 'Move everything to the addresses of a new mnemonic: this one cannot be revoked.',
    examples: (sample) => [
      `MNEMONIC="${mnemonicOf(sample.bytes(16))}"`,
      `seed phrase: ${mnemonicOf(sample.bytes(32))}`,
      `"mnemonic": ["${mnemonicOf(sample.bytes(16)).split(' ').join('", "')}"]`,
    ],
    counterExamples: () => ['mnemonic: one two three', 'the seed phrase is written down on paper'],
  },
];
