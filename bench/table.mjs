// Markdown tables that also read well in a terminal.

export const MB = 1e6;

/**
 * @param {string[]} heads  one that ends with `:` is aligned right
 * @param {(string | number)[][]} rows
 */
export function table(heads, rows) {
  const right = heads.map((head) => head.endsWith(':'));
  const titles = heads.map((head) => head.replace(/:$/, ''));
  const cells = rows.map((row) => row.map((cell) => String(cell).replaceAll('|', '\\|')));
  const widths = titles.map((title, column) =>
    Math.max(3, title.length, ...cells.map((row) => row[column]?.length ?? 0)),
  );
  const line = (/** @type {string[]} */ row) =>
    `| ${widths.map((width, column) => (right[column] ? (row[column] ?? '').padStart(width) : (row[column] ?? '').padEnd(width))).join(' | ')} |`;
  const rule = widths.map((width, column) =>
    right[column] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  );
  return [line(titles), line(rule), ...cells.map(line)].join('\n');
}

/**
 * Three figures are all that a shared machine can vouch for.
 * @param {number | undefined} value
 */
export function figure(value) {
  if (value === undefined || !Number.isFinite(value)) return '–';
  if (Math.abs(value) >= 100) return String(Math.round(value));
  return value.toFixed(Math.abs(value) >= 10 ? 1 : 2);
}

/**
 * One figure where all agree, else the least and the greatest.
 * @param {number[]} values
 * @param {(value: number) => string} format
 */
export function range(values, format) {
  const [least, greatest] = [Math.min(...values), Math.max(...values)].map((value) =>
    Number.isNaN(value) ? '–' : format(value),
  );
  return least === greatest ? String(least) : `${least}–${greatest}`;
}
