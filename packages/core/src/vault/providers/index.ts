/** Every place that values are read from. A new one is a file here and a line in the list. */
import { UserError } from '../../errors.ts';
import { absolutePath, exists } from '../../platform/source-file.ts';
import { age } from './age.ts';
import { aws } from './aws.ts';
import { awsSsm } from './aws-ssm.ts';
import { azure } from './azure.ts';
import { bws } from './bws.ts';
import { doppler } from './doppler.ts';
import { file } from './file.ts';
import { gcp } from './gcp.ts';
import { gh } from './gh.ts';
import { hashicorpVault } from './hashicorp-vault.ts';
import { infisical } from './infisical.ts';
import { keychain } from './keychain.ts';
import type { Provider, ReadValues } from './kit/provider.ts';
import { kubernetes } from './kubernetes.ts';
import { libsecret } from './libsecret.ts';
import { onepassword } from './onepassword.ts';
import { pass } from './pass.ts';
import { sops } from './sops.ts';

export { shownName, type Entry, type Provider, type ReadValues } from './kit/provider.ts';
export { identityIn } from './age.ts';

export const PROVIDERS: readonly Provider[] = [
  file,
  pass,
  age,
  sops,
  libsecret,
  keychain,
  hashicorpVault,
  onepassword,
  bws,
  doppler,
  infisical,
  aws,
  awsSsm,
  gcp,
  azure,
  kubernetes,
  gh,
];

export interface Source {
  readonly provider: Provider;
  /** Behind the colon, as it is kept. */
  readonly address: string;
  /** What is put before each name, with a slash behind; '' where nothing is. */
  readonly prefix: string;
  /** All of it, the same wherever it is read from. */
  readonly text: string;
}

/**
 * What the user wrote, or what was kept of it. What begins with no known word and a colon is a file; `#as=web` at the
 * end makes NAME of the source web/NAME. Throws UserError.
 */
export function sourceOf(all: string): Source {
  const as = /#as=([\p{L}\p{N}_.][\p{L}\p{N}_./-]{0,80})$/u.exec(all);
  const written = as ? all.slice(0, as.index) : all;
  const scheme = /^([a-z][a-z-]*):/.exec(written)?.[1];
  const named = PROVIDERS.find((provider) => provider.scheme === scheme);
  if (!named && /^[A-Za-z\d][\w+.-]+:/.test(written) && !exists(absolutePath(written)))
    throw unknownScheme(written);
  const provider = named ?? file;
  const address = provider.canonical(named ? written.slice(scheme!.length + 1) : written);
  const text = `${provider.scheme}:${address}${as?.[0] ?? ''}`;
  if (text.length > MOST_ADDRESS || /[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text)) {
    throw new UserError(`an address has at most ${MOST_ADDRESS} printable characters`);
  }
  return { provider, address, text, prefix: as ? `${as[1]!.replace(/\/+$/, '')}/` : '' };
}

function unknownScheme(written: string): UserError {
  const scheme = written.slice(0, written.indexOf(':'));
  const isUrl = written.slice(scheme.length).startsWith('://');
  return new UserError(`there is no source called ${scheme.slice(0, 40)}:, and no file of that name`, {
    hint: isUrl
      ? 'a server of HashiCorp Vault is written vault:https://…; see staunch vault sources'
      : 'see staunch vault sources',
  });
}

const MOST_ADDRESS = 1000;

/** All values at an address. The caller wipes them. Throws UserError. */
export async function readSource({ provider, address, prefix }: Source): Promise<ReadValues> {
  const { entries, empty, leftOut } = await provider.read(address);
  return {
    entries: entries.map(({ name, value }) => ({ name: prefix + name, value })),
    empty: empty.map((name) => prefix + name),
    leftOut: leftOut.map(({ name, why }) => ({ name: prefix + name, why })),
  };
}

/** Names at an address; without reading a value where the provider can. Throws UserError. */
export async function listSource({ provider, address, prefix }: Source): Promise<readonly string[]> {
  return (await provider.list(address)).map((name) => prefix + name);
}
