/** Gathers what the detector finds in the windows of one fragment, and makes findings of it at the end. */
import { allowedIds, type InlineMarker } from './config/inline.ts';
import type { Policy } from './config/policy.ts';
import { draftOf, maskedSpans, withoutOverlaps, type Draft } from './draft.ts';
import type { RuleSet } from './engine/compile.ts';
import type { Detection } from './engine/detect.ts';
import type { View } from './engine/view.ts';
import type { Window } from './engine/windows.ts';
import { excerptOf } from './excerpt.ts';
import type { Confidence, Evidence, Excerpt, Finding, Suppressed, SuppressionReason } from './finding.ts';
import { shannon } from './filter/entropy.ts';
import { fingerprint } from './fingerprint.ts';
import type { Descriptor } from './fragment.ts';
import { LineCounter, sniffEncoding, type Position } from './lines.ts';
import type { Name } from './name.ts';

interface Placed {
  readonly draft: Draft;
  readonly excerpt: Excerpt;
  readonly start: Position;
  readonly end: Position;
  /** Set for a match in the fragment's name. */
  readonly inName?: true;
}

/** An inline comment: which rules it allows, everything where it names none. */
interface Allowance {
  readonly marker: InlineMarker;
  readonly ids: readonly string[];
}

interface Pending {
  readonly draft?: { readonly draft: Draft; readonly excerpt: Excerpt };
  readonly allowance?: Allowance;
  readonly at: number;
}

export interface CollectOptions {
  readonly minConfidence: Confidence | undefined;
  readonly reveal: boolean | undefined;
  readonly machineKey: () => Uint8Array;
}

export interface Collected {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
  readonly belowConfidence: number;
  readonly values?: readonly string[];
}

/** Bytes after `staunch:allow` in which ids are looked for. */
const ALLOWANCE = 256;

const ORDER: readonly Confidence[] = ['low', 'medium', 'high'];

export class Collector {
  private readonly descriptor: Descriptor;
  private readonly name: Name;
  private readonly placed: Placed[] = [];
  /** By the line that they silence: the rules that are allowed there, or all of them. */
  private readonly allowances = new Map<number, Set<string> | 'all'>();
  private pending: Pending[] = [];
  private lines: LineCounter | undefined;

  constructor(descriptor: Descriptor, name: Name) {
    this.descriptor = descriptor;
    this.name = name;
    for (const draft of name.drafts) {
      const column = (offset: number): Position => ({
        line: 1,
        column: name.text.toString('utf8', 0, offset).length + 1,
      });
      const mark = name.shown.indexOf(draft.mask);
      this.placed.push({
        draft,
        excerpt: { text: name.shown, mark: { start: mark, end: mark + draft.mask.length } },
        start: column(draft.inView.start),
        end: column(draft.inView.end),
        inName: true,
      });
    }
  }

  /** What was found in one view of a window. */
  add(set: RuleSet, window: Window, view: View, detection: Detection): void {
    const { base, ownFrom, ownTo } = window;
    const owned = (offset: number): boolean => offset >= ownFrom && offset < ownTo;
    const drafts = detection.hits.flatMap((hit) => draftOf(set, view, hit, base, this.name.shown) ?? []);
    const masked = maskedSpans(drafts);
    for (const draft of drafts) {
      if (!owned(draft.match.whole.start)) continue;
      this.pending.push({
        draft: { draft, excerpt: excerptOf(view, draft.inView, masked) },
        at: draft.match.span.start,
      });
    }
    for (const { marker, at } of detection.markers) {
      const source = view.toSource({ start: at, end: at + 1 }).start + base;
      if (!owned(source)) continue;
      const from = at + marker.text.length;
      const rest = view.bytes
        .toString('latin1', from, Math.min(view.length, from + ALLOWANCE))
        .replace(/[\r\n][^]*/, '');
      const ids = marker.foreign ? [] : allowedIds(rest);
      if (ids) this.pending.push({ allowance: { marker, ids }, at: source });
    }
  }

