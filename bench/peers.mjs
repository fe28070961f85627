// Who runs, how they are installed, and their command lines: the same work asked of each. No network, no decoding, no
// archives, no git metadata, every finding listed.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { lastLine } from './measure.mjs';
import { cache, staunch } from './paths.mjs';

/**
 * @typedef {import('./measure.mjs').Sample} Sample
 *
 * @typedef {object} Tool
 * @property {string} name
 * @property {string} version
 * @property {boolean} [extra]   runs only where --only names it
 * @property {() => string[]} install   the start of its command line; throws where it cannot be had
 * @property {(directory: string, report: string, threads: number) => string[]} scan   the rest of it
 * @property {(threads: number) => Record<string, string>} [env]
 * @property {number[]} codes   exit codes of a run that did its work
 * @property {(report: string, sample: Sample) => { findings?: number, bytes?: number }} result   what it says it found, and read
 */

/** @type {Tool} */
export const ioOnly = {
  name: 'IO only',
  version: 'open, read, close',
  install: () => [process.execPath, fileURLToPath(new URL('io-only.mjs', import.meta.url))],
  scan: (directory, _report, threads) => [directory, String(threads)],
  codes: [0],
  result: (_report, { stdout }) => ({ bytes: JSON.parse(stdout).bytes }),
};

/** @type {Tool} */
export const self = {
  name: 'Staunch',
  version: 'this tree',
  install: () => [process.execPath, staunch],
  scan: (directory, report, threads) => [
    ...words(`scan --no-managed --no-decode --threads ${threads} --format json --output`),
    report,
    directory,
  ],
  codes: [0, 1],
  result: (report) => {
    const { findings, stats } = JSON.parse(fs.readFileSync(report, 'utf8'));
    return { findings: findings.length, bytes: stats.bytes };
  },
};

/** @type {Tool} */
export const gitleaks = {
  name: 'gitleaks',
  version: '8.30.1',
  install: () => {
    const folder = path.join(cache, 'peers', `gitleaks-${gitleaks.version}`);
    const executable = path.join(folder, 'gitleaks');
    if (!fs.existsSync(executable)) {
      execute('go', ['install', `github.com/zricethezav/gitleaks/v8@v${gitleaks.version}`], {
        GOBIN: folder,
      });
    }
    return [executable];
  },
  // its default decodes base64, percent and hex, and takes half as long again
  scan: (directory, report) => [
    ...words(
      'dir --no-banner --no-color --exit-code 0 --max-decode-depth 0 --report-format json --report-path',
    ),
    report,
    directory,
  ],
  env: (threads) => ({ GOMAXPROCS: String(threads) }),
  codes: [0],
  result: (report, { stderr }) => ({
    findings: JSON.parse(fs.readFileSync(report, 'utf8')).length,
    bytes: numberAfter(/scanned ~(\d+) bytes/, stderr),
  }),
};

/** @type {Tool} */
const kingfisher = {
  name: 'kingfisher',
  version: '2.14.0',
  install: () => {
    const folder = path.join(cache, 'peers', `kingfisher-${kingfisher.version}`);
    // the program itself: the package's command would start Python first
    const executable = path.join(folder, 'kingfisher', 'bin', 'kingfisher');
    if (!fs.existsSync(executable)) {
      const pip = words('-m pip install -q --no-deps --target');
      execute('python3', [...pip, folder, `kingfisher-bin==${kingfisher.version}`]);
    }
    return [executable];
  },
  scan: (directory, report, threads) => [
    ...words('scan --no-update-check --no-validate --no-extract-archives --no-base64 --no-dedup'),
    ...words(`--git-history none --commit-metadata=false --jobs ${threads} --format json --output`),
    report,
    directory,
  ],
  codes: [0, 200, 205],
  result: (report, { stdout }) => ({
    findings: JSON.parse(fs.readFileSync(report, 'utf8')).findings.length,
    bytes: numberAfter(/"bytes_scanned":(\d+)/, stdout),
  }),
};

/** @type {Tool[]} */
export const TOOLS = [
  ioOnly,
  self,
  gitleaks,
  kingfisher,
  // as a user gets it who sets nothing
  {
    ...gitleaks,
    name: 'gitleaks-decoding',
    extra: true,
    scan: (...all) => [...gitleaks.scan(...all), '--max-decode-depth', '5'],
  },
  // its own fastest, without a look at a file's language
  {
    ...kingfisher,
    name: 'kingfisher-turbo',
    extra: true,
    scan: (...all) => [...kingfisher.scan(...all), '--turbo'],
  },
];

/**
 * What --only calls it.
 * @param {Tool} tool
 */
export function key(tool) {
  return tool.name.toLowerCase().replace(' ', '-');
}

/** @param {string} text */
function words(text) {
  return text.split(' ');
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {Record<string, string>} [env]
 */
function execute(command, args, env) {
  try {
    execFileSync(command, args, {
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
      env: { ...process.env, ...env },
    });
  } catch (error) {
    const { code, stderr } = /** @type {{ code?: string, stderr?: string }} */ (error);
    throw new Error(
      code === 'ENOENT'
        ? `not installed: there is no ${command}`
        : `not installed: ${lastLine(stderr ?? '')}`,
      { cause: error },
    );
  }
}

/**
 * @param {RegExp} pattern
 * @param {string} text
 */
function numberAfter(pattern, text) {
  const found = pattern.exec(text)?.[1];
  return found === undefined ? undefined : Number(found);
}
