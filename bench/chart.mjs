// The chart of the README: a panel a topic, a bar a tool, drawn as SVG with nothing but text and rectangles. It has its own
// background and follows the reader's light or dark mode.

/**
 * @typedef {object} Bar
 * @property {string} name
 * @property {number} value   MB/s
 * @property {'self' | 'limit' | 'peer'} kind
 *
 * @typedef {{ title: string, bars: readonly Bar[] }} Panel
 */

const WIDTH = 720;
const MARGIN = 20;
/** Where bars begin; names stand before it. */
const NAMES = 168;
/** Room behind the longest bar for its figure. */
const FIGURES = 96;
const ROW = 24;
const BAR = 14;
const TITLE = 34;
const FOOT = 30;

const STYLE = `
  .ground { fill: #ffffff; stroke: #d0d7de }
  text { font: 13px -apple-system, "Segoe UI", Helvetica, Arial, sans-serif; fill: #1f2328 }
  .title { font-weight: 600; font-size: 14px }
  .foot { font-size: 11px; fill: #59636e }
  .figure { fill: #59636e; font-variant-numeric: tabular-nums }
  .self { fill: #0a7d4f }
  .peer { fill: #8c959f }
  .limit { fill: #d8dee4 }
  text.self { fill: #0a7d4f; font-weight: 600 }
  @media (prefers-color-scheme: dark) {
    .ground { fill: #0d1117; stroke: #3d444d }
    text { fill: #f0f6fc }
    .foot, .figure { fill: #9198a1 }
    .self { fill: #3fb950 }
    .peer { fill: #656c76 }
    .limit { fill: #2f353d }
    text.self { fill: #3fb950 }
  }
`;

/**
 * One SVG of all panels. In each the fastest comes first, and bars are of one linear scale.
 * @param {readonly Panel[]} panels
 * @param {string} foot   what it was measured on, and when
 */
export function chart(panels, foot) {
  const filled = panels.filter((panel) => panel.bars.length > 0);
  const parts = [];
  let y = MARGIN;
  for (const { title, bars } of filled) {
    parts.push(text(MARGIN, y + 16, 'title', `${title}, MB/s`));
    y += TITLE;
    const sorted = bars.toSorted((a, b) => b.value - a.value);
    const most = sorted[0]?.value ?? 1;
    for (const { name, value, kind } of sorted) {
      const length = Math.max(1, ((WIDTH - NAMES - FIGURES) * value) / most);
      parts.push(text(NAMES - 8, y + 12, kind === 'self' ? 'self' : '', name, 'end'));
      parts.push(
        `<rect class="${kind}" x="${NAMES}" y="${y + 1}" width="${round(length)}" height="${BAR}" rx="2"/>`,
      );
      parts.push(text(NAMES + round(length) + 6, y + 12, 'figure', shown(value)));
      y += ROW;
    }
    y += MARGIN / 2;
  }
  parts.push(text(MARGIN, y + 14, 'foot', foot));
  const height = y + FOOT;
  const ground = `<rect class="ground" x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="8"/>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escape(describe(filled))}">`,
    `<style>${STYLE}</style>`,
    ground,
    ...parts,
    '</svg>',
    '',
  ].join('\n');
}

/**
 * For those who do not see it.
 * @param {readonly Panel[]} panels
 */
function describe(panels) {
  return panels
    .map(
      ({ title, bars }) => `${title}: ${bars.map(({ name, value }) => `${name} ${shown(value)}`).join(', ')}`,
    )
    .join('. ');
}

/**
 * @param {number} x
 * @param {number} y
 * @param {string} style
 * @param {string} content
 * @param {'start' | 'end'} [anchor]
 */
function text(x, y, style, content, anchor = 'start') {
  const attributes = `${style === '' ? '' : ` class="${style}"`}${anchor === 'end' ? ' text-anchor="end"' : ''}`;
  return `<text x="${x}" y="${y}"${attributes}>${escape(content)}</text>`;
}

/** @param {number} value */
function shown(value) {
  return value >= 10 ? Math.round(value).toLocaleString('en-US') : value.toFixed(1);
}

/** @param {number} value */
function round(value) {
  return Math.round(value * 10) / 10;
}

/** @param {string} content */
function escape(content) {
  return content
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
