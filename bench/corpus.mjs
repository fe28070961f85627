// The corpus: packages of fixed versions, unpacked into plain directories. Registries keep a published version
// as it is, so everybody's corpus is the same; the digest in the table's head proves it.
import { execFileSync } from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { lastLine } from './measure.mjs';
import { cache } from './paths.mjs';

const directory = path.join(cache, 'corpus');
const record = path.join(cache, 'corpus.json');

// JavaScript and TypeScript sources, minified bundles and source maps, C and C++, translations, lockfiles, and
// the keys that test suites ship. No package dominates, and few files are binary.
const PACKAGES = [
  'npm/typescript@5.9.3',
  'npm/date-fns@4.1.0',
  'npm/core-js@3.39.0',
  'npm/lodash@4.17.21',
  'npm/rxjs@7.8.1',
  'npm/webpack@5.97.1',
  'npm/eslint@9.17.0',
  'npm/highlight.js@11.11.1',
  'npm/react-dom@19.0.0',
  'npm/vue@3.5.13',
  'npm/@mui/material@6.1.10',
  'npm/firebase-tools@13.29.1',
  'npm/grpc@1.24.11', // C and C++, with BoringSSL
  'npm/node-rdkafka@3.2.1', // C
  'npm/re2@1.21.4', // C++, with Abseil
  'npm/better-sqlite3@11.7.0', // one C file of 9 MB
  'python/django@5.1.4',
  'python/sympy@1.13.3',
  'python/jupyterlab@4.3.3', // bundles, yarn.lock
  'python/apache-airflow-core@3.0.0', // pnpm-lock.yaml, package-lock.json
  'python/kubernetes@31.0.0',
  'python/twisted@24.11.0',
  'python/networkx@3.4.2',
  'python/setuptools@75.6.0',
];

/** What the small parts of the bench are made of; the first is the directory of a quick run. */
const QUICK = ['npm/rxjs@7.8.1', 'npm/lodash@4.17.21', 'npm/eslint@9.17.0', 'python/networkx@3.4.2'];

/**
 * @typedef {object} Unpacked
 * @property {number} files
 * @property {number} bytes
 * @property {string} digest  over the names and sizes
 *
 * @typedef {Unpacked & { root: string, packages: Record<string, Unpacked> }} Corpus
 */

/**
 * Makes what is missing of the corpus and tells what it holds. An interrupted run goes on where it stopped.
 * @param {(line: string) => void} say
 * @param {boolean} quick   a small part of it
 * @returns {Corpus}
 */
export function makeCorpus(say, quick) {
  /** @type {Record<string, Unpacked>} */
  const packages = {};
  const before = recorded();
  fs.mkdirSync(directory, { recursive: true });
  const names = quick ? QUICK : PACKAGES;
  for (const [index, name] of names.entries()) {
    const known = before[name];
    if (known && fs.existsSync(folder(name))) {
      packages[name] = known;
    } else {
      say(`corpus ${index + 1}/${names.length}: ${name}`);
      unpack(name);
      packages[name] = describe(folder(name));
    }
    fs.writeFileSync(record, `${JSON.stringify({ packages: { ...before, ...packages } }, null, 2)}\n`);
  }
  if (quick) {
    const [name = ''] = QUICK;
    return { ...together({ [name]: /** @type {Unpacked} */ (packages[name]) }), root: folder(name) };
  }
  const wanted = new Set(PACKAGES.map(folder));
  for (const registry of fs.readdirSync(directory)) {
    for (const entry of fs.readdirSync(path.join(directory, registry))) {
      const old = path.join(directory, registry, entry);
      if (!wanted.has(old)) fs.rmSync(old, { recursive: true }); // of an earlier list
    }
  }
  fs.writeFileSync(record, `${JSON.stringify({ packages }, null, 2)}\n`);
  return { ...together(packages), root: directory };
}

/**
 * Text files of a size that people commit, from three languages.
 * @param {number} count
 * @returns {string[]} absolute paths
 */
export function typicalSources(count) {
  const groups = [
    ['npm/eslint@9.17.0', /\.js$/],
    ['npm/rxjs@7.8.1', /^src\/.*\.ts$/],
    ['python/networkx@3.4.2', /\.py$/],
  ].map(([name, wanted]) => {
    const base = folder(/** @type {string} */ (name));
    return list(base)
      .filter(
        (file) => file.size >= 2048 && file.size <= 20480 && /** @type {RegExp} */ (wanted).test(file.name),
      )
      .map((file) => path.join(base, file.name));
  });
  return Array.from({ length: count }, (_, index) => {
    const group = /** @type {string[]} */ (groups[index % groups.length]);
    return /** @type {string} */ (group[Math.floor((group.length * (index + 1)) / (count + 1))]);
  });
}

