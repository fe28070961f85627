/** Where values already are, and how they are read from there. One file for each provider. */
import { UserError } from '../../../errors.ts';
import { printable } from '../../../report/escape.ts';

export interface Entry {
  readonly name: string;
  /** Whoever gets it wipes it. */
  readonly value: Buffer;
}

export interface ReadValues {
  readonly entries: readonly Entry[];
  /** Names that hold nothing. */
  readonly empty: readonly string[];
  /** What is there and was not taken. */
  readonly leftOut: readonly { readonly name: string; readonly why: string }[];
}

interface Capabilities {
  /** Names can be told without reading a value. */
  readonly names: boolean;
  /** It is asked over the network, by the program or by Staunch itself. */
  readonly network: boolean;
}

export interface Provider {
  /** What stands before the colon of its addresses. */
  readonly scheme: string;
  /** Its address as help shows it. */
  readonly usage: string;
  readonly title: string;
  readonly capabilities: Capabilities;
  /** What it would use here, such as `/usr/bin/pass`; undefined when that is not installed. Reads nothing. */
  probe(): string | undefined;
  /** The address behind the colon as it is kept. Throws UserError when it is none. */
  canonical(address: string): string;
  /** Names, without values where `capabilities` says so. Throws UserError. */
  list(address: string): Promise<readonly string[]>;
  /** All values at the address. Throws UserError, which names no value. */
  read(address: string): Promise<ReadValues>;
}

/** More than any store that a person keeps; a bound for a program that never ends its list. */
export const MOST_VALUES = 100_000;

/** Parts between slashes. Throws UserError when there are too few or too many, or one could pass for a flag. */
export function addressParts(address: string, least: number, most: number, usage: string): string[] {
  const parts = address === '' ? [] : address.split('/');
  const isBad = parts.some((part) => part === '' || part.startsWith('-') || /[\p{Cc}\p{Cs}]/u.test(part));
  if (isBad || parts.length < least || parts.length > most) throw badAddress(usage);
  return parts;
}

const MOST_SHOWN = 200;

/** A name as it is said: one that no vault could have may be a whole document, or a value in the wrong place. */
export function shownName(name: string): string {
  return printable(name.length > MOST_SHOWN ? `${name.slice(0, 40)}… (${name.length} characters)` : name);
}

export function badAddress(usage: string): UserError {
  return new UserError('this is not an address of that kind', { hint: `it is written ${usage}` });
}

export interface WithOptions {
  readonly path: string;
  readonly options: ReadonlyMap<string, string>;
}

/** `PATH?a=b&c=d` with the options that are known. Throws UserError. */
export function splitOptions(address: string, known: readonly string[], usage: string): WithOptions {
  const at = address.indexOf('?');
  if (at < 0) return { path: address, options: new Map() };
  const options = new Map(new URLSearchParams(address.slice(at + 1)));
  for (const [name, value] of options) {
    if (!known.includes(name) || value === '' || value.startsWith('-')) throw badAddress(usage);
  }
  return { path: address.slice(0, at), options };
}

/** What one name was refused for, such as a right that is missing or a version that is disabled. */
export class Refused extends UserError {}

export interface ReadEach<R> {
  /** In order, without those that were refused. */
  readonly read: readonly R[];
  readonly refused: readonly { readonly name: string; readonly why: string }[];
}

/** A store that refuses so many and has given none will give none: some ask a person each time. */
const MOST_REFUSED = 32;

function tooSlow(most: number): UserError {
  return new UserError(`reading what comes before it took longer than ${Math.ceil(most / 1000)} seconds`, {
    hint: 'import a part of the store: a folder, or one name',
  });
}

/** Each call has a limit of its own; a store that stays just within it, name after name, has this one for all of them. */
const MOST_TIME_MS = 600_000;

/**
 * Some at a time, in order. One that is refused does not keep the others from being read; any other failure ends it,
 * and so does a store that gives nothing at all, or takes longer than `most` milliseconds. Throws UserError, which says
 * at which name.
 */
export async function readEach<R>(
  names: readonly string[],
  work: (name: string, at: number) => Promise<R>,
  { width = 4, most = MOST_TIME_MS }: { width?: number; most?: number } = {},
): Promise<ReadEach<R>> {
  const end = performance.now() + most;
  const read: R[] = [];
  const refused: { at: number; error: Refused }[] = [];
  let next = 0;
  let isFailed = false;
  const about = (at: number, error: UserError): UserError => {
    const { message, hint } = error;
    return names.length === 1
      ? error
      : new UserError(`${shownName(names[at]!)}: ${message}`, hint === undefined ? {} : { hint });
  };
  const lane = async (): Promise<void> => {
    while (next < names.length && !isFailed) {
      const at = next++;
      try {
        if (performance.now() > end) throw tooSlow(most);
        read[at] = await work(names[at]!, at);
      } catch (error) {
        if (error instanceof Refused) {
          refused.push({ at, error });
          if (read.length === 0 && refused.length >= MOST_REFUSED) return;
          continue;
        }
        isFailed = true;
        throw error instanceof UserError ? about(at, error) : error;
      }
    }
  };
  const lanes = await Promise.allSettled(Array.from({ length: Math.min(width, names.length) }, lane));
  const failed = lanes.find((each) => each.status === 'rejected');
  if (failed) throw failed.reason;
  refused.sort((a, b) => a.at - b.at);
  if (read.length === 0 && refused[0]) throw about(refused[0].at, refused[0].error);
  return {
    read: Object.values(read),
    refused: refused.map(({ at, error }) => ({ name: names[at]!, why: error.message })),
  };
}
