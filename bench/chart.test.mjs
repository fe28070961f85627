import { expect, test } from 'vitest';
import { chart } from './chart.mjs';

/** @type {import('./chart.mjs').Panel} */
const panel = {
  title: 'Files & folders',
  bars: [
    { name: 'slow <1>', value: 2.04, kind: 'peer' },
    { name: 'Staunch', value: 1500, kind: 'self' },
    { name: 'limit', value: 3000, kind: 'limit' },
    { name: 'none', value: 0.001, kind: 'peer' },
  ],
};

test('the fastest comes first, and bars are as long as their figures', () => {
  const svg = chart([panel], 'a machine');
  const bars = [...svg.matchAll(/<rect class="(self|peer|limit)" x="(\d+)".* width="([\d.]+)"/g)];
  expect(bars.map(([, kind]) => kind)).toEqual(['limit', 'self', 'peer', 'peer']);
  const lengths = bars.map((bar) => Number(bar[3]));
  expect((lengths[1] ?? 0) / (lengths[0] ?? 1)).toBeCloseTo(0.5, 2);
  // what is nearly nothing is still seen
  expect(lengths.slice(2)).toEqual([1, 1]);
  expect(svg).toContain('>1,500<');
  expect(svg).toContain('>2.0<');
});

test('what tools are called is text, never markup; it has its own ground, light and dark', () => {
  const svg = chart([panel], '"quoted" & more');
  expect(svg).toContain('slow &lt;1&gt;');
  expect(svg).toContain('Files &amp; folders');
  expect(svg).not.toMatch(/&(?!amp;|lt;|gt;|quot;)/);
  expect(svg).toContain('<rect class="ground"');
  expect(svg).toContain('prefers-color-scheme: dark');
});

test('everything lies inside of it, however many panels there are', () => {
  const svg = chart([panel, panel, { title: 'Empty', bars: [] }], 'foot');
  const [, width = '', height = ''] = /viewBox="0 0 (\d+) (\d+)"/.exec(svg) ?? [];
  for (const [, x = '', y = '', length = ''] of svg.matchAll(
    /<rect class="\w+" x="([\d.]+)" y="([\d.]+)" width="([\d.]+)"/g,
  )) {
    expect(Number(x) + Number(length)).toBeLessThanOrEqual(Number(width));
    expect(Number(y)).toBeLessThan(Number(height));
  }
  for (const [, y = ''] of svg.matchAll(/<text x="[\d.]+" y="([\d.]+)"/g))
    expect(Number(y)).toBeLessThan(Number(height));
  expect(svg).not.toContain('Empty');
  expect(svg).not.toContain('NaN');
});
