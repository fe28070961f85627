/** One self-contained page, grouped by secret: a value that stands in ten places is one thing to revoke. */
import { createHash } from 'node:crypto';
import type {
  Confidence,
  Excerpt,
  Finding,
  NotScanned,
  ScanResult,
  Severity,
  Suppressed,
} from '../finding.ts';
import { SCRIPT, STYLE } from './html-page.ts';
import { markup } from './markup.ts';
import type { ReportContext, Reporter } from './report.ts';
import { count, duration, nameOf, revokeWords, size, SUPPRESSION, titleOf, TOOL, whyWords } from './words.ts';

const SEVERITIES: readonly Severity[] = ['critical', 'high', 'medium', 'low'];
const CONFIDENCES: readonly Confidence[] = ['high', 'medium', 'low'];
/** Places of one secret that are shown before the rest is folded. */
const FIRST_PLACES = 5;

/** Findings of one value under one rule. */
interface Secret {
  readonly first: Finding;
  readonly places: readonly Finding[];
}

export const html: Reporter = (result, context) => {
  const secrets = groupsOf(result.findings);
  const title = result.findings.length === 0 ? 'No secrets found' : headline(secrets, result.findings.length);
  // nothing but this very script and style can run, whatever stands in the report
  const policy = `default-src 'none'; style-src '${hashOf(STYLE)}'; script-src '${hashOf(SCRIPT)}'; base-uri 'none'; form-action 'none'`;
  const present = <T>(all: readonly T[], of: (finding: Finding) => T): T[] =>
    all.filter((each) => secrets.some(({ first }) => of(first) === each));
  const body = [
    '<a class="skip" href="#secrets">Skip to the findings</a>',
    `<header><h1>${markup(title)}</h1>`,
    `<p class="lead">${markup(`${TOOL} looked at ${count(result.stats.files, 'file')}, ${size(result.stats.bytes)}, in ${duration(result.stats.ms)}.`)}</p>`,
    numbers(result, secrets.length),
    '</header><main>',
    secrets.length === 0
      ? '<p class="empty" id="secrets">Nothing that looks like a secret was found.</p>'
      : [
          tools(
            present(SEVERITIES, ({ severity }) => severity),
            present(CONFIDENCES, ({ confidence }) => confidence),
          ),
          '<section id="secrets" aria-label="Secrets">',
          ...secrets.map((secret) => article(secret, context)),
          '</section>',
        ].join('\n'),
    silenced(result.suppressed),
    notScanned(result.notScanned),
    '</main>',
    `<footer><p class="keys"><kbd>/</kbd> filter, <kbd>Esc</kbd> clear, <kbd>j</kbd> and <kbd>k</kbd> next and former secret</p><p>${TOOL} ${markup(context.version)}. Values are masked; nothing on this page comes from a network.</p></footer>`,
  ];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${markup(title)} · ${TOOL}</title>
<style>${STYLE}</style>
</head>
<body>
${body.filter((part) => part !== '').join('\n')}
<script>${SCRIPT}</script>
</body>
</html>
`;
};

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

function headline(secrets: readonly Secret[], places: number): string {
  const of = count(secrets.length, 'secret');
  return secrets.length === places ? `${of} found` : `${of} found in ${count(places, 'place')}`;
}

/** The gravest first, then the surest, then the one in most places. */
function groupsOf(findings: readonly Finding[]): Secret[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${nameOf(finding)}\0${finding.fingerprint}`;
    const group = groups.get(key);
    if (group) group.push(finding);
    else groups.set(key, [finding]);
  }
  const secrets = [...groups.values()].map((places) => ({
    first: places.toSorted(
      (a, b) => CONFIDENCES.indexOf(a.confidence) - CONFIDENCES.indexOf(b.confidence),
    )[0]!,
    places,
  }));
  return secrets.sort(
    (a, b) =>
      SEVERITIES.indexOf(a.first.severity) - SEVERITIES.indexOf(b.first.severity) ||
      CONFIDENCES.indexOf(a.first.confidence) - CONFIDENCES.indexOf(b.first.confidence) ||
      b.places.length - a.places.length,
  );
}

function numbers({ findings, suppressed, notScanned: left }: ScanResult, secrets: number): string {
  const files = new Set(findings.map(({ location }) => location.path)).size;
  const cells: [number, string][] = [
    [secrets, secrets === 1 ? 'secret' : 'secrets'],
    [findings.length, findings.length === 1 ? 'place' : 'places'],
    [files, files === 1 ? 'file with findings' : 'files with findings'],
    [suppressed.length, 'silenced'],
    [left.length, 'not scanned'],
  ];
  const items = cells.map(([number, words]) => `<li><b>${number.toLocaleString('en-US')}</b>${words}</li>`);
  return `<ul class="numbers">${items.join('')}</ul>`;
}

