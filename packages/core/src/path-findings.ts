/** Rules of gitleaks that ask for a path only: the file itself is the finding, whatever is in it. */
import type { ForeignJudge } from './config/foreign/judge.ts';
import type { Policy } from './config/policy.ts';
import { placeOf } from './collect.ts';
import { fingerprint } from './fingerprint.ts';
import type { Finding, Suppressed } from './finding.ts';
import type { Descriptor } from './fragment.ts';

interface PathOptions {
  readonly policy: Policy;
  readonly machineKey: () => Uint8Array;
}

/** `shown` is the fragment's name, masked. */
export function pathFindings(
  judge: ForeignJudge,
  descriptor: Descriptor,
  shown: string,
  { policy, machineKey }: PathOptions,
): { readonly findings: Finding[]; readonly suppressed: Suppressed[] } {
  const findings: Finding[] = [];
  const suppressed: Suppressed[] = [];
  const { projectPath, commit } = descriptor;
  if (projectPath === undefined) return { findings, suppressed };
  for (const { rule, isAllowed } of judge.pathRules(placeOf(descriptor))) {
    const print = fingerprint(policy.fingerprintKey ?? machineKey(), `${rule.id}\0${projectPath}`);
    const finding: Finding = {
      detector: 'pattern',
      rule: rule.id,
      location: {
        path: shown,
        line: 1,
        column: 1,
        endLine: 1,
        endColumn: shown.length + 1,
        start: 0,
        end: Buffer.byteLength(shown),
        ...(commit === undefined ? {} : { commit }),
      },
      mask: 'file',
      encoding: [],
      severity: 'high',
      confidence: 'high',
      evidence: [{ kind: 'project' }],
      fingerprint: print,
      excerpt: { text: shown, mark: { start: 0, end: shown.length } },
      inName: true,
    };
    // gitleaks counts no line where there is none
    const reason = isAllowed
      ? 'ignore'
      : (policy.suppress({ projectPath, ruleId: rule.id, fingerprints: [print], line: 0, commit }) ??
        policy.suppress({ projectPath, ruleId: rule.id, fingerprints: [], line: 1, commit }));
    if (reason) suppressed.push({ ...finding, reason });
    else findings.push(finding);
  }
  return { findings, suppressed };
}
