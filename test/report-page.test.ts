/** The HTML report in a real browser: keys, colours, widths, and that nothing is fetched. */
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { chromium, Page } from './kit/chromium.ts';
import { staunch, temporaryDirectory, write } from './kit/command.ts';
import { githubToken, sampler } from './kit/secrets.ts';

const program = chromium();
const DIRECTORY = process.env['STAUNCH_SCREENSHOTS'];

/** WCAG's ratio of two colours as the browser computed them: of a text and what is painted behind it. */
const CONTRAST = `(() => {
  const channels = (text) => text.match(/[\\d.]+/g).map(Number);
  const light = (text) => channels(text).slice(0, 3).map((v) => v / 255)
    .map((v) => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (node) => {
    for (let at = node; at; at = at.parentElement) {
      const { backgroundColor } = getComputedStyle(at);
      if ((channels(backgroundColor)[3] ?? 1) > 0) return backgroundColor;
    }
  };
  const bad = [];
  for (const node of document.querySelectorAll('body *')) {
    const own = [...node.childNodes].some((child) => child.nodeType === 3 && child.data.trim());
    if (!own || !node.checkVisibility() || node.matches('script,legend,.skip')) continue;
    const [a, b] = [light(getComputedStyle(node).color), light(behind(node))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    if (ratio < 4.5) bad.push(node.tagName + '.' + node.className + ' ' + ratio.toFixed(2));
  }
  return bad;
})()`;

// not every machine has a browser
test.skipIf(program === undefined)(
  'the HTML report by keyboard, on a phone and a desktop, in light and dark',
  { timeout: 120_000 },
  async () => {
    const cwd = temporaryDirectory();
    const acme = `acme_${sampler(4).lower(20)}`;
    write(cwd, {
      'src/a.ts': `const token = '${githubToken()}';\n`,
      'src/again.ts': `// ${'a long line '.repeat(40)}\nconst token = '${githubToken()}';\n`,
      'deploy/production/values.yaml': `token: ${githubToken(2)}\n`,
      'own.txt': `${acme}\n`,
      '.staunch.toml': '[[rules]]\nid = "acme"\npattern = \'acme_([a-z0-9]{20})\'\nseverity = "low"\n',
    });
    expect(staunch(['scan', '--no-managed', '--format', 'html', '-o', 'r.html'], { cwd }).code).toBe(1);
    const page = await Page.open(program!);
    const url = pathToFileURL(path.join(cwd, 'r.html')).href;
    const shown = (): Promise<string[]> =>
      page.evaluate(
        "[...document.querySelectorAll('.secret')].filter((s) => !s.hidden).map((s) => s.textContent)",
      );
    const focused = (): Promise<number> =>
      page.evaluate(
        "[...document.querySelectorAll('.secret')].filter((s) => !s.hidden).indexOf(document.activeElement)",
      );
    const count = (): Promise<string> => page.evaluate("document.querySelector('.count').textContent");

    for (const [width, scheme] of [
      [390, 'light'],
      [390, 'dark'],
      [1280, 'dark'],
      [1280, 'light'],
    ] as const) {
      await page.show(url, width, scheme);
      expect(await page.evaluate('document.documentElement.scrollWidth'), `${width}`).toBeLessThanOrEqual(
        width,
      );
      expect(await page.evaluate(CONTRAST), scheme).toEqual([]);
      if (DIRECTORY)
        fs.writeFileSync(path.join(DIRECTORY, `${scheme}-${width}.png`), await page.screenshot());
    }

    // one secret in two files is one entry
    expect(await shown()).toHaveLength(3);
    expect(await count()).toBe('3 secrets');
    for (const key of ['/', 'v', 'a', 'l', 'u', 'e', 's']) await page.press(key);
    expect(await page.evaluate("document.querySelector('input[type=search]').value")).toBe('values');
    expect(await count()).toBe('1 of 3 secrets');
    expect((await shown())[0]).toContain('deploy/production/values.yaml');
    await page.press('Escape');
    expect(await shown()).toHaveLength(3);
    for (const [key, at] of [
      ['j', 0],
      ['j', 1],
      ['j', 2],
      ['j', 2],
      ['k', 1],
    ] as const) {
      await page.press(key);
      expect(await focused(), key).toBe(at);
    }
    // a box of severities, reached and unchecked with keys alone
    await page.press('/');
    for (let at = 0; at < 9; at++) {
      await page.press('Tab');
      if (await page.evaluate("document.activeElement.matches('[name=severity][value=low]')")) break;
    }
    await page.press(' ');
    expect(await count()).toBe('2 of 3 secrets');
    expect((await shown()).join()).not.toContain('acme');
    expect(page.requested).toEqual([url, url, url, url]);
    expect(page.errors).toEqual([]);
    const raw = fs.readFileSync(path.join(cwd, 'r.html'), 'utf8');
    for (const value of [githubToken(), githubToken(2), acme]) expect(raw).not.toContain(value.slice(5, 13));
  },
);
