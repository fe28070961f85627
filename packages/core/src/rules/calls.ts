/** Passwords that only their place tells: an argument behind the user's name, a line of a network device, a name that is not English. */
import { PLACED } from './kit/placed.ts';
import type { Rule } from './kit/rule.ts';

const shared = {
  ...PLACED,
  ignoreCase: true,
  edges: { before: '', after: '' },
  evidence: 'assignment',
} as const;

const LITERAL = String.raw`(?:"[^"\r\n]{0,200}"|'[^'\r\n]{0,200}')`;
const ARGUMENT = String.raw`(?:${LITERAL}|[\w.$\[\]]{1,60})\s{0,4},\s{0,40}`;
const PASSWORD = String.raw`["'](?<secret>[^\x00-\x20"'\x60\\\x7f]{5,128})["']\s{0,4}[,)]`;

/** Functions that take a user and a password. */
const BASIC = [
  'httpbasicauth',
  'httpdigestauth',
  'networkcredential',
  'usernamepasswordcredential',
  'usernamepasswordcredentials',
  'usernamepasswordtoken',
  'passwordauthentication',
  'setbasicauth',
  'basicauth',
  'basic_auth',
  'basiccredentials',
];
/** Functions that take an address, a user and a password. */
const CONNECT = ['mysql_connect', 'mysqli', 'mysqli_connect', 'pdo', 'getconnection'];

/** What comes before the secret in the configuration of a network device. */
const DEVICE = [
  String.raw`enable (?:secret|password)`,
  String.raw`username \S{1,64} (?:privilege [0-9]{1,2} )?(?:secret|password)`,
  String.raw`pre-shared-key(?: (?:local|remote|ascii-text))?`,
  String.raw`radius-server key`,
  String.raw`tacacs-server key`,
  String.raw`crypto isakmp key`,
  String.raw`ppp chap password`,
  String.raw`ppp pap sent-username \S{1,64} password`,
  String.raw`wpa-psk(?: ascii)?`,
  String.raw`neighbor \S{1,45} password`,
];

/** «Password» elsewhere, in letters of ASCII. */
const ELSEWHERE = ['wachtwoord', 'heslo', 'salasana', 'adgangskode', 'lozinka'];
const latin1 = (text: string): string => Buffer.from(text).toString('latin1');
/** And in others, as UTF-8, one character a byte: the case of those is not folded. */
const IN_OTHER_LETTERS = [
  'hasło',
  'Hasło',
  'lösenord',
  'Lösenord',
  'jelszó',
  'Jelszó',
  'şifre',
  'Şifre',
  'contraseña',
  'Contraseña',
  'пароль',
  'Пароль',
  '密码',
  '密碼',
  'パスワード',
  '비밀번호',
].map(latin1);
const ASSIGNED = String.raw`["'\x60\])]{0,2}\s{0,4}(?::|=>|:=|=|${latin1('：')})\s{0,4}["'\x60]?(?<secret>[!#-&(-_a-~]{5,127}[!#-&(-+\-.\/0-:<-_a-~])`;

export const calls: readonly Rule[] = [
  {
    ...shared,
    id: 'call-user-password',
    title: 'Password behind a user name in a call',
    pattern: String.raw`(?:${BASIC.join('|')})\(\s{0,40}${ARGUMENT}${PASSWORD}`,
    keywords: BASIC.map((name) => name.slice(0, 20)),
    examples: (sample) => [
      `auth=HTTPBasicAuth('bob', 'k7${sample.letters(9)}')`,
      `new NetworkCredential("bob", "k7${sample.letters(9)}")`,
      `req.SetBasicAuth(user, "k7${sample.letters(9)}")`,
    ],
    counterExamples: () => ['HTTPBasicAuth(user, password)', 'SetBasicAuth("bob", "")'],
  },
  {
    ...shared,
    id: 'tuple-user-password',
    title: 'Password behind a user name in a pair',
    pattern: String.raw`auth\s{0,2}=\s{0,2}\(\s{0,4}${LITERAL}\s{0,4},\s{0,4}${PASSWORD}`,
    keywords: ['auth'],
    examples: (sample) => [`requests.get(url, auth=('bob', 'k7${sample.letters(9)}'))`],
    counterExamples: () => ["auth = ('bob', password)", "auth=('bob',)"],
  },
  {
    ...shared,
    id: 'connect-password',
    title: 'Password behind an address and a user name in a call',
    pattern: String.raw`(?:${CONNECT.join('|')})\(\s{0,40}${ARGUMENT}${ARGUMENT}${PASSWORD}`,
    keywords: CONNECT,
    examples: (sample) => [
      `$db = new mysqli("localhost", "root", "k7${sample.letters(9)}", "app");`,
      `DriverManager.getConnection("jdbc:mysql://h/db", user, "k7${sample.letters(9)}")`,
      `new PDO('mysql:host=h;dbname=d', 'root', 'k7${sample.letters(9)}')`,
    ],
    counterExamples: () => ['mysqli($host, $user, $password)', "mysql_connect('h', 'root', '')"],
  },
  {
    ...shared,
    id: 'network-device-password',
    title: 'Password in the configuration of a network device',
    // 0 announces a password as it stands, 7 one in the reversible form; 5 and more are hashes
    pattern: String.raw`(?:${DEVICE.join('|')})[ \t]{1,4}(?:0[ \t]{1,4}|7[ \t]{1,4})?["']?(?<secret>[^\x00-\x20"'\x60\\\x7f$<>(){}|=,;]{6,80})`,
    keywords: DEVICE.map((head) => /^[a-z-]+/.exec(head)![0]),
    edges: { before: String.raw`\w`, after: '' },
    reference:
      'https://www.cisco.com/c/en/us/support/docs/security-vpn/remote-authentication-dial-user-service-radius/107614-64.html',
    examples: (sample) => [
      `enable secret 0 k7${sample.letters(9)}`,
      `username bob privilege 15 secret k7${sample.letters(9)}`,
      `radius-server key 7 ${sample.hex(22).toUpperCase()}`,
      `set security ike policy p pre-shared-key ascii-text "k7${sample.letters(9)}"`,
    ],
    counterExamples: (sample) => [
      `enable secret 5 $1$${sample.alnum(4)}$${sample.alnum(22)}`,
      'pre-shared-key <key>',
    ],
  },
  {
    ...shared,
    id: 'password-elsewhere',
    title: 'Password assigned to its name in another language',
    pattern: `(?:${ELSEWHERE.join('|')})${ASSIGNED}`,
    keywords: ELSEWHERE,
    edges: { before: 'A-Za-z0-9', after: '' },
    examples: (sample) => [`wachtwoord: k7${sample.letters(9)}`],
    counterExamples: () => ['wachtwoord: ', 'heslo = get'],
  },
  {
    ...shared,
    id: 'password-in-other-letters',
    title: 'Password assigned to its name in other letters than those of ASCII',
    ignoreCase: false,
    pattern: `(?:${IN_OTHER_LETTERS.join('|')})${ASSIGNED}`,
    keywords: IN_OTHER_LETTERS.map((word) => word.replace(/[A-Z]/g, (letter) => letter.toLowerCase())),
    edges: { before: 'A-Za-z0-9', after: '' },
    examples: (sample) => [`пароль: k7${sample.letters(9)}`, `Hasło = "k7${sample.letters(9)}"`].map(latin1),
    counterExamples: () => [latin1('пароль: ')],
  },
];
