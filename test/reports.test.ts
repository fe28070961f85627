/** Reports of a real scan, held against the schemas and parsers of those who read them. */
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import Ajv from 'ajv';
import { expect, test } from 'vitest';
import { staunch, temporaryDirectory, write } from './kit/command.ts';
import { githubToken } from './kit/secrets.ts';

const token = githubToken();
const require = createRequire(import.meta.url);

/** A directory that has a bit of everything: several places, a silenced one, one that cannot be opened, odd names. */
function scene(): string {
  const cwd = temporaryDirectory();
  write(cwd, {
    'src/a b,c:%.ts': `const t = "${token}";\n<script>alert("${token}")</script>\n`,
    '=cmd.txt': `key: ${githubToken(2)}\n`,
    'silenced.txt': `${githubToken(3)} # staunch:allow -- a test\n`,
    'packed.7z': Buffer.from('377abcaf271c0004', 'hex'),
  });
  fs.symlinkSync('/nowhere', path.join(cwd, 'dangling'));
  return cwd;
}

function report(format: string, cwd = scene()): string {
  const { out, code } = staunch(['scan', '--no-managed', '--format', format], { cwd });
  expect(code).toBe(1);
  for (let at = 4; at + 8 <= token.length; at++) expect(out).not.toContain(token.slice(at, at + 8));
  return out;
}

test('SARIF fits its schema, and has what GitHub asks for', () => {
  const schema = require('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json') as object;
  const validate = new Ajv({ schemaId: 'auto', meta: false, unknownFormats: 'ignore', logger: false })
    .addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json') as object)
    .compile(schema);
  const log = JSON.parse(report('sarif')) as { runs: { results: Record<string, unknown>[] }[] };
  const fits = validate(log);
  expect(validate.errors).toBeNull();
  expect(fits).toBe(true);
  expect(log.runs[0]!.results).toHaveLength(4);
  // the schema says no to what is wrong
  expect(validate({ ...log, runs: [{ ...log.runs[0], results: [{ message: 1 }] }] })).toBe(false);
});

test('JUnit is well-formed XML that counts right', () => {
  const xml = report('junit');
  const script =
    'import sys,xml.etree.ElementTree as E\nr=E.fromstring(sys.stdin.buffer.read());s=r[0]\n' +
    'print(len(s),s.get("failures"),len(s.findall(".//failure")),s.get("skipped"),len(s.findall(".//skipped")),s[0].get("file"))';
  const { stdout, stderr } = spawnSync('python3', ['-c', script], { input: xml });
  expect(stderr.toString()).toBe('');
  const [cases, failures, elements, skipped, skippedElements] = stdout.toString().split(' ');
  expect([failures, elements]).toEqual(['3', '3']);
  expect(skipped).toBe(skippedElements);
  expect(Number(cases)).toBe(3 + Number(skipped));
});

test("CSV has gitleaks' columns, and no formula", () => {
  const script = 'import sys,csv,json\nprint(json.dumps(list(csv.DictReader(sys.stdin))))';
  const { stdout } = spawnSync('python3', ['-c', script], { input: report('csv') });
  const rows = JSON.parse(stdout.toString()) as Record<string, string>[];
  expect(rows.map(({ File }) => File).sort()).toEqual(["'=cmd.txt", 'src/a b,c:%.ts', 'src/a b,c:%.ts']);
  expect(Object.keys(rows[0]!)).toEqual(
    'RuleID Commit File SymlinkFile Secret Match StartLine EndLine StartColumn EndColumn Author Message Date Email Fingerprint Tags'.split(
      ' ',
    ),
  );
});

test('GitHub annotations are one line each, and escaped', () => {
  const lines = report('github').trimEnd().split('\n');
  expect(lines).toHaveLength(4);
  expect(lines[1]).toMatch(
    /^::error file=src\/a b%2Cc%3A%25\.ts,line=1,endLine=1,col=12,endColumn=52,title=GitHub personal access token::ghp_\*\*\*\[40\] \(github-pat\)/,
  );
  expect(lines.slice(0, -1).every((line) => /^::(?:error|warning|notice) [^\n]*::/.test(line))).toBe(true);
});

test("GitLab's report has what its schema requires", () => {
  const data = JSON.parse(report('gitlab')) as {
    version: string;
    scan: Record<string, unknown>;
    vulnerabilities: {
      id: string;
      location: { file: string; commit: { sha: string } };
      identifiers: unknown[];
      severity: string;
    }[];
  };
  expect(data.version).toMatch(/^15\./);
  expect(data.scan).toMatchObject({ type: 'secret_detection', status: 'success' });
  for (const key of ['start_time', 'end_time'])
    expect(data.scan[key]).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
  expect(data.vulnerabilities).toHaveLength(3);
  expect(new Set(data.vulnerabilities.map(({ id }) => id)).size).toBe(3);
  for (const { id, location, identifiers, severity } of data.vulnerabilities) {
    expect(id).toMatch(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(location.commit.sha).not.toBe('');
    expect(identifiers.length).toBeGreaterThan(0);
    expect(['Critical', 'High', 'Medium', 'Low']).toContain(severity);
  }
});

test('HTML is one file that fetches nothing, grouped by secret, and nothing in it runs but its own script', () => {
  const page = report('html');
  expect(page.match(/<article /g)).toHaveLength(2);
  expect(page).toContain('2 secrets found in 3 places');
  expect(page).toContain("default-src 'none'");
  expect(page.match(/<script/g)).toHaveLength(1);
  expect(page).toContain('&lt;script&gt;');
  expect(page).not.toMatch(/<(?:img|link|iframe|object|embed|video|audio)\b|\bsrc=|@import|url\(/);
  for (const [, href] of page.matchAll(/href="([^"]*)"/g)) expect(href).toMatch(/^(?:#|https:)/);
  // each control has a name, and the page a language and a title
  expect(page).toMatch(/<html lang="en">/);
  expect(page.match(/<input/g)!.length).toBe(page.match(/<label/g)!.length);
  const script =
    'import sys,html.parser\nclass P(html.parser.HTMLParser):\n  s=[]\n  def handle_starttag(self,t,a):\n    if t not in ("meta","input","br"): self.s.append(t)\n  def handle_endtag(self,t):\n    assert self.s.pop()==t,t\np=P();p.feed(sys.stdin.read());assert p.s==[],p.s';
  expect(spawnSync('python3', ['-c', script], { input: page }).stderr.toString()).toBe('');
});
