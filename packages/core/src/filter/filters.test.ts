import { ruleOf } from '../finding.ts';
import { expect, test } from 'vitest';
import { emptyPolicy } from '../config/policy.ts';
import { bytesFragment } from '../fragment.ts';
import { sampler } from '../rules/kit/sample.ts';
import { createScanner } from '../scan.ts';

const scanner = createScanner({
  policy: emptyPolicy,
  minConfidence: 'medium',
  machineKey: () => new Uint8Array(32),
});

function rulesIn(text: string, path = 'file'): string[] {
  return scanner.scan(bytesFragment({ path }, Buffer.from(text))).findings.map(ruleOf);
}

/** The example of jwt.io, put together so that it does not stand here. */
const JWT_IO = [
  Buffer.from('{"alg":"HS256","typ":"JWT"}').toString('base64url'),
  Buffer.from('{"sub":"1234567890","name":"John Doe","iat":1516239022}').toString('base64url'),
  ['SflKxwRJSMeKKF2QT4f', 'wpMeJf36POk6yJV_adQssw5c'].join(''),
].join('.');

const sample = sampler(7);
const random = sample.alnum(32);
const password = `r7${sample.letters(8)}`;

test.each([
  ['JSON', `"acmeToken": "${random}"`],
  ['YAML', `acme_api_key: ${random}`],
  ['Go', `acmeSecret := "${random}"`],
  ['Go with a type', `var acmeToken string = "${random}"`],
  ['Ruby', `:acme_token => '${random}'`],
  ['PHP', `$acmeToken .= "${random}";`],
  ['shell', `export ACME_SECRET_KEY=${random}`],
  ['a default', `process.env.ACME_TOKEN || '${random}'`],
  ['a template literal', 'const acmeToken = `' + random + '`'],
  ['a flag', `acme --token ${random}`],
  ['a URL', `https://api.host/v1?api_key=${random}&page=2`],
  ['a constant of C', `setopt(h, ACME_TOKEN, "${random}")`],
  ['a pair written apart', `- name: ACME_TOKEN\n  value: "${random}"`],
  ['a header', `-H "Authorization: Bearer ${random}"`],
  ['JSON in JSON', `{\\"acmeToken\\":\\"${random}\\"}`],
  ['HTML', `acmeToken=&quot;${random}&quot;`],
  ['an XML element', `<password>${password}</password>`],
  ['an XML attribute', `<add key="DbPassword" value="${password}" />`],
  ['an XML attribute whose name says key', `<add key="Acme:ApiToken" value="${random}" />`],
  ['a default of the same name', `ACME_TOKEN = os.environ.get("ACME_TOKEN", "${random}")`],
  ['a default password of the same name', `DB_PASSWORD = getenv('DB_PASSWORD', '${password}')`],
  ['a property list', `<key>ACME_TOKEN</key>\n  <string>${random}</string>`],
  ['a password in a property list', `<key>password</key><string>${password}</string>`],
  ['a connection string', `Server=db;User Id=sa;Password=${password};Database=app`],
  ['an INI file', `db.password = ${password}`],
  ['a short name', `PW:${password}`],
  ['SQL', `CREATE USER app IDENTIFIED BY '${password}'`],
  ['curl', `curl -u admin:${password} https://host/`],
  ['a password of all kinds of characters', `password: "Winter-2031!kx"`], // staunch:allow
  ['a Dockerfile', `ENV ACME_TOKEN=${random}`],
  ['a Dockerfile of old', `ENV ACME_TOKEN ${random}`],
  ['Terraform', `  acme_token = "${random}"`],
  ['a Java property', `acme.api.key=${random}`],
  ['an annotation', `@Value(token = "${random}")`],
  ['C#', `public const string AcmeToken = "${random}";`],
  ['Kotlin', `val acmeToken: String = "${random}"`],
  ['Rust', `let acme_token: &str = "${random}";`],
  ['Swift', `let acmeToken = "${random}"`],
  ['Dart', `final acmeToken = '${random}';`],
  ['Scala', `val acmeToken = "${random}"`],
  ['Elixir', `config :acme, token: "${random}"`],
  ['Clojure', `:acme-token "${random}"`],
  ['Lua', `acme_token = '${random}'`],
  ['Perl', `my $acme_token = '${random}';`],
  ['R', `acme_token <- "${random}"`],
  ['PowerShell', `$env:ACME_TOKEN = "${random}"`],
  ['a batch file', `set ACME_TOKEN=${random}`],
  ['make', `ACME_TOKEN := ${random}`],
  ['Objective-C', `NSString *acmeToken = @"${random}";`],
  ['HCL', `token = "${random}"`],
  ['an INI section', `[acme]\nsecret_key = ${random}`],
  ['a comparison', `if (token == "${random}") {`],
  ['an element with words before the value', `<secret>{acme Zm9v ${random}}</secret>`],
  ['an element over lines', `<apiKey>\n  ${random}\n</apiKey>`],
  ['a log that tells the key', `[DEBUG] Using Key=${random}`],
  ['an ID and a secret in one', `acme_token: "49|${sample.alnum(40)}"`],
  ['a service and a value', `pandadoc ${random}`],
  ['a service and a quoted value', `{"shodan": "${random}"}`],
  ['a prefix that says what it is', `see qzv_sk_${random}`],
  ['a prefix with a kind first', `pat_qzv_${sample.alnum(40)}`],
  ['curl for C', `curl_easy_setopt(c, CURLOPT_USERPWD, "root:${password}");`],
  ['.pgpass', `db.acme.io:5432:app:deploy:${password}`],
  ['.netrc', `machine api.acme.io login me password ${password}`],
  ['htpasswd', `admin:$apr1$${sample.alnum(8)}$${sample.alnum(22)}`],
  ['a manifest of Kubernetes', `kind: Secret\ndata:\n  pw: ${Buffer.from(random).toString('base64')}\n`],
  ['a framework key with symbols', `SECRET_KEY = 'd${sample.lower(20)}#@${sample.lower(12)}!%q'`],
  ['a block of YAML', `secret_key: |\n  ${random}`],
  ['a folded block of YAML', `api_token: >-\n    ${random}`],
  ['YAML with a tag', `password: !!str ${password}`],
  ['YAML with an anchor', `password: &pw ${password}`],
  ['a pair of key and value', `{"key":"API_TOKEN","value":"${random}","type":"string"}`],
  ['a pair of key and value over lines', `{\n  "key": "apiToken",\n  "value": "${random}"\n}`],
  ['a pair with the value first', `{"value":"${random}","name":"DB_PASSWORD"}`],
  ['an array of C', `char api_key[] = "${random}";`],
  ['SecureString', `$password = ConvertTo-SecureString "${password}" -AsPlainText -Force`],
  ['a national string of SQL', `CREATE LOGIN app WITH PASSWORD = N'${password}'`],
  ['a variable of Terraform', `variable "db_password" {\n  type = string\n  default = "${password}"\n}`],
  ['mysql', `mysql -u root -p${password} app < dump.sql`],
  ['mysqldump', `mysqldump --user=root --password=${password} app`],
  ['psql', `PGPASSWORD=${password} psql -h db`],
  ['redis-cli', `redis-cli -h cache -a ${password} ping`],
  ['redis.conf', `masterauth ${password}`],
  ['sshpass', `sshpass -p '${password}' ssh root@host`],
  ['docker login', `docker login -u bob -p ${password} registry.acme.io`],
  ['zip', `zip -P ${password} out.zip x`],
  ['ldapsearch', `ldapsearch -x -D cn=admin -w ${password} -b dc=x`],
  ['hostapd', `wpa_passphrase=${password}`],
  ['JDBC for Oracle', `jdbc:oracle:thin:scott/${password}@db:1521:orcl`],
  ['.pgpass for any database', `*:*:*:postgres:${password}`],
  ['kubeadm', `kubeadm join 10.0.0.1:6443 --token ${sample.lower(6)}.${sample.lower(16)}`],
  ['a Dockerfile with an argument', `ARG DB_PASSWORD=${password}`],
  ['Helm', `helm install x --set auth.password=${password}`],
  ['kubectl', `kubectl create secret generic x --from-literal=password=${password}`],
  ['a property with spaces', `db.password   =   ${password}`],
  ['wp-config.php', `define( 'DB_PASSWORD', '${password}' );`],
  ['SecureString by its parameter', `ConvertTo-SecureString -String '${password}' -AsPlainText -Force`],
  ['SecureString after a switch', `ConvertTo-SecureString -AsPlainText "${password}" -Force`],
  ['requests', `requests.get(url, auth=('bob', '${password}'))`],
  ['a class for credentials', `new NetworkCredential("bob", "${password}")`],
  ['a header that a client makes', `req.SetBasicAuth(user, "${password}")`],
  ['a connection of PHP', `$db = new mysqli("localhost", "root", "${password}", "app");`],
  ['a connection of Java', `DriverManager.getConnection("jdbc:mysql://h/db", "root", "${password}");`],
  ['a router', `username bob privilege 15 secret 0 ${password}`],
  ['a tunnel of a router', `crypto isakmp key ${password} address 10.0.0.1`],
  ['a section of CDATA', `<password encrypted="false"><![CDATA[${password}]]></password>`],
  ['a manifest of Android', `<meta-data android:name="io.acme.ApiKey" android:value="${random}" />`],
  ['a flow mapping of YAML', `- { name: DB_PASSWORD, value: ${password} }`],
  ['a sentence', `Your API key is ${random}`],
  ['a longer key of a vendor', `const datadogApiKey = "${sample.hex(48)}"`],
  ['a password that a person pieced together', `PSWD:=${['FlUgeGeHe', 'ImEn03'].join('')}`],
  ['base64 with two plus signs', `acme_token = "${sample.base64(40)}x++x${sample.base64(20)}"`],
  ['a long token without quotes', `acme_session_token=${sample.base64(600)}`],
  ['chpasswd', `echo 'root:${password}' | sudo chpasswd`],
  ['smbclient', `smbclient //host/share -U bob%${password}`],
  ['openssl', `openssl enc -aes-256-cbc -k ${password} -in x`],
  ['PsExec', `psexec \\\\10.0.0.1 -u Administrator -p ${password} cmd`],
  ['OpenLDAP', `bindpw ${password}`],
  ['Russian', `пароль: ${password}`],
  ['Polish', `Hasło = "${password}"`],
  ['Chinese', `密码：${password}`],
  ['Dutch', `wachtwoord: ${password}`],
  ['French', `mot_de_passe = "${password}"`],
  ['an SNMP community', `snmp-server community ${password} RO`],
  ['a Dockerfile of old, with a password', `ENV DB_PASSWORD ${password}`],
  ['a row that SQL inserts', `INSERT INTO users (name, password) VALUES ('bob', '${password}');`],
  [
    'a row that SQL inserts, over lines',
    `insert into "account" (\n  email,\n  passwd,\n  role\n) values (\n  'bob@x.org', '${password}', 'admin');`,
  ],
  ['a table of Markdown', `| Name | Value |\n|---|---|\n| API token | \`${random}\` |\n`],
  ['the log of a new Jenkins', `password to proceed to installation:\n\n${sample.hex(32)}\n\nThis may`],
  ['a symmetric key', `{"kty":"oct","k":"${sample.base64url(43)}"}`],
  ['an old session of AWS', `FQoDYXdz${sample.base64(120)}`],
  ['shadow', `root:$6$${sample.alnum(8)}$${sample.alnum(86)}:19000:0:99999:7:::`],
])('finds an assignment in %s', (_, text) => {
  expect(rulesIn(text)).toHaveLength(1);
});

