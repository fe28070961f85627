/** Values that stand everywhere, in small letters: looking for them would find nothing but noise. */
const WORDS = `
admin administrator root user username guest test tester testing default password passwd passphrase secret token
changeme changeit change_me letmein welcome qwerty qwertz asdfgh iloveyou monkey dragon master login logon
true false null undefined none nil empty enabled disabled enable disable yesyes example sample placeholder dummy
foobar foobaz barbaz lorem ipsum string value values number object boolean integer
production staging development preview sandbox prod-eu prod-us develop
debug info warning warn error fatal trace verbose silent notice
localhost localhost.localdomain example.com example.org example.net 127.0.0.1 0.0.0.0 host.docker.internal
postgres postgresql mysql mariadb mongodb mongo redis rabbitmq elastic elasticsearch sqlite cassandra minio
public private internal external primary secondary replica master main latest stable
username password123 password1 passw0rd p@ssw0rd abc123 admin123 test123 root123 qwerty123 welcome1 hunter
unknown anonymous nobody somebody system service account application database
us-east us-west eu-west eu-central ap-south global europe america
utf-8 utf8mb4 application/json text/plain text/html
xxxxxx xxxxxxxx ****** ******** redacted [redacted] <redacted> masked hidden
`;

let common: ReadonlySet<string> | undefined;

export const isCommon = (word: string): boolean => (common ??= new Set(WORDS.trim().split(/\s+/))).has(word);
