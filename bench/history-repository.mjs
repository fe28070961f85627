// A repository with a long history: sources that were edited, moved and added to, by so many commits. It is the same on
// every machine, down to the commits' names; nothing is checked out.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { typicalSources } from './corpus.mjs';
import { git, gitEnvironment } from './git.mjs';
import { cache } from './paths.mjs';
import { chance, pick } from './random.mjs';

const FIRST_FILES = 1500;
const EPOCH = 1_700_000_000;

/**
 * Its path; made once.
 * @param {number} commits
 */
export async function historyRepository(commits) {
  const target = path.join(cache, 'history', `${commits}-commits`);
  if (fs.existsSync(target)) return target;
  const making = `${target}.making`;
  fs.rmSync(making, { recursive: true, force: true });
  fs.mkdirSync(making, { recursive: true });
  git(making, ['init', '--quiet', '--initial-branch=main']);
  const child = spawn('git', ['fast-import', '--quiet'], {
    cwd: making,
    env: gitEnvironment(),
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const done = once(child, 'close');
  for (const part of stream(commits)) if (!child.stdin.write(part)) await once(child.stdin, 'drain');
  child.stdin.end();
  const [code] = await done;
  if (code !== 0) throw new Error(`git fast-import: exit ${code}`);
  // packed as a server would have it
  git(making, ['repack', '-a', '-d', '-f', '-q']);
  // trufflehog wants to read an index
  git(making, ['read-tree', 'main']);
  fs.renameSync(making, target);
  return target;
}

/**
 * What git fast-import reads.
 * @param {number} commits
 */
function* stream(commits) {
  const random = chance(commits);
  const sources = typicalSources(Math.min(FIRST_FILES, commits)).map((file) => ({
    name: path.basename(file),
    lines: fs.readFileSync(file, 'utf8').split('\n'),
  }));
  /** @type {{ name: string, lines: string[] }[]} */
  const files = sources.map(({ name, lines }, i) => ({
    name: `src/${i % 40}/${i}-${name}`,
    lines: [...lines],
  }));
  for (let i = 0; i < commits; i++) {
    const changed =
      i === 0 ? files : Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(random, files));
    if (i % 20 === 19) {
      const { lines, name } = pick(random, sources);
      const added = { name: `src/new/${i}-${name}`, lines: [...lines] };
      files.push(added);
      changed.push(added);
    }
    yield head(i, `Change ${changed.length} files, part ${i}`);
    for (const file of new Set(changed)) {
      if (i > 0) edit(random, file.lines, pick(random, sources).lines);
      yield content(file.name, file.lines.join('\n'));
    }
  }
}

/** @param {number} i @param {string} message */
function head(i, message) {
  const who = `Somebody <somebody@example.com> ${EPOCH + i * 60} +0000`;
  return `commit refs/heads/main\ncommitter ${who}\ndata ${Buffer.byteLength(message)}\n${message}\n`;
}

/** @param {string} name @param {string} text */
function content(name, text) {
  return `M 100644 inline ${name}\ndata ${Buffer.byteLength(text)}\n${text}\n`;
}

/**
 * A few lines give way to a few of another file.
 * @param {() => number} random
 * @param {string[]} lines
 * @param {readonly string[]} other
 */
function edit(random, lines, other) {
  const from = Math.floor(random() * other.length);
  const fresh = other.slice(from, from + 1 + Math.floor(random() * 12));
  const removed = Math.floor(random() * Math.min(lines.length, 12));
  lines.splice(Math.floor(random() * lines.length), removed, ...fresh);
}