/**
 * Every file below, in the order of their names' bytes.
 * @param {string} base
 * @returns {string[]} relative to it
 */
export function allFiles(base) {
  return list(base).map((file) => file.name);
}

/** Enough to see whether a tool works. */
export function smallPart() {
  return folder('npm/lodash@4.17.21');
}

/** @param {string} name */
function folder(name) {
  const { registry, project, version } = parse(name);
  return path.join(directory, registry, `${project.replace(/^@/, '').replace('/', '-')}-${version}`);
}

/** @param {string} name */
function parse(name) {
  const [, registry = '', project = '', version = ''] = /^(npm|python)\/(.+)@(.+)$/.exec(name) ?? [];
  return { registry, project, version };
}

/** @param {string} name */
function unpack(name) {
  const { registry, project, version } = parse(name);
  const target = folder(name);
  const download = fs.mkdtempSync(path.join(cache, 'download-'));
  const content = path.join(download, 'content');
  fs.mkdirSync(content);
  try {
    if (registry === 'npm') {
      execute('npm', [
        'pack',
        `${project}@${version}`,
        '--silent',
        '--ignore-scripts',
        '--pack-destination',
        download,
      ]);
      execute('tar', [
        '-xzf',
        archive(download, '.tgz'),
        '-C',
        content,
        '--strip-components=1',
        '--no-same-owner',
      ]);
    } else {
      // A wheel for every platform: the same bytes on every machine, and nothing is built to learn its metadata.
      const anyPlatform = ['--only-binary', ':all:', '--platform', 'any', '--python-version', '3.11'];
      execute('python3', [
        '-m',
        'pip',
        'download',
        '-q',
        '--no-deps',
        ...anyPlatform,
        '-d',
        download,
        `${project}==${version}`,
      ]);
      execute('python3', ['-m', 'zipfile', '-e', archive(download, '.whl'), content]);
    }
    fs.rmSync(target, { recursive: true, force: true });
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.renameSync(content, target);
  } finally {
    fs.rmSync(download, { recursive: true, force: true });
  }
}

/**
 * @param {string} download
 * @param {string} ending
 */
function archive(download, ending) {
  const found = fs.readdirSync(download).find((entry) => entry.endsWith(ending));
  if (!found) throw new Error(`no ${ending} file was downloaded`);
  return path.join(download, found);
}

/**
 * @param {string} command
 * @param {string[]} args
 */
function execute(command, args) {
  try {
    execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'], encoding: 'utf8', cwd: cache });
  } catch (error) {
    const { code, stderr } = /** @type {{ code?: string, stderr?: string }} */ (error);
    const reason = code === 'ENOENT' ? 'not installed' : lastLine(stderr ?? '');
    throw new Error(`the corpus cannot be made: ${command} ${args.at(-1)}: ${reason}`, { cause: error });
  }
}

/**
 * Regular files in the order of their names' bytes.
 * @param {string} base
 */
function list(base) {
  return fs
    .readdirSync(base, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({ name: path.relative(base, file), size: fs.statSync(file).size }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * @param {string} base
 * @returns {Unpacked}
 */
function describe(base) {
  const files = list(base);
  return {
    files: files.length,
    bytes: files.reduce((sum, file) => sum + file.size, 0),
    digest: digest(files.map((file) => `${file.name}\0${file.size}`)),
  };
}

/** @param {string[]} lines */
function digest(lines) {
  return crypto.createHash('sha256').update(lines.join('\n')).digest('hex').slice(0, 12);
}

/** @returns {Record<string, Unpacked>} */
function recorded() {
  try {
    return JSON.parse(fs.readFileSync(record, 'utf8')).packages;
  } catch {
    return {}; // the first run, or a file cut short
  }
}

/**
 * @param {Record<string, Unpacked>} packages
 * @returns {Omit<Corpus, 'root'>}
 */
function together(packages) {
  const all = Object.values(packages);
  return {
    files: all.reduce((sum, one) => sum + one.files, 0),
    bytes: all.reduce((sum, one) => sum + one.bytes, 0),
    digest: digest(Object.entries(packages).map(([name, one]) => `${name}\0${one.digest}`)),
    packages,
  };
}
