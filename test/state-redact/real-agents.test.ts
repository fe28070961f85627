/** The real Claude Code and the real Codex go on with their sessions after a redaction, and after it is taken back. */
import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { githubToken } from '../kit/secrets.ts';
import { startMessages, startResponses } from '../state/kit/models.ts';
import { fetchAgent } from '../state/kit/real-agent.ts';
import { findingsIn, stateIn } from '../state/kit/report.ts';
import { noSqlite } from '../state/kit/sqlite.ts';
import { dumpOf, holdersOf, plainFiles } from './kit/evidence.ts';

const claude = fetchAgent({ package: '@anthropic-ai/claude-code', program: 'claude', version: '2.1.332' });
const codex = fetchAgent({ package: '@openai/codex', program: 'codex', version: '0.171.0' });
const because = (agent: unknown): string => (typeof agent === 'string' ? ` (skipped: ${agent})` : noSqlite);

const linesOf = (folder: string): Record<string, unknown>[] =>
  fs
    .readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.jsonl'))
    .flatMap((name) => fs.readFileSync(path.join(folder, name), 'utf8').trimEnd().split('\n'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe.skipIf(because(claude) !== '')(`the real Claude Code${because(claude)}`, () => {
  test('a session is scanned, redacted, continued and put back', { timeout: 400_000 }, async () => {
    if (typeof claude === 'string') return;
    const folder = stateIn();
    const { home, project } = folder;
    const [exported, thought] = [githubToken(511), githubToken(512)];
    const model = await startMessages('env | grep API_TOKEN', `they have ${thought}, it seems`);
    const env = {
      HOME: home,
      LANG: 'C.UTF-8',
      SHELL: '/bin/bash',
      ANTHROPIC_BASE_URL: model.url,
      ANTHROPIC_API_KEY: 'x',
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
      DISABLE_AUTOUPDATER: '1',
      DISABLE_TELEMETRY: '1',
      IS_SANDBOX: '1',
    };
    const free = '--dangerously-skip-permissions';
    const where = ['--home', home, '--project', project];
    const sessions = path.join(home, '.claude/projects');
    try {
      const asked = await claude.run(['-p', 'print the environment', free], project, {
        ...env,
        API_TOKEN: exported,
      });
      expect(asked.err + asked.out).toContain('That is all.');
      const report = findingsIn(folder.scan());
      expect(report.placesOf(exported).length).toBeGreaterThan(0);
      expect(report.placesOf(thought).length).toBeGreaterThan(0);
      const before = plainFiles(home);
      const count = linesOf(sessions).length;

      expect(folder.run(['redact', '--yes', ...where])).toMatchObject({
        code: 0,
        out: expect.stringMatching(/ 0 left outside of what belongs\n$/),
      });
      expect(holdersOf(home, [exported, thought])).toEqual({});
      expect(linesOf(sessions)).toHaveLength(count);
      expect(JSON.stringify(linesOf(sessions)).includes('"signature"')).toBe(false);
      expect(folder.run(['undo', '--yes', ...where])).toMatchObject({ code: 0 });
      expect(plainFiles(home)).toEqual(before);

      expect(folder.run(['redact', '--yes', ...where]).code).toBe(0);
      const told = model.requests.length;
      const more = await claude.run(['-p', '-c', 'go on', free], project, env);
      expect(more.err + more.out).toContain('That is all.');
      expect(more.code).toBe(0);
      const sent = model.requests.slice(told).join('\n');
      // the session's past is sent again, with marks, and without what was signed
      expect(sent.includes('[REDACTED:')).toBe(true);
      expect(sent.includes('"signature"')).toBe(false);
      for (const value of [exported, thought]) expect(sent.includes(value)).toBe(false);
      expect(holdersOf(home, [exported, thought])).toEqual({});
    } finally {
      await model.close();
    }
  });
});

describe.skipIf(because(codex) !== '')(`the real Codex${because(codex)}`, () => {
  test('a session is scanned, redacted, continued and put back', { timeout: 400_000 }, async () => {
    if (typeof codex === 'string') return;
    const folder = stateIn();
    const { home, project } = folder;
    const exported = githubToken(521);
    const model = await startResponses('env | grep API_TOKEN');
    const own = path.join(home, '.codex');
    fs.mkdirSync(own);
    fs.writeFileSync(
      path.join(own, 'config.toml'),
      `model = "m"
model_provider = "local"
check_for_update_on_startup = false
[model_providers.local]
name = "local"
base_url = "${model.url}/v1"
wire_api = "responses"
[analytics]
enabled = false
`,
    );
    const env = { HOME: home, LANG: 'C.UTF-8', SHELL: '/bin/bash' };
    const exec = ['exec', '--skip-git-repo-check', '--dangerously-bypass-approvals-and-sandbox'];
    const where = ['--home', home, '--project', project];
    const positions = path.join(own, 'thread_history_1.sqlite');
    try {
      const asked = await codex.run([...exec, 'print the environment'], project, {
        ...env,
        API_TOKEN: exported,
      });
      expect(asked.err + asked.out).toContain('That is all.');
      const report = findingsIn(folder.scan());
      expect(report.placesOf(exported).some((name) => name.includes('/sessions/'))).toBe(true);
      const before = { files: plainFiles(home), dump: dumpOf(positions) };
      const count = linesOf(path.join(own, 'sessions')).length;

      expect(folder.run(['redact', '--yes', ...where])).toMatchObject({
        code: 0,
        out: expect.stringMatching(/ 0 left outside of what belongs\n$/),
      });
      expect(holdersOf(home, [exported])).toEqual({});
      expect(linesOf(path.join(own, 'sessions'))).toHaveLength(count);
      expect(fs.existsSync(positions)).toBe(false);
      expect(folder.run(['undo', '--yes', ...where])).toMatchObject({ code: 0 });
      expect(plainFiles(home)).toEqual(before.files);
      expect(dumpOf(positions)).toEqual(before.dump);

      expect(folder.run(['redact', '--yes', ...where]).code).toBe(0);
      const told = model.requests.length;
      const more = await codex.run([...exec, 'resume', '--last', 'go on'], project, env);
      expect(more.err + more.out).toContain('That is all.');
      expect(more.code).toBe(0);
      const sent = model.requests.slice(told).join('\n');
      expect(sent.includes('[REDACTED:')).toBe(true);
      expect(sent.includes(exported)).toBe(false);
      expect(holdersOf(home, [exported])).toEqual({});

      // the positions that Codex made anew are of the redacted session: those of the old one come back with it
      expect(fs.existsSync(positions)).toBe(true);
      expect(folder.run(['undo', '--yes', ...where])).toMatchObject({ code: 0 });
      expect(dumpOf(positions)).toEqual(before.dump);
      const again = await codex.run([...exec, 'resume', '--last', 'and on'], project, env);
      expect(again.code).toBe(0);
      expect(model.requests.at(-1)!.includes(exported)).toBe(true);
    } finally {
      await model.close();
    }
  });
});
