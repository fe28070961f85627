// Which projects are compared, and why two scanners tell something else of them.

/**
 * @typedef {object} Project
 * @property {string} name
 * @property {string} commit
 * @property {string} [config]   gitleaks' configuration in it
 * @property {string} [baseline]   gitleaks' report in it
 *
 * @typedef {'only gitleaks' | 'only Staunch'} Side
 *
 * @typedef {{ RuleID: string, File: string, Secret: string, StartLine: number, EndLine: number }} Entry
 */

/** @type {Project[]} */
export const PROJECTS = [
  {
    name: 'authelia/authelia',
    commit: '658e3e6512c4e9fc85982e5fddf2b4422324f7de',
    baseline: '.gitleaks-baseline.json',
  },
  {
    name: 'HHS/OPRE-OPS',
    commit: 'eddd3310d5874b6f8a40186ef7f5dfecb466d915',
    baseline: 'gitleaks-baseline.json',
  },
  {
    name: 'bruin-data/ingestr',
    commit: 'a5be6722576af7498c083a139f532d28e3486736',
    baseline: 'gitleaks-baseline.json',
  },
  { name: 'ansible/awx', commit: 'e21dd0a0933fd544d1fe2513c54fe41203775eb5', config: '.gitleaks.toml' },
  { name: 'gitleaks/gitleaks', commit: 'b58d3f102cf3a2c84cb7f923d05c25c9b1aed84b', config: '.gitleaks.toml' },
];

/** @param {Entry} entry */
const keyOf = ({ File, RuleID, Secret }) => `${File}\0${RuleID}\0${Secret}`;

/**
 * What stands in one list and not in the other, by file, rule and value; a value that stands in a file several times
 * counts as often.
 *
 * @param {Entry[]} all
 * @param {Entry[]} others
 */
export function without(all, others) {
  /** @type {Map<string, number>} */
  const there = new Map();
  for (const entry of others) there.set(keyOf(entry), (there.get(keyOf(entry)) ?? 0) + 1);
  return all.filter((entry) => {
    const left = there.get(keyOf(entry)) ?? 0;
    there.set(keyOf(entry), left - 1);
    return left <= 0;
  });
}

/**
 * What is known of one place in one project, where no rule of thumb says it.
 *
 * @type {{ project: string, file: RegExp, rule: string, side: Side, why: string }[]}
 */
const KNOWN = [
  {
    project: 'authelia/authelia',
    file: /config\.template\.yml$/,
    rule: 'private-key',
    side: 'only Staunch',
    why: 'a placeholder of a private key behind # marks, which are left out where a text is read',
  },
  {
    project: 'authelia/authelia',
    file: /secrets\.md$/,
    rule: 'private-key',
    side: 'only Staunch',
    why: 'a private key in base64, told where it stands; gitleaks joins what it undid with a headline 22 lines above',
  },
  {
    project: 'authelia/authelia',
    file: /secrets\.md$/,
    rule: 'private-key',
    side: 'only gitleaks',
    why: 'a headline of a private key, joined with text that was undone 22 lines below; the key itself is told',
  },
  {
    project: 'authelia/authelia',
    file: /kube\/authelia\/authelia\.yml$/,
    rule: 'kubernetes-secret-yaml',
    side: 'only gitleaks',
    why: 'the second value of a manifest, in a match that starts eight lines before, in text that undoing the first one changed',
  },
];

/** @param {string} text */
const undone = (text) => Buffer.from(text, 'base64').toString('latin1');

/** @param {Entry} a @param {Entry} b */
const isBeside = (a, b) => a.StartLine <= b.EndLine + 1 && b.StartLine <= a.EndLine + 1;

/** @param {Entry} a @param {Entry} b */
const overlaps = (a, b) => a.Secret.includes(b.Secret) || b.Secret.includes(a.Secret);

/**
 * Why one of the two tells a finding that the other one does not; undefined where nobody knows.
 *
 * @param {Side} side
 * @param {Entry} entry
 * @param {Entry[]} others   all that the other one told
 * @param {Project} project
 * @returns {string | undefined}
 */
export function reasonOf(side, entry, others, project) {
  const inFile = others.filter(({ File }) => File === entry.File);
  const isReport = entry.File === project.baseline;
  const known = KNOWN.find(
    (each) =>
      each.project === project.name &&
      each.side === side &&
      each.rule === entry.RuleID &&
      each.file.test(entry.File),
  );
  if (known) return known.why;
  if (side === 'only gitleaks') {
    if (inFile.some((other) => undone(other.Secret).includes(Buffer.from(entry.Secret).toString('latin1'))))
      return 'what stands in base64 is told there, once; gitleaks tells it undone as well, on the line after it';
    if (
      inFile.some(
        (other) => other.RuleID !== entry.RuleID && isBeside(entry, other) && overlaps(entry, other),
      )
    )
      return 'two rules know the same stretch, and the more telling one is named';
    if (isReport && inFile.some((other) => other.RuleID === entry.RuleID && isBeside(entry, other)))
      return "in the report itself: the same stretch with its escapes undone, whose ends gitleaks' undoing moved";
    return undefined;
  }
  if (entry.File.includes('!'))
    return 'in an archive, which gitleaks does not open unless --max-archive-depth says so';
  if (isReport && inFile.some((other) => isBeside(entry, other)))
    return 'in the report itself: Match and Secret hold the value both, and escapes of JSON are undone in either';
  if (inFile.some((other) => overlaps(entry, other) && isBeside(entry, other)))
    return 'the same stretch, which gitleaks tells with other ends';
  return undefined;
}
