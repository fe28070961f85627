// As many rules as one wants, in gitleaks' TOML, which several tools read: half of them tokens with a prefix, half values
// beside a vendor's name. Their keywords hardly occur in ordinary text.
import { chance, pick } from './random.mjs';

const SYLLABLES = [
  'ka',
  'vo',
  'zi',
  'tru',
  'plo',
  'xen',
  'qua',
  'dri',
  'mup',
  'jor',
  'wex',
  'fyl',
  'gax',
  'hob',
  'nyq',
];

/** @param {number} count */
export function generatedRules(count) {
  const random = chance(count);
  const seen = new Set();
  while (seen.size < count) seen.add(Array.from({ length: 4 }, () => pick(random, SYLLABLES)).join(''));
  return [...seen].map((name, i) => {
    const isToken = i % 2 === 0;
    const pattern = isToken
      ? `\\b(${name}_[A-Za-z0-9]{36})\\b`
      : `(?i)${name}[\\w.-]{0,20}[\\s'"]{0,3}(?:=|:|=>)[\\s'"]{0,5}([a-z0-9]{32})\\b`;
    return { id: `${name}-${isToken ? 'token' : 'key'}`, pattern, keyword: isToken ? `${name}_` : name };
  });
}

/** @param {ReturnType<typeof generatedRules>} rules */
export function asToml(rules) {
  const tables = rules.map(
    ({ id, pattern, keyword }) =>
      `[[rules]]\nid = "${id}"\ndescription = "${id}"\nregex = '''${pattern}'''\nkeywords = ["${keyword}"]\n`,
  );
  return `title = "generated"\n\n${tables.join('\n')}`;
}