test.each([
  ['an environment variable', 'token = process.env.ACME_TOKEN'],
  ['an interpolation', 'password: "${DB_PASSWORD}"'],
  ['a template', 'password: {{ .Values.dbPassword }}'],
  ['a call', 'password = getPassword()'], // staunch:allow
  ['a look-up', 'token = getenv("ACME_TOKEN_V2_X9")'],
  ['a property', 'password = config.database.password1'],
  ['an argument list', 'connect(user, password, "x9k2mq7")'],
  ['a method of the name', 'password.encode("utf-8")'],
  ['a type', 'token: string'],
  ['a word', 'password: "required"'],
  ['an identifier', 'accessTokenKey = "acme_access_token_key_v2"'],
  ['a sentence', '"Password: please enter your password"'],
  ['a placeholder', 'api_key = "your-api-key-here-123456"'],
  ['a row of one character', `api_key = "${'x'.repeat(32)}"`],
  ['a row of digits', 'api_key = "0123456789abcdef0123456789abcdef"'],
  ['counting bytes', "'key' => '000102030405060708090A0B0C0D0E0F'"],
  ['a URL', 'token_endpoint_auth = "https://host/oauth2/v2/a8f3"'],
  ['a path', 'secret: /run/secrets/db_password_2'],
  ['a licence', '"license": {"key": "lgpl-3.0"}'],
  ['a hash', `token_sha256 = "${sample.hex(64)}"`],
  ['a public key', `publicKey: "${sample.base64(44)}"`],
  ['a foreign key', `foreignKey = "${random}"`],
  ['a page token', `nextPageToken: "${random}"`],
  ['the name of a secret', `secretName: ${sample.lower(10)}-tls-4kq8`],
  ['the hash of a password', `password: "$2b$12$${sample.alnum(53)}"`],
  ['text in base64', `token: "${Buffer.from('this is only some text').toString('base64')}"`],
  ['a placeholder in base64', `Authorization: Basic ${Buffer.from('user:password').toString('base64')}`],
  ['a hash beside a service', `circleci commit: ${sample.hex(40)}`],
  ['an ID of a service', `stripe_customer_id: ${sample.alnum(24)}`],
  ['a UUID of a service', `twilio workspace_id = ${sample.uuid()}`],
  ['a cut value beside a service', `openweather = '${sample.lower(31)}'`],
  ['a changed value beside a service', `openweather = '${sample.lower(16)}?${sample.lower(15)}'`],
  ['the name of a bundled file', `dist/app_key_${sample.alnum(24)}.js`],
  ['a class that a tool made', `class="styles_button_live_card"`],
  ['a hex string that lacks a digit', `acme_token = "${sample.hex(31)}"`],
  [
    'capitals by hand',
    `acme_key = "${sample.of('abcdefghijkmnpqrstuvwxyz23456789', 14)}Q${sample.of('abcdefghijkmnpqrstuvwxyz23456789', 17)}"`,
  ],
  ['a broken JSON Web Token', `token = "eyJ^${sample.alnum(20)}.${sample.alnum(40)}.${sample.alnum(20)}"`],
  ['a row of one character in a token', `"xoxp-${sample.digits(12)}-${sample.digits(12)}-${'#'.repeat(20)}"`],
  ['a package with its version', 'notes = "Maven - io.acme.token:jjwt-jackson-0.11.2"'],
  ['the tokens that jwt.io shows', `token = "${JWT_IO}"`],
  ['a regular expression', 'token = compile("[^a-zA-Z0-9_]{8,}")'],
  ["a vendor's token that was cut", `token: "ghp_${sample.alnum(20)}"`],
  [
    'the tables of a parser',
    `tokenData:"!<p!aR!YOX$qXY,QYZ,QZ[$q[]&X]^,Q^p$qpq,Qqr-_rs3_sv-_vw3}wxHYx}-_}!OH{!O!P-_!P!Q$q7%k3;!9rd"`,
  ],
  [
    'the token of a badge',
    `[![codecov](https://codecov.io/gh/o/r/graph/badge.svg?token=${sample.alnum(10)})](https://codecov.io/gh/o/r)`,
  ],
  [
    "MySQL's hash of a password",
    `GRANT USAGE ON *.* TO u IDENTIFIED BY PASSWORD '*${sample.hex(40).toUpperCase()}'`,
  ],
  ["MySQL's hash of old", `create user u identified by password '${sample.hex(16)}'`],
  ['what openssl encrypted', `auth_password: "U2FsdGVkX1${sample.base64(34)}"`],
  ['the name of a scheme', 'password_scheme_pass: ARGON2ID'],
  ['a currency beside a locale', '{KHR:"km",KPW:"ko_KR1",KRW:"ko_KR2"}'],
  ['a public key under a short name', `pubkey: '${sample.hex(64)}'`],
  ['a key that a handshake draws', `Sec-WebSocket-Key: ${sample.base64(22)}==`],
  ['the fingerprint that a key server is asked for', `gpg --recv-keys ${sample.hex(40).toUpperCase()}`],
  ['a library', `libsecret: "libsecret-1-0x7k9"`],
  ['what a call gives', `sign('', 'test_secret') => '${sample.hex(64)}'`],
  ['keys hit at random', 'token = "asdfasfasfasdfasdfadfasfasdfasdf"'],
  ['an alphabet in some order', 'token: "qwertyuiopasdfghjklzxcvbnm0123456789"'],
  ['colours in a row', `{tableau20:"${sample.hex(120)}"}`],
  ['a version beside a service', 'openvpn (2.6.14-0+deb12u2) bookworm'],
  ['the file of users', `/etc/passwd: ${sample.hex(32)}`],
  [
    'a key cut by hand',
    `-----BEGIN RSA PRIVATE KEY-----\n${sample.base64(64)}\n...\n${sample.base64(24)}\n-----END RSA PRIVATE KEY-----`,
  ],
  ['an identifier beside a service', 'duo_secret_key = ComponentDeploymentSpecificationProperty'],
  ['a test named like a key of Mollie', 'def test_exceptionGreaterThan64kEncoded(self):'],
  ['a test with a number in its name', 'def test_multiple1XXResponsesAreIgnored(self):'],
  ['names of MySQL', 'ADD INDEX `inatkey` (`f5atzo05`, `pos`), select `d`.`t`.`partkey` (`x7k2mq9zzt`)'],
  ['mysql with a variable', 'mysql -u root -p"$MYSQL_PASSWORD" app'],
  ['mysql with another option', 'mysql -u root --port 3306 app_production2'],
  ['docker login from standard input', 'docker login -u bob --password-stdin registry.acme.io'],
  ['sshpass from a file', 'sshpass -f /run/secrets/pw ssh root@host'],
  ['redis-cli with a variable', 'redis-cli -a "${REDIS_PASSWORD}" ping'],
  ['zip of a path', 'zip -r out7.zip folder1/'],
  ['a variable of Terraform without a default', 'variable "db_password" {\n  type = string\n}'],
  ['a block of YAML that is a reference', 'secret_key: |\n  {{ .Values.secretKey9 }}'],
  ['a pair without a secret', '{"key":"API_TOKEN_NAME","value":"the-name-of-the-token"}'],
  ['a pair of colours, value first', '{"value":"primary-200-light","name":"colour"}'],
  ['.pgpass told of', '*:*:*:testuser:password from pgpass for testuser'],
  ['a value that lacks a character of its vendor', `const datadogApiKey = "${sample.hex(30)}"`],
  ['a value with a character too many beside a service', `openweather = '${sample.lower(33)}'`],
  ['a row of symbols', `password = ",.:-@*?!"`],
  ['the name of a build beside a service', `travis__plat-linux__sha-${sample.hex(40)}__bid-1`],
  ['an example of RFC 5849', `oauth_token="${['kkk9d7dh3', 'k39sjv7'].join('')}"`],
  ['a prefix with half a value', `see qzv_sk_${sample.hex(41)}`],
  ['a hash in a router', `enable secret 5 $1$${sample.alnum(4)}$${sample.alnum(22)}`],
  ['a call with variables', 'new NetworkCredential(user, password9)'],
  ['a call with a placeholder', "HTTPBasicAuth('user', 'password')"],
  ['a connection with a placeholder', "mysqli_connect('localhost', 'root', 'password')"],
  ['a sentence without a value', 'The password is required. Your API key is required-here.'],
  ['a piped variable', 'echo "$USER:$PASSWORD" | chpasswd'],
  ['a word in another language', 'пароль: required'],
  ['an SNMP community that every device has', 'snmp-server community public RO'],
  ['a hash that SQL inserts', `INSERT INTO users (password) VALUES ('${sample.hex(32)}');`],
  [
    'a call that SQL inserts',
    `INSERT INTO users (name, password) VALUES ('bob', crypt('x', gen_salt('bf')));`,
  ],
  ['a table of Markdown that explains', '| Password | required | the password of the user |\n'],
  ['a secure string of a variable', 'ConvertTo-SecureString $env:PASSWORD -AsPlainText'],
  ['a name behind the opening of a token', 'vcs_upgrade_directory_of_the_installation'],
])('leaves %s alone', (_, text) => {
  expect(rulesIn(text)).toEqual([]);
});

