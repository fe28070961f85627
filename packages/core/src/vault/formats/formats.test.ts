import { expect, test } from 'vitest';
import { readEntries } from './index.ts';

function read(text: string, name = 'file'): Record<string, string> {
  return Object.fromEntries(readEntries(Buffer.from(text), name).values);
}

test('dotenv', () => {
  const text = [
    '# comment',
    'export A=plain # more',
    'B="two\\nlines $x \\"q\\""',
    "C='single # kept'",
    'D="really',
    'two"',
    'E=a#b',
    'EMPTY=',
    '  F = spaced  ',
    'G=`back`\r',
    'H=x=y==',
  ].join('\n');
  expect(read(text, '.env')).toEqual({
    A: 'plain',
    B: 'two\nlines $x "q"',
    C: 'single # kept',
    D: 'really\ntwo',
    E: 'a#b',
    F: 'spaced',
    G: 'back',
    H: 'x=y==',
  });
  expect(readEntries(Buffer.from(text), '.env').empty).toEqual(['EMPTY']);
});

test('JSON: every digit of a number, nested names, odd names', () => {
  const text =
    '{"a":{"b":["x",12345678901234567890, 1.50]},"__proto__":"p","constructor":"c","t":true,"n":null}';
  const { values, empty } = readEntries(Buffer.from(text), 'x.json');
  expect([...values]).toEqual([
    ['a_b_0', 'x'],
    ['a_b_1', '12345678901234567890'],
    ['a_b_2', '1.50'],
    ['__proto__', 'p'],
    ['constructor', 'c'],
    ['t', 'true'],
  ]);
  expect(empty).toEqual(['n']);
  expect(read('{"s":"\\u0041\\n\\ud83d\\ude00"}')).toEqual({ s: 'A\n😀' });
  expect(read(' {} ')).toEqual({});
});

test('YAML and TOML', () => {
  expect(
    read('a: &x v1\nb:\n  c: 0777\n  d: "q"\nlist: [1.50, yes]\nalias: *x\nblock: |\n  l1\n  l2\n', 'f.yaml'),
  ).toEqual({
    a: 'v1',
    b_c: '0777',
    b_d: 'q',
    list_0: '1.50',
    list_1: 'yes',
    alias: 'v1',
    block: 'l1\nl2\n',
  });
  expect(read('x = "y"\n[db]\npassword = \'z\'\nport = 5432\non = true\n', 'f.toml')).toEqual({
    x: 'y',
    db_password: 'z',
    db_port: '5432',
    db_on: 'true',
  });
});

test('the content tells the format where the name does not', () => {
  expect(read('# c\nname: value\n')).toEqual({ name: 'value' });
  expect(read('[t]\nname = "value"\n')).toEqual({ t_name: 'value' });
  expect(read('\n{"name": "value"}')).toEqual({ name: 'value' });
  expect(read('name=value')).toEqual({ name: 'value' });
  expect(read('')).toEqual({});
});

test('errors name the line and quote nothing', () => {
  const secret = 'hunter2secretvalue';
  const bad: [text: string, name: string, line: RegExp][] = [
    [`A=1\n${secret}\n`, '.env', /line 2/],
    [`A="${secret}\nB=1\n`, '.env', /line 1/],
    [`A="x"${secret}`, '.env', /line 1/],
    [`{"a":1,\n"b":${secret}}`, 'a.json', /line 2/],
    [`{"a":"${secret}`, 'a.json', /line 1/],
    [`{"a":"1"} ${secret}`, 'a.json', /line 1/],
    [`{"a":"${secret}","a":"2"}`, 'a.json', /second value for a/],
    [`["${secret}"]`, 'a.json', /object/],
    [`{"a":{"b":"1"},\n"a_b":"${secret}"}`, 'a.json', /second value for a_b/],
    ['['.repeat(200), 'a.json', /object/],
    [`{"a":${'['.repeat(200)}`, 'a.json', /deep/],
    [`a: "${secret}\nb: c\n`, 'a.yaml', /line \d/],
    [`- ${secret}`, 'a.yml', /mapping/],
    [`a: ${secret}\n---\nb: ${secret}\n`, 'a.yml', /line 2: another document/],
    [`a: ${secret}\nb: *${secret}\n`, 'a.yml', /line 2: an alias/],
    [`a: 1\na: ${secret}`, 'a.yml', /line 2/],
    [`a = 1\nb = ${secret}\n`, 'a.toml', /line 2/],
    ['a = 1.5', 'a.toml', /quotes/],
  ];
  for (const [text, name, line] of bad) {
    let message = '';
    try {
      read(text, name);
    } catch (error) {
      message = (error as Error).message + (error as { hint?: string }).hint;
    }
    expect(message, text.slice(0, 20)).toMatch(line);
    expect(message).not.toContain(secret.slice(0, 6));
  }
  expect(() => readEntries(Buffer.from([0xff, 0xfe, 0x41]), 'a.env')).toThrow('UTF-8');
});

test('values of megabytes, quoted', () => {
  const long = `${'x'.repeat(8 << 20)}\\n`;
  for (const [name, text] of [
    ['a.json', `{"A":"${long}","B":"1"}`],
    ['.env', `A="${long}"\nB=1\n`],
  ] as const) {
    const { A, B } = read(text, name);
    expect(A!.length, name).toBe((8 << 20) + 1);
    expect(B).toBe('1');
  }
});

test('dotenv: the rest of a value that was wrapped is no name', () => {
  const rest = Buffer.from('a second line of it').toString('base64');
  for (const end of [`${rest.slice(0, -1)}=`, `${rest.slice(0, -2)}==`, `${rest.slice(0, -1)}=\nB=x`])
    expect(() => read(`KEY=abc\n${end}\n`, '.env')).toThrow(/line 2: .*needs quotes/);
  // what is empty, and in one case, is a variable
  expect(read(`KEY=abc\nLONG_VARIABLE_NAME=\nsome_long_variable=\nMixedCaseName="a"\n`, '.env')).toEqual({
    KEY: 'abc',
    MixedCaseName: 'a',
  });
});
