/** What CREATE TABLE says of the columns: read as SQLite keeps it, never run. */

interface Column {
  readonly name: string;
  /** Whether rows hold it: not a column that is computed. */
  readonly isStored: boolean;
}

export interface TableShape {
  readonly columns: readonly Column[];
  /** Of the primary key, in its order. */
  readonly key: readonly number[];
  readonly hasRowid: boolean;
}

type Token = { readonly text: string; readonly isName: boolean };

/** What is not closed goes on to the end, so that a text is never read twice. */
const TOKEN =
  /--[^\n]*|\/\*[^]*?(?:\*\/|$)|"([^"]*(?:""[^"]*)*)(?:"|$)|`([^`]*(?:``[^`]*)*)(?:`|$)|\[([^\]]*)(?:\]|$)|'([^']*(?:''[^']*)*)(?:'|$)|[\p{L}\p{N}_$\u0080-\uffff]+|[^\s]/gu;
const CONSTRAINT = /^(?:constraint|primary|unique|check|foreign)$/i;

/** Undefined where it is not understood. */
export function parseCreateTable(sql: string): TableShape | undefined {
  const tokens = tokenize(sql);
  const open = tokens.findIndex(({ text, isName }) => text === '(' && !isName);
  if (open < 0) return undefined;
  const { parts, end } = definitions(tokens, open);
  const columns: Column[] = [];
  let key: string[] = [];
  for (const part of parts) {
    const [first, ...rest] = part;
    if (!first) return undefined;
    if (!first.isName && CONSTRAINT.test(first.text)) {
      const at = indexOfWords(part, ['primary', 'key']);
      if (at >= 0) key = keyNames(part, at + 2);
      continue;
    }
    columns.push({ name: first.text, isStored: isStored(rest) });
    if (indexOfWords(rest, ['primary', 'key']) >= 0) key = [first.text];
  }
  if (columns.length === 0) return undefined;
  const positions = new Map(columns.map(({ name }, at) => [name.toLowerCase(), at]));
  return {
    columns,
    key: [...new Set(key.flatMap((name) => positions.get(name.toLowerCase()) ?? []))],
    hasRowid: indexOfWords(tokens.slice(end), ['without', 'rowid']) < 0,
  };
}

/** Whether CREATE INDEX indexes what is computed, so that its keys stand in no table. */
export function isExpressionIndex(sql: string): boolean {
  const tokens = tokenize(sql);
  const open = tokens.findIndex(({ text, isName }) => text === '(' && !isName);
  if (open < 0) return false;
  return definitions(tokens, open).parts.some((part) =>
    part.some(({ text, isName }) => !isName && /^\W$/.test(text)),
  );
}

/** The columns in the order in which a row holds them, and which of these are the key. */
export function storedOrder({ columns, key, hasRowid }: TableShape): { names: string[]; key: number[] } {
  const first = hasRowid ? [] : key;
  const order = [...new Set([...first, ...columns.keys()])].filter((at) => columns[at]!.isStored);
  const places = new Map(order.map((at, place) => [at, place]));
  return { names: order.map((at) => columns[at]!.name), key: key.flatMap((at) => places.get(at) ?? []) };
}

function tokenize(sql: string): Token[] {
  const tokens: Token[] = [];
  for (const match of sql.matchAll(TOKEN)) {
    const [text] = match;
    if (text.startsWith('--') || text.startsWith('/*')) continue;
    const quoted = match[1] ?? match[2] ?? match[3] ?? match[4];
    if (quoted === undefined) tokens.push({ text, isName: false });
    else
      tokens.push({
        text: text.startsWith('[') ? quoted : quoted.replaceAll(text[0]!.repeat(2), text[0]!),
        isName: true,
      });
  }
  return tokens;
}

/** What stands between the commas of a parenthesis, and where that is closed. */
function definitions(tokens: readonly Token[], open: number): { parts: Token[][]; end: number } {
  const parts: Token[][] = [[]];
  let depth = 0;
  let end = open;
  for (; end < tokens.length; end++) {
    const token = tokens[end]!;
    const sign = token.isName ? '' : token.text;
    if (sign === '(') depth++;
    if (sign === ')' && --depth === 0) break;
    if (depth === 1 && sign === ',') parts.push([]);
    else if (end > open) parts.at(-1)!.push(token);
  }
  return { parts, end };
}

/** Where unquoted words stand one after the other. */
function indexOfWords(tokens: readonly Token[], words: readonly string[]): number {
  return tokens.findIndex((_, at) =>
    words.every((word, i) => {
      const token = tokens[at + i];
      return token && !token.isName && token.text.toLowerCase() === word;
    }),
  );
}

function isStored(definition: readonly Token[]): boolean {
  const at = indexOfWords(definition, ['as']);
  return at < 0 || definition[at + 1]?.text !== '(' || indexOfWords(definition, ['stored']) >= 0;
}

/** The columns of `PRIMARY KEY (a, b DESC)`. */
function keyNames(part: readonly Token[], open: number): string[] {
  if (part[open]?.text !== '(') return [];
  return definitions(part, open).parts.flatMap(([first]) => first?.text ?? []);
}