  /** All views of the window are in: find the lines and columns while its bytes are in memory. */
  close(window: Window, memory: Buffer): void {
    if (window.last && this.pending.length === 0) return;
    if (!this.lines) {
      const { encoding, mark } = sniffEncoding(memory, window.length);
      this.lines = new LineCounter(encoding, mark);
    }
    const { lines } = this;
    for (const { draft, allowance, at } of this.pending.sort((a, b) => a.at - b.at)) {
      lines.advance(memory, window.base, at);
      const start = lines.positionOf(memory, window.base, at);
      if (allowance) this.allow(start.line + (allowance.marker.scope === 'next' ? 1 : 0), allowance);
      if (draft) {
        const end = lines.positionOf(memory, window.base, draft.draft.match.span.end);
        this.placed.push({ ...draft, start, end });
      }
    }
    this.pending = [];
    if (!window.last) lines.advance(memory, window.base, window.ownTo);
  }

  private allow(line: number, { ids }: Allowance): void {
    const there = this.allowances.get(line);
    if (ids.length === 0) this.allowances.set(line, 'all');
    else if (!there) this.allowances.set(line, new Set(ids));
    else if (there !== 'all') for (const id of ids) there.add(id);
  }

  finish(policy: Policy, options: CollectOptions): Collected {
    const findings: Finding[] = [];
    const suppressed: Suppressed[] = [];
    const values: string[] = [];
    let belowConfidence = 0;
    const least = ORDER.indexOf(options.minConfidence ?? policy.minConfidence ?? 'medium');
    const inContent = this.placed.filter(({ inName }) => !inName);
    const kept = new Set(withoutOverlaps(inContent.map(({ draft }) => draft)));
    for (const placed of this.placed) {
      if (!placed.inName && !kept.has(placed.draft)) continue;
      const { match, confidence } = placed.draft;
      if (ORDER.indexOf(confidence) < least) {
        belowConfidence++;
        continue;
      }
      const print = fingerprint(policy.fingerprintKey ?? options.machineKey(), match.value);
      // beside the project's, the machine's own fingerprints stay good on their machine
      const both = policy.fingerprintKey !== undefined && policy.namesFingerprints;
      const prints = both ? [print, fingerprint(options.machineKey(), match.value)] : [print];
      const finding = this.finding(placed, print);
      const reason = this.suppression(placed, policy, prints);
      if (reason) suppressed.push({ ...finding, reason });
      else {
        findings.push(finding);
        if (options.reveal) values.push(Buffer.from(match.value, 'latin1').toString());
      }
    }
    return { findings, suppressed, belowConfidence, ...(options.reveal ? { values } : {}) };
  }

  private finding({ draft, excerpt, start, end, inName }: Placed, print: string): Finding {
    const { match, mask, confidence } = draft;
    const { commit } = this.descriptor;
    return {
      detector: 'pattern',
      rule: match.rule.id,
      location: {
        path: this.name.shown,
        line: start.line,
        column: start.column,
        endLine: end.line,
        endColumn: end.column,
        start: match.span.start,
        end: match.span.end,
        ...(commit === undefined ? {} : { commit }),
      },
      mask,
      encoding: match.encoding,
      severity: match.rule.severity,
      confidence,
      ...(match.validity === undefined ? {} : { validity: match.validity }),
      evidence: evidenceOf(draft),
      fingerprint: print,
      excerpt,
      ...(inName ? { inName } : {}),
    };
  }

  private suppression(placed: Placed, policy: Policy, fingerprints: string[]): SuppressionReason | undefined {
    const { id, aliases } = placed.draft.match.rule;
    const names = [id, ...aliases];
    // a comment on the first or on the last line of a secret
    const lines = placed.inName ? [] : [placed.start.line, placed.end.line];
    const allowed = lines.some((line) => {
      const there = this.allowances.get(line);
      return there === 'all' || names.some((name) => there?.has(name));
    });
    if (allowed) return 'inline';
    const { projectPath } = this.descriptor;
    return policy.suppress({
      ruleId: id,
      aliases,
      fingerprints,
      ...(projectPath === undefined ? {} : { projectPath }),
    });
  }
}

function evidenceOf({ match }: Draft): Evidence[] {
  const evidence: Evidence[] = [{ kind: match.rule.evidence }];
  if (match.validity) evidence.push({ kind: 'validity', validity: match.validity });
  if (match.rule.evidence === 'context' || match.rule.evidence === 'assignment') {
    evidence.push({ kind: 'entropy', bitsPerChar: Math.round(shannon(match.value) * 10) / 10 });
  }
  return evidence;
}
