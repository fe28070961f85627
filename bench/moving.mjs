// What moving from gitleaks is: the configuration files and reports of public projects, as they are, and gitleaks' rules
// on the same tree in both tools. Every difference is printed with why; one that has no reason yet makes it fail.
//
//   node bench/moving.mjs [--only owner/name] [--from DIR] [--keep]
//
// gitleaks is installed through Go when it is not there yet, and the projects are fetched from GitHub, one commit each;
// with --from they are taken out of clones in DIR/owner/name. No value is printed.
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { cache, staunch, temporary } from './paths.mjs';
import { gitleaks, gitleaksRules } from './peers/gitleaks.mjs';
import { PROJECTS, reasonOf, without } from './moving-reasons.mjs';

const { values: flags } = parseArgs({
  options: { only: { type: 'string' }, from: { type: 'string' }, keep: { type: 'boolean', default: false } },
});

/** @param {import('./moving-reasons.mjs').Project} project @param {string} into */
function checkOut({ name, commit }, into) {
  fs.mkdirSync(into, { recursive: true });
  let clone = flags.from && path.join(path.resolve(flags.from), name);
  if (!clone) {
    clone = path.join(cache, 'moving', name);
    fs.mkdirSync(clone, { recursive: true });
    const git = (/** @type {string[]} */ ...args) => execFileSync('git', ['-C', clone ?? '', ...args]);
    git('init', '-q', '--bare');
    git('fetch', '-q', '--depth', '1', `https://github.com/${name}`, commit);
  }
  const env = { ...process.env, GIT_INDEX_FILE: `${into}.index` };
  execFileSync('git', ['--git-dir', clone, 'read-tree', commit], { env });
  // a clone that leaves out large files gives what it has
  const options = { env, encoding: /** @type {const} */ ('utf8') };
  const { stderr } = spawnSync(
    'git',
    ['--git-dir', clone, '--work-tree', into, 'checkout-index', '-a'],
    options,
  );
  const missing = stderr.split('\n').filter((line) => line.includes('unable to read')).length;
  if (missing > 0) console.log(`  ${missing} of its files are not in the clone: nobody looks at them`);
}

/** @param {string} program @param {string[]} args @param {string} cwd @param {number[]} codes */
function run(program, args, cwd, codes) {
  const { status, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (error) throw error;
  if (status === null || !codes.includes(status))
    throw new Error(`${path.basename(program)} ended with ${status}: ${stderr.split('\n')[0]}`);
  return stderr;
}

/** @param {string} file @returns {import('./moving-reasons.mjs').Entry[]} */
const read = (file) => JSON.parse(fs.readFileSync(file, 'utf8'));

/**
 * The same rules for both: of a file that extends the default ones, or has none of its own, gitleaks' default file.
 *
 * @param {string} tree
 * @param {string} defaults
 * @param {string | undefined} config
 */
function sameRules(tree, defaults, config) {
  if (!config) return defaults;
  const own = fs.readFileSync(path.join(tree, config), 'utf8');
  const extend = `path = ${JSON.stringify(defaults)}`;
  const file = path.join(path.dirname(tree), 'rules.toml');
  const isExtending = /^\s*useDefault\s*=\s*true.*$/m;
  fs.writeFileSync(
    file,
    isExtending.test(own) ? own.replace(isExtending, extend) : `[extend]\n${extend}\n${own}`,
  );
  return file;
}

/** @param {import('./moving-reasons.mjs').Project} project @param {string} defaults @param {string} executable */
function compare(project, defaults, executable) {
  // outside of this repository, whose configuration would hold for it
  const folder = temporary(path.join(os.tmpdir(), 'moving-'), flags.keep);
  const tree = path.join(folder, 'tree');
  console.log(`\n${project.name} at ${project.commit.slice(0, 12)}`);
  checkOut(project, tree);
  // as they are: what cannot be read ends with 2
  for (const [flag, file] of [
    ['--config', project.config],
    ['--baseline', project.baseline],
  ]) {
    if (!file) continue;
    const args = [
      'scan',
      '--no-managed',
      '--no-patterns',
      '--quiet',
      '--format',
      'json',
      '--output',
      '../read.json',
    ];
    run(process.execPath, [staunch, ...args, flag ?? '', file, file], tree, [0, 1]);
    console.log(`  ${file} is read as it is`);
  }
  const rules = sameRules(tree, defaults, project.config);
  const theirs = path.join(folder, 'gitleaks.json');
  const ours = path.join(folder, 'staunch.json');
  const scan = ['dir', '--no-banner', '--exit-code', '0', '--config', rules, '--report-format', 'json'];
  run(executable, [...scan, '--report-path', theirs, '.'], tree, [0]);
  const own = [
    'scan',
    '--no-managed',
    '--config',
    rules,
    '--format',
    'gitleaks',
    '--reveal',
    '--output',
    ours,
  ];
  run(process.execPath, [staunch, ...own, '.'], tree, [0, 1]);
  const [found, told] = [read(theirs), read(ours)];
  const [missing, more] = [without(found, told), without(told, found)];
  console.log(
    `  gitleaks ${found.length}, both ${found.length - missing.length}, only Staunch ${more.length}`,
  );
  /** @type {Map<string, number>} */
  const reasons = new Map();
  let unexplained = 0;
  for (const [side, entries, others] of /** @type {const} */ ([
    ['only gitleaks', missing, told],
    ['only Staunch', more, found],
  ])) {
    for (const entry of entries) {
      const reason = reasonOf(side, entry, others, project);
      if (reason === undefined) unexplained++;
      const place = `${entry.File}:${entry.StartLine} ${entry.RuleID}`;
      const line = reason === undefined ? `${side}: NOT EXPLAINED: ${place}` : `${side}: ${reason}`;
      reasons.set(line, (reasons.get(line) ?? 0) + 1);
    }
  }
  for (const [line, many] of reasons) console.log(`  ${String(many).padStart(5)}  ${line}`);
  return unexplained;
}

const executable = gitleaks.install()[0] ?? '';
const defaults = gitleaksRules();
fs.mkdirSync(cache, { recursive: true });
let unexplained = 0;
for (const project of PROJECTS)
  if (!flags.only || flags.only === project.name) unexplained += compare(project, defaults, executable);
console.log(`\n${unexplained === 0 ? 'every difference is explained' : `${unexplained} without a reason`}`);
process.exitCode = unexplained === 0 ? 0 : 1;
