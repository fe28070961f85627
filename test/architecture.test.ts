/** The laws of the house (ARCHITECTURE.md), with no list of exceptions. */
import fs from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from './kit/command.ts';

interface Module {
  /** Relative to packages/, such as `core/src/scan.ts`. */
  readonly file: string;
  readonly text: string;
  readonly imports: readonly string[];
}

const packages = path.join(ROOT, 'packages');
const modules: readonly Module[] = ['core', 'cli', 'hooks'].flatMap((name) =>
  fs
    .readdirSync(path.join(packages, name, 'src'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
    .map((file) => {
      const text = fs.readFileSync(path.join(packages, name, 'src', file), 'utf8');
      const found = text.matchAll(
        /(?:\bfrom |\bimport |\bimport\(|\brequire\(|\bload(?:Library|BuiltIn)<[^(]*>\()['"]([^'"\s]+)['"]/g,
      );
      return { file: `${name}/src/${file}`, text, imports: [...found].map((match) => match[1]!) };
    }),
);

/** Imports that break a rule, as `file: import`. */
function offences(
  where: (file: string) => boolean,
  forbidden: (imported: string, module: Module) => boolean,
): string[] {
  return modules
    .filter(({ file }) => where(file))
    .flatMap((module) =>
      module.imports.filter((name) => forbidden(name, module)).map((name) => `${module.file}: ${name}`),
    );
}

/** Where a relative import leads, in the form of `Module.file`. */
function resolved(imported: string, { file }: Module): string {
  return imported.startsWith('.') ? path.posix.join(path.posix.dirname(file), imported) : imported;
}

const inside = (folder: string) => (file: string) => file.startsWith(folder);

test('there is something to judge', () => {
  expect(modules.length).toBeGreaterThan(60);
  expect(modules.every(({ imports, file }) => imports.length > 0 || !/\bimport\b.*from/.test(file))).toBe(
    true,
  );
});

test('core imports no workspace package, hooks only core, and all through their exports', () => {
  expect(offences(inside('core/'), (name) => name.startsWith('@staunch/'))).toEqual([]);
  expect(offences(inside('hooks/'), (name) => name.startsWith('@staunch/cli'))).toEqual([]);
  expect(
    offences(
      () => true,
      (name, module) => {
        const own = module.file.split('/')[0]!;
        return name.startsWith('.') && !resolved(name, module).startsWith(`${own}/src/`);
      },
    ),
  ).toEqual([]);
});

test('another package is entered through its exports', () => {
  const exported = ['core', 'hooks', 'cli'].flatMap((name) => {
    const file = path.join(packages, name, 'package.json');
    const { exports = {} } = JSON.parse(fs.readFileSync(file, 'utf8')) as {
      exports?: Record<string, unknown>;
    };
    return Object.keys(exports).map((key) => `@staunch/${name}${key.slice(1)}`);
  });
  expect(
    offences(
      () => true,
      (name) => name.startsWith('@staunch/') && !exported.includes(name),
    ),
  ).toEqual([]);
});

test('in core only platform/ touches the system', () => {
  const system =
    /^(?:node:)?(?:fs|net|http|http2|https|child_process|worker_threads|process|os|dgram|tls|cluster|repl)(?:\/|$)/;
  const elsewhere = (file: string): boolean =>
    file.startsWith('core/') && !file.startsWith('core/src/platform/');
  expect(offences(elsewhere, (name) => system.test(name))).toEqual([]);
  const users = modules.filter(
    ({ file, text }) => elsewhere(file) && /\bprocess\b(?!\\)|\bfetch\s*\(|\bWebSocket\b/.test(codeOf(text)),
  );
  expect(users.map(({ file }) => file)).toEqual([]);
});

/** Without comments and the insides of strings. */
function codeOf(text: string): string {
  return text.replace(
    /\/\*[^]*?\*\/|\/\/.*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g,
    "''",
  );
}

test('nobody in core writes to the console', () => {
  expect(
    modules
      .filter(({ file, text }) => file.startsWith('core/') && /\bconsole\b/.test(codeOf(text)))
      .map(({ file }) => file),
  ).toEqual([]);
});

test('rules import the rule type, the sample builder and checks, nothing else', () => {
  const rules = (file: string): boolean => file.startsWith('core/src/rules/') && !file.endsWith('/index.ts');
  expect(
    offences(rules, (name, module) => {
      const target = resolved(name, module);
      return (
        !target.startsWith('core/src/rules/kit/') &&
        !['core/src/finding.ts', 'node:crypto', 'node:buffer'].includes(target)
      );
    }),
  ).toEqual([]);
});

test('one door to a regular-expression engine', () => {
  const elsewhere = (file: string): boolean => file !== 'core/src/engine/regex.ts';
  expect(offences(elsewhere, (name) => /^re2(js)?$/.test(name))).toEqual([]);
});

test('git is spawned by hooks/git.ts alone, and other programs by one file, which runs no git', () => {
  const spawners = ['hooks/src/git.ts', 'core/src/platform/program.ts'];
  const elsewhere = (file: string): boolean => !spawners.includes(file);
  expect(offences(elsewhere, (name) => /^(?:node:)?child_process$/.test(name))).toEqual([]);
  const runners = modules.filter(({ imports }) =>
    imports.some((name) => /\/(?:program|tool)\.ts$/.test(name)),
  );
  expect(runners.length).toBeGreaterThan(10);
  expect(runners.filter(({ text }) => /program: 'git'/.test(text)).map(({ file }) => file)).toEqual([]);
});

test('providers, and kinds of key slots, do not import one another', () => {
  for (const folder of ['providers', 'slots']) {
    const within = inside(`core/src/vault/${folder}/`);
    const shared = /\/(?:kit\/[\w-]+|index|slot-type)\.ts$/;
    const member = (file: string): boolean => within(file) && !shared.test(file);
    expect(modules.filter(({ file }) => member(file)).length).toBeGreaterThan(5);
    expect(offences(member, (name, module) => member(resolved(name, module)))).toEqual([]);
  }
});

test('decoders, filters and reporters do not import one another', () => {
  for (const folder of ['decode', 'filter', 'report']) {
    const names = fs
      .readdirSync(path.join(packages, 'core/src', folder))
      .filter((name) => !name.endsWith('.test.ts'));
    // what they share is not one of them: what their index does not list
    const index = modules.find(({ file }) => file === `core/src/${folder}/index.ts`);
    const members = names
      .map((name) => `core/src/${folder}/${name}`)
      .filter((file) => !file.endsWith('/index.ts'))
      .filter((file) => !index || (isValueImport(index.text, path.basename(file)) && isMember(folder, file)));
    expect(
      offences(
        (file) => members.includes(file),
        (name, module) => members.includes(resolved(name, module)),
      ),
    ).toEqual([]);
  }
});

function isValueImport(index: string, name: string): boolean {
  return new RegExp(`^import \\{[^}]*\\} from '\\./${name.replace('.', '\\.')}'`, 'm').test(index);
}

function isMember(_folder: string, file: string): boolean {
  return !/\/(filter|report)\.ts$/.test(file);
}

test('no room without a name', () => {
  expect(modules.filter(({ file }) => /(?:^|\/)(?:utils?|helpers?|managers?|impl)\.ts$/i.test(file))).toEqual(
    [],
  );
  expect(
    modules.filter(({ text }) =>
      /\b(?:class|interface|type|function) \w*(?:Manager|Helper|Impl)\b/.test(text),
    ),
  ).toEqual([]);
});

test('every vendor file is in the catalogue', () => {
  const index = modules.find(({ file }) => file === 'core/src/rules/index.ts')!;
  const vendors = modules
    .filter(({ file }) => /^core\/src\/rules\/[^/]+\.ts$/.test(file))
    .map(({ file }) => path.posix.basename(file));
  const expected = vendors.filter((name) => name !== 'index.ts');
  expect(expected.filter((name) => !index.imports.includes(`./${name}`))).toEqual([]);
});
