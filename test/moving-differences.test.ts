/** gitleaks and Staunch with one configuration on one tree; and that `bench/moving.mjs` explains what it knows, no more. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT, staunch, temporaryDirectory, write } from './kit/command.ts';
import { sampler } from './kit/secrets.ts';

interface Entry {
  readonly RuleID: string;
  readonly File: string;
  readonly Secret: string;
  readonly StartLine: number;
  readonly EndLine: number;
}
type Side = 'only gitleaks' | 'only Staunch';
interface Project {
  readonly name: string;
  readonly commit: string;
  readonly config?: string;
  readonly baseline?: string;
}

const { PROJECTS, reasonOf, without } = (await import(path.join(ROOT, 'bench/moving-reasons.mjs'))) as {
  PROJECTS: Project[];
  reasonOf: (side: Side, entry: Entry, others: readonly Entry[], project: Project) => string | undefined;
  without: (all: readonly Entry[], others: readonly Entry[]) => Entry[];
};

const GITLEAKS = path.join(ROOT, '.cache/bench/peers/gitleaks-8.30.1/gitleaks');

// `node bench/moving.mjs` installs it
test.skipIf(!fs.existsSync(GITLEAKS))('the same findings as gitleaks 8.30.1, with its keys in use', () => {
  const cwd = temporaryDirectory();
  const acme = (seed: number): string => `acme_${sampler(seed).lower(20)}`;
  const lines = Array.from({ length: 12 }, (_, seed) => `k${seed} = "${acme(seed + 1)}"`);
  write(cwd, {
    'tree/a.txt': `${lines.join('\n')}\n`,
    'tree/nested/b.conf': `user: root\ntoken: ${acme(30)}\npair: ${acme(31)} beta-12345678\n`,
    'tree/skip/c.txt': `${acme(40)}\n`,
    'tree/far.txt': `${acme(41)}\n${'\n'.repeat(9)}beta-87654321\n`,
    'tree/inline.txt': `${acme(42)} # gitleaks:allow\n${acme(43)}\n`,
    'tree/id.pem': 'x\n',
    'rules.toml': `
title = "x"
[[rules]]
id = "acme"
description = "Acme"
regex = '''acme_([a-z0-9]{20})\\b'''
secretGroup = 1
entropy = 3.0
keywords = ["acme_"]
[[rules.allowlists]]
condition = "AND"
paths = ['''nested/''']
regexTarget = "line"
regexes = ['''^token''']
[[rules]]
id = "pem"
description = "A file by its name"
path = '''\\.pem$'''
[[rules]]
id = "beta"
description = "Beta"
regex = '''beta-[0-9]{8}'''
[[rules.required]]
id = "acme"
withinLines = 2
[[allowlists]]
paths = ['''^(.*/)?skip/''']
[[allowlists]]
targetRules = ["acme"]
stopwords = ["${acme(3).slice(5, 15)}"]
`,
  });
  const theirs = path.join(cwd, 'theirs.json');
  const scan = ['dir', '--no-banner', '--exit-code', '0', '--config', 'rules.toml', '--report-path', theirs];
  expect(spawnSync(GITLEAKS, [...scan, '--report-format', 'json', 'tree'], { cwd }).status).toBe(0);
  const own = ['scan', '--no-managed', '--config', 'rules.toml', '--format', 'gitleaks', '--reveal', 'tree'];
  const [found, told] = [fs.readFileSync(theirs, 'utf8'), staunch(own, { cwd }).out].map(
    (text) => JSON.parse(text) as Entry[],
  );
  const shown = (entries: typeof found): string[] =>
    entries!.map(({ RuleID, File, StartLine }) => `${File} ${RuleID} ${StartLine}`).sort();
  // a file that is found by its name has no line in gitleaks
  expect(shown(told).map((line) => line.replace('pem 1', 'pem 0'))).toEqual(shown(found));
  expect(found!.length).toBeGreaterThan(14);
});

test('a difference that nobody knows has no reason', () => {
  const [project] = PROJECTS;
  const entry = { RuleID: 'a', File: 'x', Secret: 'one value', StartLine: 5, EndLine: 5 };
  const encoded = {
    ...entry,
    StartLine: 4,
    EndLine: 4,
    Secret: Buffer.from('{one value}').toString('base64'),
  };
  const named = { ...entry, RuleID: 'b', Secret: 'key=one value' };
  const reason = (side: Side, others: readonly Entry[]): string | undefined =>
    reasonOf(side, entry, others, project!);
  expect(reason('only gitleaks', [])).toBeUndefined();
  expect(reason('only Staunch', [])).toBeUndefined();
  expect(reason('only gitleaks', [{ ...named, File: 'y' }])).toBeUndefined();
  expect(reason('only gitleaks', [encoded])).toContain('base64');
  expect(reason('only gitleaks', [named])).toContain('two rules');
  expect(without([entry, entry], [entry])).toEqual([entry]);
  expect(without([entry], [named])).toEqual([entry]);
  for (const { name, commit, config, baseline } of PROJECTS) {
    expect(`${name} ${commit}`).toMatch(/^[\w-]+\/[\w-]+ [0-9a-f]{40}$/);
    expect(config ?? baseline).toBeTruthy();
  }
});
