/** Colour for terminals: a few accents, no layout that needs them. */
export interface Style {
  bold(text: string): string;
  dim(text: string): string;
  danger(text: string): string;
  caution(text: string): string;
  calm(text: string): string;
  mark(text: string): string;
}

const plain = (text: string): string => text;

function paint(open: number, close: number): (text: string) => string {
  return (text) => (text === '' ? '' : `\x1b[${open}m${text}\x1b[${close}m`);
}

const colored: Style = {
  bold: paint(1, 22),
  dim: paint(2, 22),
  danger: paint(31, 39),
  caution: paint(33, 39),
  calm: paint(32, 39),
  mark: paint(7, 27),
};

const uncolored: Style = { bold: plain, dim: plain, danger: plain, caution: plain, calm: plain, mark: plain };

export function styleFor(color: boolean): Style {
  return color ? colored : uncolored;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1f64f}\u{1f900}-\u{1f9ff}\u{20000}-\u{3fffd}]/u;
const NONE = /[\p{Mn}\p{Me}\u200c\u200d]/u;

/** How many columns a terminal gives to a text. */
export function columns(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let sum = 0;
  for (const char of text) sum += NONE.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
  return sum;
}

/** The part of a text that fits into `room` columns, cut between characters; from its end with `keep` 'end'. */
export function fit(text: string, room: number, keep: 'start' | 'end' = 'start'): string {
  if (columns(text) <= room) return text;
  const chars = [...text];
  if (keep === 'end') chars.reverse();
  let left = room - 1;
  const kept: string[] = [];
  for (const char of chars) {
    left -= columns(char);
    if (left < 0) break;
    kept.push(char);
  }
  return keep === 'end' ? `…${kept.reverse().join('')}` : `${kept.join('')}…`;
}
