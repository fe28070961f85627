/** What a project puts into its CI: the range of commits that a bypassed hook let through is looked at there. */

export const CI_SERVICES = ['github', 'gitlab'] as const;

export type CiService = (typeof CI_SERVICES)[number];

/** `version` is the one of @staunch/cli that CI is to run. */
export function ciTemplate(service: CiService, version: string): string {
  const run = `npx --yes @staunch/cli@${version} git`;
  return service === 'github' ? github(run) : gitlab(run);
}

/**
 * `$base` is the commit that was there before; zeros for a new branch, and unknown after a forced push: then all of
 * history is looked at, never less.
 */
function steps(run: string, head: string, format: string): string[] {
  return [
    `case "$base" in '' | 0000000*) base= ;; esac`,
    'if [ -n "$base" ] && ! git cat-file -e "$base^{commit}" 2>/dev/null; then base=; fi',
    `if [ -n "$base" ]; then ${run} --range "$base..${head}"${format}; else ${run} --all${format}; fi`,
  ];
}

function github(run: string): string {
  return `# .github/workflows/staunch.yml: secrets in pushed commits, also where a hook was bypassed
name: staunch
on:
  push:
  pull_request:
permissions:
  contents: read
jobs:
  secrets:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          fetch-depth: 0 # a range needs its history
          persist-credentials: false
      - uses: actions/setup-node@v4
        with:
          node-version: 22
      - name: staunch git
        env:
          base: \${{ github.event.pull_request.base.sha || github.event.before }}
          head: \${{ github.event.pull_request.head.sha || github.sha }}
        run: |
${steps(run, '$head', ' --format github')
  .map((line) => `          ${line}\n`)
  .join('')}`;
}

function gitlab(run: string): string {
  return `# .gitlab-ci.yml: secrets in pushed commits, also where a hook was bypassed
staunch:
  image: node:22
  variables:
    GIT_DEPTH: '0' # a range needs its history
  rules:
    - if: $CI_PIPELINE_SOURCE == "merge_request_event"
    - if: $CI_COMMIT_BRANCH
  script:
    - |
      base="\${CI_MERGE_REQUEST_DIFF_BASE_SHA:-$CI_COMMIT_BEFORE_SHA}"
${steps(run, '$CI_COMMIT_SHA', '')
  .map((line) => `      ${line}\n`)
  .join('')}`;
}
