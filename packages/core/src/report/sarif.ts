/** SARIF 2.1.0 as GitHub code scanning takes it. No value stands in it, not even with --reveal: it is uploaded. */
import { createHash } from 'node:crypto';
import { MANAGED_RULE, ruleOf } from '../finding.ts';
import type { Confidence, Finding, NotScanned, Severity, Suppressed, SuppressionReason } from '../finding.ts';
import { toJson } from './escape.ts';
import type { ReportContext, Reporter, RuleInfo } from './report.ts';
import { HOME_PAGE, revokeWords, SUPPRESSION, titleOf, TOOL, whyWords } from './words.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

const LEVEL = { critical: 'error', high: 'error', medium: 'warning', low: 'note' } as const satisfies Record<
  Severity,
  string
>;
/** GitHub's bands: critical above 9.0, high from 7.0, medium from 4.0. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = {
  critical: '9.5',
  high: '8.0',
  medium: '5.5',
  low: '3.0',
};
const PRECISION: Readonly<Record<Confidence, string>> = { high: 'high', medium: 'medium', low: 'low' };
const SUPPRESSION_KIND: Readonly<Record<SuppressionReason, 'inSource' | 'external'>> = {
  inline: 'inSource',
  ignore: 'external',
  baseline: 'external',
  belongs: 'external',
  signature: 'external',
};

export const sarif: Reporter = ({ findings, suppressed, notScanned }, context) => {
  const all: readonly (Finding | Suppressed)[] = [...findings, ...suppressed];
  const ids = [...new Set(all.map(ruleOf))].sort();
  const indexOf = new Map(ids.map((id, index) => [id, index]));
  const hashes = new LineHashes(context.hasProjectKey);
  const run = {
    tool: {
      driver: {
        name: TOOL,
        version: context.version,
        semanticVersion: context.version,
        informationUri: HOME_PAGE,
        rules: ids.map((id) => toRule(context.rule(id) ?? unknownRule(id, all))),
      },
    },
    invocations: [
      {
        executionSuccessful: !notScanned.some(({ error }) => error),
        toolExecutionNotifications: notScanned.map(toNotification),
      },
    ],
    columnKind: 'utf16CodeUnits',
    results: all.map((finding) => toResult(finding, indexOf.get(ruleOf(finding))!, hashes, context)),
  };
  return `${toJson({ $schema: SCHEMA, version: '2.1.0', runs: [run] }, 1)}\n`;
};

/** A rule that is not known here any more still names its findings. */
function unknownRule(id: string, findings: readonly Finding[]): RuleInfo {
  const { severity, confidence } = findings.find((finding) => ruleOf(finding) === id)!;
  return {
    id,
    title: id === MANAGED_RULE ? 'Managed value' : id,
    severity,
    confidence,
    reference: '',
    revoke: '',
  };
}

function toRule({ id, aliases = [], title, severity, confidence, reference, revoke }: RuleInfo): object {
  const help = `${title}. If it is real, revoke it first and then remove it: removing it alone leaves it in the history. ${revokeWords(revoke) ?? ''}`;
  return {
    id,
    shortDescription: { text: title },
    fullDescription: { text: `${title}: a credential that must not be in a repository.` },
    help: { text: help.trimEnd() },
    ...(URL.canParse(reference) ? { helpUri: new URL(reference).href } : {}),
    defaultConfiguration: { level: LEVEL[severity] },
    properties: {
      tags: ['security', 'secret', 'external/cwe/cwe-798'],
      precision: PRECISION[confidence],
      'security-severity': SECURITY_SEVERITY[severity],
      'problem.severity': LEVEL[severity] === 'note' ? 'recommendation' : LEVEL[severity],
      ...(aliases.length > 0 ? { aliases } : {}),
    },
  };
}

function toResult(
  finding: Finding | Suppressed,
  ruleIndex: number,
  hashes: LineHashes,
  context: ReportContext,
): object {
  const { location, mask, severity, confidence, fingerprint } = finding;
  const { line, column, endLine, endColumn, commit } = location;
  const why = whyWords(finding);
  const title = titleOf(finding, (id) => context.rule(id));
  const named = finding.item === undefined ? title : `${title} ${finding.item}`;
  return {
    ruleId: ruleOf(finding),
    ruleIndex,
    level: LEVEL[severity],
    message: { text: `${named} ${mask}, ${confidence} confidence${why === '' ? '' : `: ${why}`}.` },
    locations: [
      {
        physicalLocation: {
          artifactLocation: artifact(location.path),
          region: { startLine: line, startColumn: column, endLine, endColumn },
        },
      },
    ],
    partialFingerprints: { primaryLocationLineHash: hashes.next(finding), 'staunch/v1': fingerprint },
    ...('reason' in finding
      ? {
          suppressions: [
            {
              kind: SUPPRESSION_KIND[finding.reason],
              status: 'accepted',
              justification: SUPPRESSION[finding.reason],
            },
          ],
        }
      : {}),
    properties: { confidence, ...(commit === undefined ? {} : { commit }) },
  };
}

function toNotification({ path, reason, error }: NotScanned): object {
  return {
    level: error ? 'error' : 'warning',
    message: { text: `Not scanned: ${reason}.` },
    locations: [{ physicalLocation: { artifactLocation: artifact(path) } }],
  };
}

/**
 * What GitHub follows an alert by, in the form that its own action has: a hash, and how many times it came before.
 * It holds through a moved line. A fingerprint under the project key goes into it, so that another value on the same
 * line is another alert. Under a machine's key it would be new on every runner: then the masked line goes in.
 */
class LineHashes {
  private readonly seen = new Map<string, number>();
  private readonly hasProjectKey: boolean;

  constructor(hasProjectKey: boolean) {
    this.hasProjectKey = hasProjectKey;
  }

  next(finding: Finding): string {
    const { location, fingerprint, excerpt, mask } = finding;
    // of a managed value the vault's own fingerprint lasts
    const content =
      this.hasProjectKey || finding.item !== undefined ? fingerprint : `${mask}\0${excerpt.text.trim()}`;
    const hash = createHash('sha256')
      .update([ruleOf(finding), location.path, content].join('\0'))
      .digest('hex')
      .slice(0, 16);
    const nth = (this.seen.get(hash) ?? 0) + 1;
    this.seen.set(hash, nth);
    return `${hash}:${nth}`;
  }
}

function artifact(path: string): object {
  const uri = uriOf(path);
  return uri.startsWith('file:') ? { uri } : { uri, uriBaseId: '%SRCROOT%' };
}

/** Relative and percent-encoded; an absolute path becomes a file URI. */
function uriOf(path: string): string {
  const encoded = path
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .split('/')
    .map(encodeURIComponent)
    .join('/');
  if (path.startsWith('/')) return `file://${encoded}`;
  const drive = /^([A-Za-z])%3A\//.exec(encoded);
  return drive ? `file:///${drive[1]}:/${encoded.slice(drive[0].length)}` : encoded;
}
