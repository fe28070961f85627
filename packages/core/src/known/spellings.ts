/** How programs write a value down: what is looked for, byte by byte, where nothing of it may be left. */

/** Latin-1 text, one character a byte. */
export type Bytes = string;

const utf8 = (text: string): Bytes => Buffer.from(text).toString('latin1');

/** The text that the bytes are; undefined when they are no UTF-8. */
function textOf(value: Bytes): string | undefined {
  const bytes = Buffer.from(value, 'latin1');
  const text = bytes.toString('utf8');
  return Buffer.from(text).equals(bytes) ? text : undefined;
}

const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);

function asciiOnly(text: string, upper: boolean): string {
  return text.replace(/[\u007f-\uffff]/g, (char) => {
    const digits = char.charCodeAt(0).toString(16).padStart(4, '0');
    return `\\u${upper ? digits.toUpperCase() : digits}`;
  });
}

/** As the writers of JSON spell a string's content; the plainest first. */
function jsonSpellings(text: string): string[] {
  const plain = inJson(text);
  return [
    plain,
    asciiOnly(plain, false),
    asciiOnly(plain, true),
    plain.replaceAll('/', '\\/'),
    plain.replace(/[<>&]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`),
    plain.replace(/[<>&']/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`),
  ];
}

/** In base64, at each of the three places in a longer text, without the characters that neighbours have a part in. */
function base64Spellings(value: Bytes): Bytes[] {
  const bytes = Buffer.from(value, 'latin1');
  const found: Bytes[] = [];
  for (let before = 0; before < 3; before++) {
    const text = Buffer.concat([Buffer.alloc(before), bytes]).toString('base64');
    const from = before === 0 ? 0 : before + 1;
    const own = text.slice(from, Math.floor(((before + bytes.length) * 8) / 6));
    found.push(own, own.replaceAll('+', '-').replaceAll('/', '_'));
  }
  return found;
}

function percent(value: Bytes, kept: RegExp, upper: boolean): Bytes {
  return value.replace(/[^]/g, (char) => {
    if (kept.test(char)) return char;
    const digits = char.charCodeAt(0).toString(16).padStart(2, '0');
    return `%${upper ? digits.toUpperCase() : digits}`;
  });
}

const KEPT = [/[\w.!~*'()-]/, /[\w.~-]/, /[\w.~/-]/, /$^/];

function percentSpellings(value: Bytes): Bytes[] {
  return [true, false].flatMap((upper) =>
    KEPT.flatMap((kept) => {
      const text = percent(value, kept, upper);
      return [text, text.replaceAll('%20', '+')];
    }),
  );
}

function markupSpellings(value: Bytes): Bytes[] {
  const plain = value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  return ['&quot;', '&#34;', '"'].flatMap((quote) =>
    ['&#39;', '&#x27;', '&apos;', "'"].map((apostrophe) =>
      plain.replaceAll('"', quote).replaceAll("'", apostrophe),
    ),
  );
}

/** Inside of the quotes of a shell; agents write commands anew with other quotes. */
function shellSpellings(value: Bytes): Bytes[] {
  return [
    value.replaceAll("'", `'\\''`),
    value.replaceAll("'", `'"'"'`),
    value.replaceAll('!', `'"!"'`),
    value.replace(/[\\"$`]/g, '\\$&'),
    value.replace(/[\\"$`!]/g, '\\$&'),
  ];
}

function wideSpellings(text: string): Bytes[] {
  const little = Buffer.from(text, 'utf16le');
  return [little.toString('latin1'), Buffer.from(little).swap16().toString('latin1')];
}

/** All of them, each once. */
export function spellingsOf(value: Bytes): ReadonlySet<Bytes> {
  const found = new Set<Bytes>([value]);
  const add = (spellings: readonly Bytes[]): void => spellings.forEach((each) => found.add(each));
  const text = textOf(value);
  if (text !== undefined) {
    for (const once of jsonSpellings(text)) {
      const twice = inJson(once);
      add([once, twice, inJson(twice), inJson(inJson(twice))].map(utf8));
    }
    for (const shell of shellSpellings(text)) add([shell, inJson(shell), inJson(inJson(shell))].map(utf8));
    add(base64Spellings(utf8(inJson(text))));
    add(wideSpellings(text));
    add(value.includes('\n') ? [value.replaceAll('\n', '\r\n')] : []);
  }
  add(base64Spellings(value));
  const hex = Buffer.from(value, 'latin1').toString('hex');
  add([hex, hex.toUpperCase()]);
  add(percentSpellings(value));
  add(markupSpellings(value));
  add(shellSpellings(value));
  return found;
}

/** What is left of a value where it was cut: in each writing, its text and the length of a piece. */
export function shapesOfPart(part: Bytes): readonly { readonly text: Bytes; readonly piece: number }[] {
  const text = textOf(part);
  const hex = Buffer.from(part, 'latin1').toString('hex');
  const plain = text === undefined ? [] : jsonSpellings(text).slice(0, 2).map(utf8);
  const wide = text === undefined ? [] : wideSpellings(text);
  const shapes = new Map<Bytes, number>();
  for (const each of [part, ...plain, ...plain.map((once) => utf8(inJson(once)))]) shapes.set(each, PIECE);
  for (const each of [...base64Spellings(part), hex, hex.toUpperCase(), ...wide])
    if (!shapes.has(each)) shapes.set(each, ENCODED_PIECE);
  return [...shapes].map(([each, piece]) => ({ text: each, piece }));
}

/** Bytes of a secret part that are looked for on their own. */
const PIECE = 12;
const ENCODED_PIECE = 16;
