/**
 * On which line of a TOML file a key stands: the parser does not tell. Only for text that the parser has accepted, and
 * only asked for when something is wrong with it.
 */

/** `rules 3 allowlists 0 regexes` to the line, from 1; a table's own line under its name. */
export function tomlLines(text: string): ReadonlyMap<string, number> {
  const lines = new Map<string, number>();
  const counts = new Map<string, number>();
  let table: string[] = [];
  const reader = new Reader(text);
  while (reader.skipBlank()) {
    const { line } = reader;
    if (reader.eat('[')) {
      const isArray = reader.eat('[');
      table = resolve(reader.keys(), isArray, counts);
      reader.toLineEnd();
      if (!lines.has(table.join(' '))) lines.set(table.join(' '), line);
      continue;
    }
    const path = [...table, ...reader.keys()].join(' ');
    if (!lines.has(path)) lines.set(path, line);
    reader.value();
  }
  return lines;
}

/** The line of a path, or of the nearest table or array around it. */
export function lineOf(
  lines: ReadonlyMap<string, number>,
  path: readonly (string | number)[],
): number | undefined {
  for (let end = path.length; end > 0; end--) {
    const line = lines.get(path.slice(0, end).join(' '));
    if (line !== undefined) return line;
  }
  return undefined;
}

/** A header's names with the numbers of the arrays of tables that they go through. */
function resolve(names: readonly string[], isArray: boolean, counts: Map<string, number>): string[] {
  const path: string[] = [];
  names.forEach((name, index) => {
    path.push(name);
    const key = path.join(' ');
    if (isArray && index === names.length - 1) counts.set(key, (counts.get(key) ?? -1) + 1);
    const count = counts.get(key);
    if (count !== undefined) path.push(String(count));
  });
  return path;
}

class Reader {
  line = 1;
  private at = 0;
  private readonly text: string;

  constructor(text: string) {
    this.text = text;
  }

  private step(many = 1): void {
    for (const end = this.at + many; this.at < end; this.at++) if (this.text[this.at] === '\n') this.line++;
  }

  eat(char: string): boolean {
    if (this.text[this.at] !== char) return false;
    this.step();
    return true;
  }

  /** To the next statement; false at the end. */
  skipBlank(): boolean {
    for (;;) {
      const char = this.text[this.at];
      if (char === undefined) return false;
      if (char === '#') this.toLineEnd();
      else if (/\s|\ufeff/.test(char)) this.step();
      else return true;
    }
  }

  toLineEnd(): void {
    const end = this.text.indexOf('\n', this.at);
    this.step((end < 0 ? this.text.length : end) - this.at);
  }

  /** `a."b c".d` up to `=` or `]`. */
  keys(): string[] {
    const names: string[] = [];
    let name = '';
    for (;;) {
      const char = this.text[this.at];
      if (char === undefined || char === '=' || char === ']' || char === '\n') break;
      if (char === '"' || char === "'") {
        const end = this.text.indexOf(char, this.at + 1);
        name += this.text.slice(this.at + 1, end < 0 ? this.text.length : end);
        this.step(end < 0 ? this.text.length - this.at : end - this.at + 1);
        continue;
      }
      if (char === '.') {
        names.push(name);
        name = '';
      } else if (char !== ' ' && char !== '\t') name += char;
      this.step();
    }
    this.eat('=');
    return [...names, name];
  }

  /** To the end of a value: past strings, arrays and tables, which may take several lines. */
  value(): void {
    let depth = 0;
    for (;;) {
      const char = this.text[this.at];
      if (char === undefined || (char === '\n' && depth === 0)) return;
      if (char === '"' || char === "'") this.string(char);
      else if (char === '#') this.toLineEnd();
      else {
        if (char === '[' || char === '{') depth++;
        if (char === ']' || char === '}') depth--;
        this.step();
      }
    }
  }

  private string(quote: string): void {
    const long = this.text.startsWith(quote.repeat(3), this.at);
    const close = long ? quote.repeat(3) : quote;
    this.step(close.length);
    while (this.at < this.text.length && !this.text.startsWith(close, this.at))
      this.step(quote === '"' && this.text[this.at] === '\\' ? 2 : 1);
    this.step(close.length);
    // four or five quotes at the end of a long string: one or two are its own
    if (long) while (this.text[this.at] === quote) this.step();
  }
}
