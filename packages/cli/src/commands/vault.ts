import type { Command } from '../arguments.ts';

export const vault: Command = {
  name: 'vault',
  usage: 'init | add NAME | import FILE | list | check | remove NAME | …',
  summary: 'The values that must not leak: sealed, and looked for by every scan, without a passphrase',
  // a value that is given as an argument is refused in words of its own
  operands: [0, Number.POSITIVE_INFINITY],
  actions: [
    { name: 'init', help: 'make a vault: with a passphrase, or without a terminal and one with a key file' },
    { name: 'add', usage: 'NAME', help: 'take a value from standard input, or ask for it' },
    {
      name: 'import',
      usage: 'FILE',
      help: 'take all values of a .env, JSON, YAML or TOML file (a.b is a_b)',
    },
    { name: 'list', help: 'names, and how each value is looked for' },
    { name: 'check', help: 'is the value on standard input known? exit 0 if it is, 1 if not' },
    { name: 'remove', usage: 'NAME', help: 'take it out of use; it is looked for as before' },
    { name: 'purge', usage: 'NAME', help: 'forget all values that it ever had' },
    { name: 'rotate', usage: 'NAME', help: 'take a new value; the one before is looked for as well' },
    { name: 'lock', help: 'forget what is remembered of an unlocked vault (nothing is)' },
    { name: 'unlock', help: 'prove the key, put into the vault what waits, mend index and custody' },
    { name: 'status', help: 'what opens it, how many values there are, and whether all is well' },
    { name: 'passphrase', help: 'set or change the passphrase, or --remove it for a key file' },
    { name: 'export', help: 'write all values into an age file' },
    {
      name: 'restore',
      usage: 'FILE',
      help: 'take all values of an export, into a new vault if there is none',
    },
  ],
  flags: [
    {
      name: 'passphrase-file',
      value: 'FILE',
      help: 'read the passphrase there (also: STAUNCH_PASSPHRASE_FILE)',
    },
    { name: 'new-passphrase-file', value: 'FILE', help: 'passphrase: read the new one there' },
    { name: 'remove', help: 'passphrase: a key file from now on' },
    { name: 'raw', help: 'add, rotate, check: keep the final newline of standard input' },
    { name: 'replace', help: 'add, import, restore: a name that is there takes the new value' },
    { name: 'format', value: 'FORMAT', choices: ['text', 'json'], help: 'list, status: how to write it' },
    { name: 'output', value: 'FILE', help: 'export: where to' },
    { name: 'recipient', value: 'age1…', help: 'export: who can open it' },
    { name: 'identity', value: 'FILE', help: 'restore: the age identity that opens it' },
    { name: 'age-passphrase-file', value: 'FILE', help: 'export, restore: the passphrase of the age file' },
    { name: 'trust-vault', help: 'unlock: take the vault file as it stands, though it is older or another' },
  ],
  run: async (input) => (await import('./run-vault.ts')).runVault(input),
};
