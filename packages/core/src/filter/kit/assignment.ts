/** What a match of a generic rule says before its value: the name that is assigned to, and how. */
import type { Match } from '../../finding.ts';

type Kind = 'password' | 'secret' | 'token' | 'key' | 'auth' | 'credential';

export interface Assignment {
  /** As it is written. */
  readonly name: string;
  /** The words of the name in lower case, split at separators and camel case, final digits cut off. */
  readonly words: readonly string[];
  /** Which of `words` makes it telling, and as what; undefined when none does. */
  readonly at: number;
  readonly kind: Kind | undefined;
  /** The word before the name, on the same line. */
  readonly beforeName: string;
  /** What stands between the name and the value, quotes included. */
  readonly operator: string;
  readonly quoted: boolean;
}

const KINDS: readonly (readonly [Kind, RegExp])[] = [
  [
    'password',
    /^(?!keepass|lastpass|onepass|multipass|bypass|compass|encompass|trespass|surpass|overpass|underpass)[a-z]*pass$|passw[a-z]{1,4}s?$|passphrase$|passcode$|pwds?$|^(?:db|my|user|usr|admin|root|login|ftp|http|sql|mysql|mail|smtp|web|ssh|wifi|app)?(?:psw(?:d|rd|ord)?|pw)$|passe$|passord$|kennwort$|senha$|contrasen|^contrase/,
  ],
  ['secret', /(?<!lib)secrete?s?$/],
  ['token', /tokens?$/],
  ['key', /(?<!mic|mon|tur|don|hoc|joc|whis|lac|smo)keys?$/],
  ['credential', /^(?!sacred|massacred)[a-z]{0,12}creds?$|credentials?$/],
  ['auth', /^[a-z]{0,8}auth$|authorization$|^bearer$|^basic$/],
];

function kindOf(word: string): Kind | undefined {
  for (const [kind, pattern] of KINDS) if (pattern.test(word)) return kind;
  return undefined;
}

/** The words of a name. */
export function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9\x80-\xff]+/)
    .map((word) => word.replace(/(?<=[a-z])\d+$/, ''))
    .filter(Boolean);
}

/** A quote that is still open where the value starts. */
const QUOTED = /(?:["'`]|&quot;|&#34;)(?:bearer |basic |token |apikey )?$/i;

/** What comes before a password where no name does: a URL's user, the user of a command, SQL. */
const IMPLIED =
  /^:\/\/|^-u|^--(?:proxy-)?user|^identified\s|^insert\s|^[\x80-\xff]|^(?:basic_?auth|set|http|network|username|user|password)[a-z]*\(|^basiccred|^auth\s*=\s*\(|^(?:mysql\w*|pdo|getconnection)\(|^(?:enable|username|crypto|ppp|neighbor)\s|^(?:pre-shared|radius|tacacs|wpa-psk)|^(?:wachtwoord|heslo|salasana|adgangskode|lozinka|has\xc5|l\xc3\xb6|jelsz|parol)/i;

const known = new WeakMap<Match, Assignment>();

/** Several filters ask for the same match. */
export function assignmentOf(match: Match): Assignment {
  let assignment = known.get(match);
  if (!assignment) known.set(match, (assignment = read(match)));
  return assignment;
}

function read(match: Match): Assignment {
  const valueAt = match.text.lastIndexOf(match.value);
  const head = match.text.slice(0, valueAt);
  const ownName = /^[\w.-]*/.exec(head)![0];
  const operator = head.slice(ownName.length);
  const line = head.includes('\n')
    ? ''
    : match.before.slice(0, Math.max(0, match.before.length - head.length)).slice(-80);
  const started = /[\w.-]*$/.exec(line)![0];
  const beforeName = /([A-Za-z][\w-]*)[ \t]+$/.exec(line.slice(0, line.length - started.length))?.[1] ?? '';
  const words = wordsOf(started + ownName);
  if (IMPLIED.test(head)) {
    return {
      name: started + ownName,
      words,
      at: words.length,
      kind: 'password',
      beforeName,
      operator,
      quoted: true,
    };
  }
  let at = -1;
  let kind: Kind | undefined;
  for (let i = words.length - 1; i >= 0 && !kind; i--) {
    kind = kindOf(words[i]!);
    at = i;
  }
  return {
    name: started + ownName,
    words,
    at: kind ? at : -1,
    kind,
    beforeName,
    operator,
    quoted: QUOTED.test(operator),
  };
}
