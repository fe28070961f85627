import { createHash } from 'node:crypto';
import type { Match } from '../finding.ts';
import type { Objection } from './filter.ts';

/**
 * Values that everybody has: examples of documentation and keys of emulators. They look like real ones, and many were,
 * so only their hashes stand here: the first 8 bytes of SHA-256.
 */
const PUBLISHED = new Set([
  // Keys of test projects in the sources of Firebase’s Android SDK
  'f56e323494a6ffc2',
  'a19f89ab3555eac1',
  '6ca6473b42d9c17e',
  '0b476bdf9acf2123',
  '95a4db2dd430bb3f',
  '27a9a42931dff7eb',
  '49f777db995e8260',
  '8731261cb72d8626',
  '37f8f09bdf12c2f2',
  'eb540d2b6ee2a0a4',
  '2037abcaffb2b777',
  '4c98242dcadc8b29',
  'dc0fcf046c61640c',
  'ea9bb1082cf95663',
  '3f370c9dd8225c63',
  'e4a5542bb7fd7b67',
  // The tokens that jwt.io shows
  '7f75367e78812551',
  'da816f9f2c16e6c5',
  '8d4ef6536dc8895f',
  // Examples of vendors: Stripe, Telegram, Docker, NuGet, Azure’s emulators, Google
  '2cafc0970149a84f',
  'f2d6ca16515033e5',
  'b1471f544ceeea31',
  '6f3791a57f1d6dd8',
  'bb54574a88d7fa31',
  'dba72c00f41f4e4c',
  'a0702bc91d699f60',
  'aa6547439583c3a2',
  '0011cc25eb432071',
  '78314b11be2e5815',
  'ac9265e56c79b234',
  // Examples in RFC 6455, 6749, 6750, 7617, 9110
  '15cef4b629cc2d07',
  '507e2ce3c522082b',
  'ca7459e2b26776de',
  '584b27d64ebc1b33',
  '53f5da0aaa93d64c',
  'e9974c507d2a8021',
  '6c96130f130ab0d6',
  '00cf4c781dc37003',
  'b8e148545b13c78b',
  'cf4d418ed3de92d7',
  'a35b81a7d7927b70',
  // Examples in RFC 5849, OAuth Core 1.0, the drafts of MAC tokens, and OpenID Connect
  '8d567eb88afff34f',
  '9d03b692e941d5ac',
  'a71b359a87afde13',
  'ad71fb4165536675',
  'cb87c87e4a138d9a',
  '80f8b7c904d4a43f',
  '2ff8b0fb93aca981',
  'bb9b1163338b2a51',
  '649e1f5c769e718b',
  '4c20e6f5cc11b937',
  '6aa14267d94944e6',
  '5586407997f5e849',
  '293257ab6495ebb1',
  '2d2469b4b41f1efb',
  '8fe0bf4c60d31b96',
  // Accounts of Hardhat, Anvil and Ganache, and vectors of BIP 32
  '60a09e4357868c1e',
  'bc1a50966c9e6486',
  '095101cf732c298a',
  '8335c55334821eef',
  'bb4978fbe7638de8',
  'b26ab6529d20ebeb',
  '424742fc6538f5e7',
  '578592185588730b',
  '2243ae4c73014469',
  '9d6a2b9d1f01d457',
  // The salts in WordPress’s own comments
  '108741b452893a93',
  '3ff075ae6f33ec23',
  '5b225527d22f46b2',
  '6a5eb905e55eb7b2',
  '775f6ca2c96d4d2a',
  '85b202a179e10732',
  '8f8f9d06a40fbfb8',
  // Examples in AWS’s models of STS and IAM, which every SDK ships
  '04aeb07b09faedbc',
  '6caa448826c11cd3',
  'd8ccc3c547c85017',
  'e6c2d3455587c47c',
  // Keys in the documentation of web3.js, the token of PyJWT’s README
  '4497e629fd280cf8',
  '503c57c99d9c6d78',
  '58e21e2c17a7402d',
  '62bd4921af06734d',
  '7957e26005ebfdcf',
  '7c5eb7a1a8ba4215',
  '8e975be85d7dcb03',
  'b7a4257bddc7c4ed',
  'bf145d9380bbe05b',
  // Mnemonics of BIP 39’s vectors, of Hardhat, Ganache and Truffle
  'f79cd64f9cea2378',
  'c557eec878dfd852',
  '69be79ef3c28f55d',
  'ecb0e7ba498c5920',
  '3c0949435a7e4277',
  '3a64bcd9cea43c0a',
  'b83e96417f61cb14',
  '9c5d0a6656e5d3f3',
  // The SHA-256, SHA-1 and MD5 of nothing
  'cd372fb85148700f',
  '5c4074cf6deb47f5',
  '07e23ede2756aa3f',
  'f215faf9d88b7f0a',
]);

const LONGEST = 400;

/** A value that its vendor, a standard or a test kit has published. */
export function known({ value, rule }: Match): Objection | undefined {
  if (value.length > LONGEST || rule.evidence === 'project') return undefined;
  const hash = createHash('sha256').update(value, 'latin1').digest('hex').slice(0, 16);
  return PUBLISHED.has(hash) ? { weight: 'drop', reason: 'the value is a published example' } : undefined;
}
