import { expect, test } from 'vitest';
import { gitleaks } from './gitleaks.ts';
import { contextOf, findingOf, resultOf } from './testing.ts';

test('all fields of gitleaks, in its order and its indentation', () => {
  const finding = findingOf({
    evidence: [{ kind: 'prefix' }, { kind: 'entropy', bitsPerChar: 4.5 }],
    location: { commit: 'c0ffee' },
  });
  expect(gitleaks(resultOf({ findings: [finding] }), contextOf())).toBe(`[
 {
  "RuleID": "acme-key",
  "Description": "Acme API key",
  "StartLine": 12,
  "EndLine": 12,
  "StartColumn": 10,
  "EndColumn": 49,
  "Match": "acme_***[40]",
  "Secret": "acme_***[40]",
  "File": "src/config.ts",
  "SymlinkFile": "",
  "Commit": "c0ffee",
  "Entropy": 4.5,
  "Author": "",
  "Email": "",
  "Date": "",
  "Message": "",
  "Tags": [],
  "Fingerprint": "sf1:00112233445566778899aabb"
 }
]
`);
});

test('the commit, and the page of the lines at a forge that is known', () => {
  const finding = findingOf({ location: { path: 'a b/r#1.md', commit: 'c0ffee', endLine: 13 } });
  const commit = {
    author: 'Ann',
    email: 'ann@example.com',
    date: '2024-03-06T04:10:00Z',
    message: 'Add\n\nit',
  };
  const entryOf = (remote: string): Record<string, unknown> =>
    (
      JSON.parse(
        gitleaks(
          resultOf({ findings: [finding] }),
          contextOf({ commits: new Map([['c0ffee', commit]]), remote }),
        ),
      ) as Record<string, unknown>[]
    )[0]!;
  const entry = entryOf('https://user:word@github.com/acme/widget.git');
  expect(entry).toMatchObject({
    Link: 'https://github.com/acme/widget/blob/c0ffee/a%20b/r%231.md?plain=1#L12-L13',
    Author: 'Ann',
    Email: 'ann@example.com',
    Date: '2024-03-06T04:10:00Z',
    Message: 'Add\n\nit',
  });
  expect(Object.keys(entry).slice(10, 13)).toEqual(['Commit', 'Link', 'Entropy']);
  for (const [remote, link] of [
    [
      'git@github.com:acme/widget.git',
      'https://github.com/acme/widget/blob/c0ffee/a%20b/r%231.md?plain=1#L12-L13',
    ],
    [
      'ssh://git@gitlab.com:22/acme/sub/widget.git',
      'https://gitlab.com/acme/sub/widget/blob/c0ffee/a%20b/r%231.md#L12-13',
    ],
    [
      'git@bitbucket.org:acme/widget',
      'https://bitbucket.org/acme/widget/src/c0ffee/a%20b/r%231.md#lines-12:13',
    ],
    ['https://codeberg.org/a/b/', 'https://codeberg.org/a/b/src/commit/c0ffee/a%20b/r%231.md#L12-L13'],
    ['https://example.com/a/b.git', undefined],
    ['/srv/git/github.com/a', undefined],
    ['https://github.com', undefined],
  ])
    expect(entryOf(remote!)['Link'], remote).toBe(link);
});

test('nothing found is an empty array; what is suppressed is not in it', () => {
  const suppressed = [{ ...findingOf(), reason: 'ignore' as const }];
  expect(gitleaks(resultOf({ suppressed }), contextOf())).toBe('[]\n');
});

test('--reveal', () => {
  const [entry] = JSON.parse(
    gitleaks(resultOf({ findings: [findingOf()] }), contextOf({ revealed: () => 'the value' })),
  ) as Record<string, unknown>[];
  // as a 32-bit number, as in gitleaks
  expect(entry).toMatchObject({ Secret: 'the value', Match: 'the value', Entropy: 2.947703 });
});
