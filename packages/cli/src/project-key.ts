import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { writeFile } from './output.ts';

/** A random key at the head of .staunch.toml, before any table. */
export function makeProjectKey(root: string): Uint8Array {
  const key = randomBytes(32);
  const file = path.join(root, '.staunch.toml');
  // a byte order mark may stand at the very start only
  const rest = fs.existsSync(file) ? fs.readFileSync(file, 'utf8').replace(/^\ufeff/, '') : '';
  const head = [
    '# What makes fingerprints the same for everybody who works on this project. It is no secret that opens anything,',
    '# but who has it and a fingerprint can try guesses at the value.',
    `fingerprint_key = "${key.toString('base64url')}" # staunch:allow`,
  ];
  writeFile(file, '.staunch.toml', `${head.join('\n')}\n${rest === '' ? '' : '\n'}${rest}`);
  return key;
}
