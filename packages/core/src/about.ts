/** What a finding says of its secret besides where it stands. */
import type { Policy } from './config/policy.ts';
import type { Draft, PatternDraft } from './draft.ts';
import { shannon } from './filter/entropy.ts';
import type { Evidence, Finding } from './finding.ts';
import { fingerprint } from './fingerprint.ts';

export interface About {
  readonly subject: Pick<
    Finding,
    'detector' | 'rule' | 'item' | 'severity' | 'confidence' | 'validity' | 'evidence'
  >;
  /** What an inline comment can call it: the id first, then the aliases. */
  readonly names: readonly string[];
  /** All that name it here; the first is the one to show. */
  readonly fingerprints: readonly string[];
  /** The raw value, for the one user who wants it; empty where it is not known. */
  readonly value: string;
}

export function aboutOf(draft: Draft, policy: Policy, machineKey: () => Uint8Array): About {
  if (draft.detector === 'managed') {
    const { item, rule, confidence } = draft;
    return {
      subject: {
        detector: 'managed',
        item: item.name,
        ...(rule ? { rule: rule.id } : {}),
        severity: rule?.severity ?? 'critical',
        confidence,
        evidence: [{ kind: 'managed', retired: item.retired }],
      },
      names: [item.name],
      fingerprints: [item.fingerprint],
      value: '',
    };
  }
  const { match, confidence } = draft;
  const print = fingerprint(policy.fingerprintKey ?? machineKey(), match.value);
  // beside the project's, the machine's own fingerprints stay good on their machine
  const both = policy.fingerprintKey !== undefined && policy.namesFingerprints;
  return {
    subject: {
      detector: 'pattern',
      rule: match.rule.id,
      severity: match.rule.severity,
      confidence,
      ...(match.validity === undefined ? {} : { validity: match.validity }),
      evidence: evidenceOf(draft),
    },
    names: [match.rule.id, ...match.rule.aliases],
    fingerprints: both ? [print, fingerprint(machineKey(), match.value)] : [print],
    value: Buffer.from(match.value, 'latin1').toString(),
  };
}

/** Where how random the value is counts. */
const GUESSED: ReadonlySet<string> = new Set(['context', 'form', 'vendor', 'assignment']);

function evidenceOf({ match }: PatternDraft): Evidence[] {
  const evidence: Evidence[] = [{ kind: match.rule.evidence }];
  if (match.validity) evidence.push({ kind: 'validity', validity: match.validity });
  if (GUESSED.has(match.rule.evidence)) {
    evidence.push({ kind: 'entropy', bitsPerChar: Math.round(shannon(match.value) * 10) / 10 });
  }
  return evidence;
}
