import type { Rule } from './kit/rule.ts';
import { age } from './age.ts';
import { aws } from './aws.ts';
import { azure } from './azure.ts';
import { bitcoin } from './bitcoin.ts';
import { github } from './github.ts';
import { google } from './google.ts';
import { jwt } from './jwt.ts';
import { nats } from './nats.ts';
import { nostr } from './nostr.ts';
import { otpauth } from './otpauth.ts';
import { privatekey } from './privatekey.ts';
import { stellar } from './stellar.ts';
import { url } from './url.ts';
import { wireguard } from './wireguard.ts';

/** The built-in catalogue, one line a vendor. */
export const catalogue: readonly Rule[] = [
  ...age,
  ...aws,
  ...azure,
  ...bitcoin,
  ...github,
  ...google,
  ...jwt,
  ...nats,
  ...nostr,
  ...otpauth,
  ...privatekey,
  ...stellar,
  ...url,
  ...wireguard,
];
