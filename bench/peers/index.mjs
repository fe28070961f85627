// Who runs: the same work asked of each. No network, no decoding, no archives, no git metadata, every finding listed.
import { betterleaks1, betterleaks2 } from './betterleaks.mjs';
import { detectSecrets } from './detect-secrets.mjs';
import { gitleaks, gitleaksDecoding } from './gitleaks.mjs';
import { ioOnly } from './io-only.mjs';
import { kingfisher, kingfisherTurbo } from './kingfisher.mjs';
import { noseyparker } from './noseyparker.mjs';
import { ripgrep } from './ripgrep.mjs';
import { ripsecrets } from './ripsecrets.mjs';
import { secretlint } from './secretlint.mjs';
import { self, selfDecoding } from './staunch.mjs';
import { trufflehog } from './trufflehog.mjs';

/** @type {readonly import('./tool.mjs').Tool[]} */
export const TOOLS = [
  ioOnly,
  ripgrep,
  self,
  selfDecoding,
  noseyparker,
  kingfisher,
  betterleaks2,
  betterleaks1,
  trufflehog,
  ripsecrets,
  secretlint,
  detectSecrets,
  gitleaks,
  gitleaksDecoding,
  kingfisherTurbo,
];
