import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, onTestFinished, test } from 'vitest';
import { emptyPolicy } from './config/policy.ts';
import { loadRules } from './catalogue/load.ts';
import { bytesFragment } from './fragment.ts';
import { sampler } from './rules/kit/sample.ts';
import { createScanner } from './scan.ts';

const example = (id: string, seed: number): string =>
  loadRules()
    .find((rule) => rule.id === id)!
    .examples(sampler(seed))[0]!;
const samples = [example('github-pat', 1), example('gitlab-pat', 1)];

/** A tar of files, as the real tool makes it. */
function tarOf(files: Readonly<Record<string, string>>): Buffer {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'staunch-tar-'));
  onTestFinished(() => fs.rmSync(directory, { recursive: true }));
  for (const [name, text] of Object.entries(files)) fs.writeFileSync(path.join(directory, name), text);
  return execFileSync('tar', ['-cf', '-', ...Object.keys(files)], { cwd: directory });
}

test('what stands in a tar is told once, of the member, with the right value', () => {
  const tar = tarOf({ 'a.txt': `one = "${samples[0]}"\n`, 'b.txt': `two = "${samples[1]}"\n` });
  const other = example('github-pat', 2);
  const loose = Buffer.concat([tar, Buffer.from(`\nthree = "${other}"\n`)]);
  const scanner = createScanner({ policy: emptyPolicy, reveal: true });
  for (const [name, bytes, own] of [
    ['x.tar', tar, []],
    ['x.tgz', gzipSync(tar), []],
    // what is in no member stays
    ['y.tar', loose, [other]],
  ] as const) {
    const { findings, values } = scanner.scan({
      ...bytesFragment({ path: name }, bytes),
      size: bytes.length,
    });
    expect(findings.map(({ location }) => location.path)).toEqual([
      ...own.map(() => name),
      `${name}!a.txt`,
      `${name}!b.txt`,
    ]);
    expect(values).toEqual([...own, ...samples]);
  }
});