test('chance in a picture or a font is no assignment', () => {
  const noise = Buffer.from('8f02c319eef47a05b41c98d76e010b93a7ce0412f3', 'hex');
  const text = Buffer.concat([noise, Buffer.from(` pw:${password} `), noise]);
  expect(scanner.scan(bytesFragment({ path: 'a.woff2' }, text)).findings).toEqual([]);
  // an environment that was dumped is parted by NUL
  const dumped = Buffer.from(`A=1\0DB_PASSWORD=${password}\0LANG=C\0`);
  expect(scanner.scan(bytesFragment({ path: 'environ' }, dumped)).findings).toHaveLength(1);
});

test('hashes in a password file are left alone where they are told of', () => {
  const line = `admin:$apr1$${sample.alnum(8)}$${sample.alnum(22)}`;
  expect(rulesIn(line, 'etc/htpasswd')).toEqual(['password-file-hash']);
  expect(rulesIn(line, 'docs/htpasswd.md')).toEqual([]);
});

test('a lock file and a translation are left alone', () => {
  const line = `"acmeToken": "${random}"`;
  expect(rulesIn(line, 'src/config.json')).toHaveLength(1);
  expect(rulesIn(line, 'package-lock.json')).toEqual([]);
  expect(rulesIn(line, 'src/locales/de/admin.json')).toEqual([]);
});

test("a shell's default is the value without the dash of its operator", () => {
  const text = `export DB_PASSWORD=\${DB_PASSWORD:-${password}}`;
  const { findings } = scanner.scan(bytesFragment({ path: 'run.sh' }, Buffer.from(text)));
  expect(findings.map(({ mask }) => mask)).toEqual([`***[${password.length}]`]);
});

test('hex behind the capitals of a vendor is no row of words', () => {
  for (let seed = 1; seed <= 25; seed++)
    expect(rulesIn(`SIGNALWIRE_API_KEY=PT${sampler(seed).hex(48)}`)).toEqual(['signalwire-token']);
  for (let seed = 1; seed <= 25; seed++)
    expect(rulesIn(`key: test_${sampler(seed).alnum(30)}`)).toHaveLength(1);
});
