/**
 * The text that a PDF's content stream shows: its strings, literal and hex, one after the other, as the operators put
 * them together: `[(pass) -20 (word)] TJ` is `password`. What fonts make of the bytes is not looked at.
 */
import type { Unpacking } from './metered.ts';

const PIECE = 1 << 14;
/** In thousandths of the font's size: a smaller step back is kerning, a larger one the blank between two words. */
const BLANK = -200;
const ESCAPES: Readonly<Record<string, number>> = { n: 10, r: 13, t: 9, b: 8, f: 12 };
/** Operators that go to another line, or end what is shown. */
const LINES: ReadonlySet<string> = new Set(['TD', 'T*', 'Tm', 'ET', "'", '"']);

type State = 'code' | 'comment' | 'string' | 'escape' | 'octal' | 'angle' | 'hex' | 'dictionary';

const isBlank = (byte: number): boolean => byte === 32 || (byte >= 9 && byte <= 13) || byte === 0;
const isDelimiter = (byte: number): boolean =>
  isBlank(byte) || '()<>[]{}/%'.includes(String.fromCharCode(byte));

export class ShownText implements Unpacking {
  readonly damage = undefined;
  used = 0;
  private readonly from: Pick<Unpacking, 'pull'>;
  private readonly piece = Buffer.allocUnsafe(PIECE);
  private out = Buffer.allocUnsafe(PIECE * 2);
  private written = 0;
  private served = 0;
  private state: State = 'code';
  private depth = 0;
  private octal = 0;
  private digits = 0;
  private nibble = -1;
  private word = '';
  private last = '';
  private isInArray = false;
  /** What goes before the next string, when something was shown already. */
  private gap = '';

  constructor(from: Pick<Unpacking, 'pull'>) {
    this.from = from;
  }

  pull(into: Uint8Array): number {
    while (this.served === this.written) {
      const count = this.from.pull(this.piece);
      if (count === 0) return 0;
      this.written = 0;
      this.served = 0;
      for (let i = 0; i < count;) if (this.step(this.piece[i]!)) i++;
    }
    const part = this.out.subarray(this.served, Math.min(this.written, this.served + into.length));
    into.set(part);
    this.served += part.length;
    this.used += part.length;
    return part.length;
  }

  private show(byte: number): void {
    if (this.written + 2 > this.out.length) this.out = Buffer.concat([this.out], this.out.length * 2);
    if (this.gap && this.used + this.written > 0) this.out[this.written++] = this.gap === 'line' ? 10 : 32;
    this.gap = '';
    // of two bytes a character the first is most often zero
    if (byte !== 0) this.out[this.written++] = byte;
  }

  /** Takes one byte; false when it is to be looked at again. */
  private step(byte: number): boolean {
    const character = String.fromCharCode(byte);
    switch (this.state) {
      case 'code':
        return this.code(byte, character);
      case 'comment':
        if (byte === 10 || byte === 13) this.state = 'code';
        return true;
      case 'string':
        if (byte === 0x5c) this.state = 'escape';
        else if (byte === 0x28) {
          this.depth++;
          this.show(byte);
        } else if (byte !== 0x29) this.show(byte);
        else if (--this.depth === 0) this.state = 'code';
        else this.show(byte);
        return true;
      case 'escape':
        if (byte >= 0x30 && byte <= 0x37) {
          this.state = 'octal';
          this.octal = 0;
          this.digits = 0;
          return false;
        }
        this.state = 'string';
        if (byte !== 10 && byte !== 13) this.show(ESCAPES[character] ?? byte);
        return true;
      case 'octal':
        if (this.digits < 3 && byte >= 0x30 && byte <= 0x37) {
          this.octal = this.octal * 8 + byte - 0x30;
          this.digits++;
          return true;
        }
        this.show(this.octal & 0xff);
        this.state = 'string';
        return false;
      case 'angle':
        this.state = byte === 0x3c ? 'code' : 'hex';
        this.nibble = -1;
        return this.state === 'code';
      default:
        return this.hex(byte, character);
    }
  }

  private hex(byte: number, character: string): boolean {
    const value = Number.parseInt(character, 16);
    if (!Number.isNaN(value)) {
      if (this.nibble < 0) this.nibble = value;
      else {
        this.show(this.nibble * 16 + value);
        this.nibble = -1;
      }
      return true;
    }
    if (isBlank(byte)) return true;
    if (this.nibble >= 0) this.show(this.nibble * 16);
    this.nibble = -1;
    this.state = 'code';
    return byte === 0x3e;
  }

  private code(byte: number, character: string): boolean {
    if (!isDelimiter(byte)) {
      if (this.word.length < 24) this.word += character;
      return true;
    }
    if (this.word) this.token(this.word);
    this.word = '';
    if (byte === 0x28) {
      this.state = 'string';
      this.depth = 1;
    } else if (byte === 0x3c) this.state = 'angle';
    else if (byte === 0x25) this.state = 'comment';
    else if (byte === 0x5b) this.isInArray = true;
    else if (byte === 0x5d) this.isInArray = false;
    else if (byte === 0x2f) this.word = '/';
    return true;
  }

  private token(word: string): void {
    if (this.isInArray) {
      if (Number(word) < BLANK && !this.gap) this.gap = 'blank';
    } else if (LINES.has(word) || (word === 'Td' && Number(this.last) !== 0)) this.gap = 'line';
    this.last = word;
  }
}
