/** What a container is: a file, or bytes decoded out of text, that hold other files. */
import type { Fragment } from '../fragment.ts';

/** Bytes that can be read from any position: a file, or a buffer. `read` is as in Fragment. */
export interface RandomAccess {
  /** In bytes. */
  readonly size: number;
  read(into: Uint8Array, position: number): number;
}

/**
 * One of the things in a container. `read` is sequential, as for every Fragment, and only good until the next member is
 * asked for. A member without a name is the whole content of an encoding (gzip), not of a container.
 */
export interface Member {
  readonly kind: 'member';
  /** As the container spells it: bytes that are not UTF-8 and control characters escaped as `\xNN`; never resolved as a path. */
  readonly name: string | undefined;
  /** What was undone to get at it besides the container itself, outermost first; most often nothing. */
  readonly read: Fragment['read'];
  /** What one reads is a text of its own kind: its name is a decoder's, such as `utf-16le`. */
  readonly encoding?: readonly string[];
  /** Bytes that nothing uses any more: what they start with says nothing of what they are. */
  readonly isRemnant?: true;
}

/** A part that cannot be looked at, said instead of skipped. */
export interface Unopened {
  readonly kind: 'unopened';
  /** Of the member, where it has one. */
  readonly name: string | undefined;
  /** Words that go on after «not scanned: »; no content of the file is in them. */
  readonly reason: string;
  /** `format`: nothing can open it (encrypted, unknown method); `damaged`: it is not whole; `budget`: it is too much. */
  readonly cause: 'format' | 'damaged' | 'budget';
}

/** What one file may cost, counted in bytes and members, never in seconds. It is shared by everything inside of it. */
export interface Budget {
  /** Takes `bytes` of decoded output from the budget; false when there is not as much left. */
  take(bytes: number): boolean;
  /** Takes one member from the budget. */
  member(): boolean;
}

export interface Container {
  /** How a finding's `encoding` calls it: `zip`. */
  readonly name: string;
  /** What stands between the container's path and the member's name. */
  readonly separator: '!' | '#';
  /** Whether the first bytes (512, or all there are) say that it is one. */
  recognises(head: Buffer): boolean;
  /**
   * Everything inside, in the container's own order. It ends at what is damaged, with an Unopened; it never throws but what
   * `source.read` throws, and its memory is bounded, whatever the container says of itself.
   */
  open(source: RandomAccess, budget: Budget): Iterable<Member | Unopened>;
}