function tools(severities: readonly Severity[], confidences: readonly Confidence[]): string {
  const chips = (name: string, values: readonly string[], word: string): string =>
    `<fieldset><legend>${name}</legend>${values
      .map(
        (value) =>
          `<label class="chip"><input type="checkbox" name="${name}" value="${value}" checked>${value}${word}</label>`,
      )
      .join('')}</fieldset>`;
  // without the script there is nothing to filter with
  return [
    '<div class="tools" role="search" hidden>',
    '<label class="search"><span>Filter</span><input type="search" placeholder="path, rule, fingerprint …" autocomplete="off" spellcheck="false" aria-keyshortcuts="/"></label>',
    chips('severity', severities, ''),
    chips('confidence', confidences, ' confidence'),
    '<p class="count" role="status" aria-live="polite"></p>',
    '</div>',
  ].join('\n');
}

function article({ first, places }: Secret, context: ReportContext): string {
  const { severity, confidence, mask, fingerprint } = first;
  const title = titleOf(first, (id) => context.rule(id));
  const why = whyWords({ ...first, encoding: [] });
  const advice = first.rule === undefined ? undefined : context.rule(first.rule)?.revoke;
  const items = places.map(place);
  const more = items.slice(FIRST_PLACES);
  return [
    `<article class="secret" tabindex="-1" data-severity="${severity}" data-confidence="${confidence}">`,
    `<div class="head"><span class="badge ${severity}">${severity}</span><h3>${markup(title)}</h3><code class="mask">${markup(mask)}</code></div>`,
    `<p class="about">${markup(nameOf(first))} · ${confidence} confidence · ${count(places.length, 'place')} · <code>${markup(fingerprint)}</code></p>`,
    why === '' ? '' : `<p class="about"><b>Why</b> ${markup(why)}</p>`,
    `<p class="about"><b>What to do</b> ${advice ? adviceOf(advice) : 'revoke it where it was made, then remove it'}</p>`,
    `<ul class="places">${items.slice(0, FIRST_PLACES).join('')}</ul>`,
    more.length > 0
      ? `<details><summary>${count(more.length, 'more place')}</summary><ul class="places">${more.join('')}</ul></details>`
      : '',
    '</article>',
  ]
    .filter((part) => part !== '')
    .join('\n');
}

function adviceOf(revoke: string): string {
  if (!/^https:\/\/\S+$/.test(revoke)) return markup(revokeWords(revoke) ?? revoke);
  return `revoke it at <a href="${markup(revoke)}" rel="noreferrer noopener">${markup(revoke)}</a>`;
}

function place({ location, excerpt, encoding }: Finding): string {
  const { path, line, column, commit } = location;
  const notes = [
    ...(encoding.length > 0 ? [`inside ${encoding.join(' > ')}`] : []),
    ...(commit === undefined ? [] : [`commit ${commit.slice(0, 12)}`]),
  ];
  const { text, start, end } = unindented(excerpt);
  const source = `${markup(text.slice(0, start))}<mark>${markup(text.slice(start, end))}</mark>${markup(text.slice(end))}`;
  return [
    `<li><span class="where">${markup(path)}:${line}:${column}</span>`,
    notes.length > 0 ? ` <span class="in">${markup(notes.join(', '))}</span>` : '',
    text === '' ? '' : `<pre tabindex="0" aria-label="Line ${line}"><code>${source}</code></pre>`,
    '</li>',
  ].join('');
}

/** Tabs as spaces, and without what the line is indented by. */
function unindented({ text, mark }: Excerpt): { text: string; start: number; end: number } {
  const plain = text.replaceAll('\t', ' ');
  const indent = Math.min(plain.length - plain.trimStart().length, mark.start);
  return { text: plain.slice(indent), start: mark.start - indent, end: mark.end - indent };
}

function silenced(suppressed: readonly Suppressed[]): string {
  if (suppressed.length === 0) return '';
  const items = suppressed.map(
    (finding) =>
      `<li><b>${markup(`${finding.location.path}:${finding.location.line}`)}</b> ${markup(nameOf(finding))}: ${markup(SUPPRESSION[finding.reason])}</li>`,
  );
  return `<h2>Silenced</h2><details><summary>${count(suppressed.length, 'finding')} that somebody decided about</summary><ul class="plain">${items.join('')}</ul></details>`;
}

function notScanned(items: readonly NotScanned[]): string {
  if (items.length === 0) return '';
  const reasons = new Map<string, NotScanned[]>();
  for (const item of items) reasons.set(item.reason, [...(reasons.get(item.reason) ?? []), item]);
  const blocks = [...reasons].map(
    ([reason, own]) =>
      `<details><summary>${count(own.length, own.some(({ error }) => error) ? 'error' : 'item')}: ${markup(reason)}</summary><ul class="plain">${own.map(({ path }) => `<li>${markup(path)}</li>`).join('')}</ul></details>`,
  );
  return `<h2>Not scanned</h2>${blocks.join('')}`;
}
