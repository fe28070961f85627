/** `staunch rules import`: what another scanner's configuration becomes here, rule by rule. */
import path from 'node:path';
import { createScanner, emptyPolicy, loadRules, printable, UserError } from '@staunch/core';
import { parseGitleaks } from '@staunch/core/config';
import { userAnchor, type Placed } from '@staunch/core/prove';
import { writeError, writeOut } from '../output.ts';
import { readNamed } from '../project.ts';

/** Anchors that are shown of one rule. */
const SHOWN = 4;

export function runRulesImport(file: string | undefined): number {
  if (file === undefined) throw new UserError('usage: staunch rules import FILE');
  const catalogue = loadRules();
  const { rules, foreign, disabledRules } = parseGitleaks({
    ...readNamed(file),
    catalogue,
    readFile: (name) => readNamed(path.resolve(path.dirname(file), name)).bytes,
  });
  const scanner = createScanner({ policy: emptyPolicy });
  const shown = (text: string): string => printable(scanner.maskText(text));
  const rows: [string, string, string][] = [];
  for (const { id, pattern, ignoreCase, keywords, foreign: more } of rules) {
    const ours = catalogue.filter((rule) => rule.id === id || rule.aliases?.includes(id));
    const replaced = ours.map((rule) => rule.id).join(', ');
    const about = [
      replaced === '' ? 'a rule of its own' : `in place of ${replaced}`,
      ...(more?.path === undefined ? [] : ['in some paths only']),
      ...(more?.skipReport ? ['not reported'] : []),
      ...(more && more.required.length > 0
        ? [`needs ${more.required.map((each) => each.id).join(', ')} nearby`]
        : []),
    ];
    rows.push([id, about.join('; '), anchorWords(userAnchor({ pattern, ignoreCase }), keywords)]);
  }
  for (const { id } of foreign.pathRules) rows.push([id, 'a rule of its own', 'asks for the path only']);
  for (const { rules: ours, allowlists, path: place, entropy } of foreign.overlays) {
    const changes = [
      ...(allowlists.length > 0
        ? [`${allowlists.length} more allowlist${allowlists.length > 1 ? 's' : ''}`]
        : []),
      ...(place === undefined ? [] : ['in some paths only']),
      ...(entropy === undefined ? [] : ['more entropy asked for']),
    ];
    rows.push([ours.join(', '), 'the built-in rule', changes.join('; ')]);
  }
  const widths = [0, 1].map((column) => Math.max(0, ...rows.map((row) => shown(row[column]!).length)));
  for (const row of rows) {
    const [id, what, anchor] = row.map(shown) as [string, string, string];
    writeOut(`${id.padEnd(widths[0]!)}  ${what.padEnd(widths[1]!)}  ${anchor}\n`);
  }
  const off = disabledRules.length;
  const lists = foreign.allowlists.length;
  writeOut(
    `\n${rows.length} rules; ${lists} allowlist${lists === 1 ? '' : 's'} for all of them; ${off} of ${catalogue.length} built-in rules off\n`,
  );
  for (const note of foreign.notes) writeError(`staunch: of ${shown(file)}: ${note}\n`);
  return 0;
}

/** «found by "acme_" at its start, 25 bytes at most». */
function anchorWords(anchor: Placed | undefined, keywords: readonly string[]): string {
  const where = keywords.length > 0 ? 'files that hold one of its keywords' : 'every file';
  if (!anchor) return `no anchor: tried on all of ${where}`;
  const { literals, min, max, reach } = anchor;
  const texts = literals.slice(0, SHOWN).map((text) => JSON.stringify(text));
  const more = literals.length > SHOWN ? ` and ${literals.length - SHOWN} more` : '';
  const place =
    max === 0
      ? 'at its start'
      : min === max
        ? `${min} bytes after its start`
        : `${min} to ${max === Infinity ? 'any number of' : max} bytes after its start`;
  const length = reach === Infinity ? 'of any length' : `${reach} bytes at most`;
  return `anchor ${texts.join(', ')}${more} ${place}; ${length}`;
}
