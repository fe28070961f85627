/** Gathers what the detectors find in the windows of one fragment, and makes findings of it at the end. */
import { allowedIds, type InlineMarker } from './config/inline.ts';
import { isHalf, withParts } from './composite.ts';
import type { ForeignJudge, Place } from './config/foreign/judge.ts';
import type { Policy } from './config/policy.ts';
import { maskedSpans, withoutOverlaps, type Draft } from './draft.ts';
import type { View } from './engine/view.ts';
import type { Window } from './engine/windows.ts';
import { excerptOf, surroundings } from './excerpt.ts';
import type { Confidence, Excerpt, Finding, Location, Suppressed, SuppressionReason } from './finding.ts';
import { aboutOf } from './about.ts';
import type { Descriptor } from './fragment.ts';
import { LineCounter, sniffEncoding, type Position } from './lines.ts';
import type { Name } from './name.ts';
import { Nearby } from './nearby.ts';
import type { Found } from './searcher.ts';
import type { Span } from './span.ts';
import type { Decision, Outcome } from './trace.ts';

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
  readonly draft?: Draft;
  readonly dropped?: Draft;
  readonly allowance?: Allowance;
  readonly at: number;
}

export interface CollectOptions {
  readonly minConfidence: Confidence | undefined;
  readonly reveal: boolean | undefined;
  readonly trace?: boolean | undefined;
  readonly machineKey: () => Uint8Array;
}

export interface Collected {
  readonly findings: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
  readonly belowConfidence: number;
  readonly values?: readonly string[];
  readonly decisions?: readonly Decision[];
}

/** What was undone to get at the fragment's bytes (gzip): findings stand at the encoded run, as `encoding` says. */
export interface Wrapped {
  readonly encoding: readonly string[];
  /** The encoded run, in what the path names; undefined where the path names the bytes themselves. */
  readonly run: Span | undefined;
}

interface Verdict {
  readonly outcome: Outcome;
  readonly by?: string;
}

/** What gitleaks' configuration does not speak of, with the words for it. */
function outOfPlace(draft: Draft): Draft {
  if (draft.detector === 'managed') return draft;
  const reason = "gitleaks' configuration asks for something else of this rule's matches here";
  return { ...draft, doubts: [...draft.doubts, { filter: 'configuration', weight: 'drop', reason }] };
}

function maskAlone({ mask }: Draft): Excerpt {
  return { text: mask, mark: { start: 0, end: mask.length } };
}

/** Bytes after `staunch:allow` in which ids are looked for. */
const ALLOWANCE = 256;

const ORDER: readonly Confidence[] = ['low', 'medium', 'high'];

export class Collector {
  private readonly descriptor: Descriptor;
  private readonly name: Name;
  private readonly wrapped: Wrapped;
  private readonly placed: Placed[] = [];
  /** What filters dropped, when it is to be told. */
  private readonly dropped: Placed[] = [];
  /** By the line that they silence: the rules that are allowed there, or all of them. */
  private readonly allowances = new Map<number, Set<string> | 'all'>();
  private pending: Pending[] = [];
  /** All that was found in the window, also what belongs to the one after it: none of it may be shown. */
  private inWindow: Draft[] = [];
  private lines: LineCounter | undefined;
  private readonly judge: ForeignJudge | undefined;
  /** Where matches are that other rules ask for. */
  private nearby: Nearby | undefined;
  /** What another scanner's configuration lets pass. */
  private readonly letPass = new Set<Draft>();

  constructor(
    descriptor: Descriptor,
    name: Name,
    wrapped: Wrapped = { encoding: [], run: undefined },
    judge?: ForeignJudge,
  ) {
    this.descriptor = descriptor;
    this.name = name;
    this.wrapped = wrapped;
    this.judge = judge;
    for (const draft of name.drafts) {
      const column = (offset: number): Position => ({
        line: 1,
        column: name.text.toString('utf8', 0, offset).length + 1,
      });
      const mark = name.shown.indexOf(draft.mask);
      this.placed.push({
        draft,
        excerpt: { text: name.shown, mark: { start: mark, end: mark + draft.mask.length } },
        start: column(draft.span.start),
        end: column(draft.span.end),
        inName: true,
      });
    }
  }

  /** What was found in one view of a window. */
  add(window: Window, { view, drafts, markers, dropped }: Found): void {
    const { base, ownFrom, ownTo } = window;
    const owned = (offset: number): boolean => offset >= ownFrom && offset < ownTo;
    for (const draft of drafts) {
      this.inWindow.push(draft);
      if (!owned(draft.ownedAt)) continue;
      if (!this.isDropped(draft, view)) this.pending.push({ draft, at: draft.span.start });
      else if (dropped) this.pending.push({ dropped: outOfPlace(draft), at: draft.span.start });
    }
    for (const draft of dropped ?? []) {
      if (owned(draft.ownedAt)) this.pending.push({ dropped: draft, at: draft.span.start });
    }
    for (const { marker, at } of markers) {
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

  /** Whether the rule does not speak of this place; what is let pass is remembered. */
  private isDropped(draft: Draft, view: View): boolean {
    if (!this.judge || draft.detector === 'managed') return false;
    const around = surroundings(view, draft.inView, draft.wholeInView);
    const verdict = this.judge.judge(draft.match, placeOf(this.descriptor), around);
    if (verdict === 'allow') this.letPass.add(draft);
    return verdict === 'drop';
  }

  /**
   * All views of the window are in: find the lines and columns while its bytes are in memory. `isCut` when there is more
   * in it than was judged: then nothing of a line is shown but what was found there.
   */
  close(window: Window, memory: Buffer, isCut = false): void {
    const { base, length } = window;
    if (window.last && this.pending.length === 0) return;
    if (!this.lines) {
      const { encoding, mark } = sniffEncoding(memory, length);
      this.lines = new LineCounter(encoding, mark);
    }
    const { lines } = this;
    const inWindow = ({ start, end }: Span): Span => ({ start: start - base, end: end - base });
    const masked =
      this.pending.length > 0 && !isCut ? maskedSpans(this.inWindow, ({ span }) => inWindow(span)) : [];
    for (const { draft, dropped, allowance, at } of this.pending.sort((a, b) => a.at - b.at)) {
      lines.advance(memory, base, at);
      const start = lines.positionOf(memory, base, at);
      if (allowance) this.allow(start.line + (allowance.marker.scope === 'next' ? 1 : 0), allowance);
      if (draft) {
        const end = lines.positionOf(memory, base, draft.span.end);
        const excerpt = isCut ? maskAlone(draft) : excerptOf(memory, length, inWindow(draft.span), masked);
        this.placed.push({ draft, excerpt, start, end });
      }
      if (dropped) {
        const end = lines.positionOf(memory, base, dropped.span.end);
        this.dropped.push({ draft: dropped, excerpt: maskAlone(dropped), start, end });
      }
    }
    this.pending = [];
    this.inWindow = [];
    if (!window.last) lines.advance(memory, base, window.ownTo);
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
    const asPart = new Set<Finding>();
    const outcomes = new Map<Draft, Verdict>();
    let belowConfidence = 0;
    const shownFrom = options.minConfidence ?? policy.minConfidence ?? 'medium';
    const least = ORDER.indexOf(shownFrom);
    for (const placed of this.withoutOverlaps()) {
      const { draft } = placed;
      const isBelow = ORDER.indexOf(draft.confidence) < least;
      if (isBelow) {
        belowConfidence++;
        if (options.trace) outcomes.set(draft, { outcome: 'below' });
        if (draft.detector === 'managed' || !isHalf(draft.match.rule.id)) continue;
      }
      const about = aboutOf(draft, policy, options.machineKey);
      const finding: Finding = {
        ...about.subject,
        location: this.locationOf(placed),
        mask: draft.mask,
        encoding: [...this.wrapped.encoding, ...draft.encoding],
        fingerprint: about.fingerprints[0]!,
        excerpt: placed.excerpt,
        ...(placed.inName ? { inName: true } : {}),
      };
      const reason = this.suppression(placed, policy, about.names, about.fingerprints);
      if (isBelow) {
        if (reason) continue;
        asPart.add(finding);
        findings.push(finding);
        if (options.reveal) values.push(about.value);
        continue;
      }
      if (options.trace) outcomes.set(draft, { outcome: reason ?? 'reported' });
      if (reason) suppressed.push({ ...finding, reason });
      else {
        findings.push(finding);
        if (options.reveal) values.push(about.value);
      }
    }
    const joined = withParts(findings, values, asPart);
    for (const { parts = [] } of joined.findings)
      belowConfidence -= parts.filter((part) => asPart.has(part)).length;
    return {
      findings: joined.findings,
      suppressed,
      belowConfidence,
      ...(options.reveal ? { values: joined.values } : {}),
      ...(options.trace ? { decisions: this.decisions(outcomes, shownFrom, policy, options) } : {}),
    };
  }

  /** What became of everything that was matched. */
  private decisions(
    outcomes: ReadonlyMap<Draft, Verdict>,
    least: Confidence,
    policy: Policy,
    options: CollectOptions,
  ): Decision[] {
    const winners = [...outcomes.keys()];
    const decide = (placed: Placed, verdict: Verdict): Decision => {
      const { draft } = placed;
      const { subject, names, fingerprints } = aboutOf(draft, policy, options.machineKey);
      const by = verdict.by ?? this.decidedBy(placed, verdict.outcome, policy, names, fingerprints);
      return {
        outcome: verdict.outcome,
        ...(subject.rule === undefined ? {} : { rule: subject.rule }),
        ...(subject.item === undefined ? {} : { item: subject.item }),
        location: this.locationOf(placed),
        mask: draft.mask,
        encoding: [...this.wrapped.encoding, ...draft.encoding],
        base: draft.detector === 'pattern' ? draft.match.rule.confidence : 'high',
        confidence: draft.confidence,
        ...(subject.validity === undefined ? {} : { validity: subject.validity }),
        objections: draft.detector === 'pattern' ? draft.doubts : [],
        least,
        ...(by === undefined ? {} : { by }),
        fingerprints,
      };
    };
    const all = [
      ...this.placed.map((placed) => {
        const own = outcomes.get(placed.draft);
        if (own) return decide(placed, own);
        const { start, end } = placed.draft.span;
        const winner = winners.find(({ span }) => span.start < end && start < span.end);
        const by = winner?.detector === 'managed' ? winner.item.name : winner?.match.rule.id;
        // the very same stretch, with what another rule knows of it taken along
        const isItself =
          winner?.detector === 'managed' &&
          placed.draft.detector === 'managed' &&
          by === placed.draft.item.name;
        if (winner && isItself) return decide(placed, outcomes.get(winner)!);
        return decide(placed, { outcome: 'overlapped', ...(by === undefined ? {} : { by }) });
      }),
      ...this.dropped.map((placed) => decide(placed, { outcome: 'filtered' })),
    ];
    return all.sort((a, b) => a.location.start - b.location.start || a.location.end - b.location.end);
  }

  /** What silences a finding, in words that name the place to look at. */
  private decidedBy(
    { draft, start, end }: Placed,
    outcome: Outcome,
    policy: Policy,
    names: readonly string[],
    fingerprints: readonly string[],
  ): string | undefined {
    if (outcome === 'inline')
      return `the comment for line ${start.line}${end.line > start.line ? ` or ${end.line}` : ''}`;
    if (outcome === 'baseline') return 'it was known when the baseline was made';
    if (outcome !== 'ignore') return undefined;
    if (this.letPass.has(draft)) return "an allowlist in gitleaks' configuration";
    const [ruleId = '', ...aliases] = names;
    const { projectPath } = this.descriptor;
    const subject = { ruleId, aliases, fingerprints, ...(projectPath === undefined ? {} : { projectPath }) };
    return (
      policy.decidedBy(draft.detector === 'managed' ? { ruleId, fingerprints } : subject) ??
      'an entry of another scanner that this project keeps'
    );
  }

  /** What stands in the name stands beside what is in the content. */
  private *withoutOverlaps(): Iterable<Placed> {
    const places = new Map<Draft, Placed>();
    for (const placed of this.placed) {
      if (placed.inName) yield placed;
      else places.set(placed.draft, placed);
    }
    const spans = new Map(
      [...places.keys()].map((draft) => [`${draft.span.start} ${draft.span.end}`, places.get(draft)!]),
    );
    for (const draft of this.best([...places.keys()].filter((each) => this.isReported(each, places)))) {
      // one that took along a rule is a draft of its own
      const placed = places.get(draft) ?? spans.get(`${draft.span.start} ${draft.span.end}`)!;
      yield { ...placed, draft };
    }
  }

  /** What is let pass hides nothing that is not. */
  private best(drafts: readonly Draft[]): readonly Draft[] {
    if (this.letPass.size === 0) return withoutOverlaps(drafts);
    const kept = withoutOverlaps(drafts.filter((draft) => !this.letPass.has(draft)));
    const passing = withoutOverlaps(drafts.filter((draft) => this.letPass.has(draft)));
    const isHidden = ({ span }: Draft): boolean =>
      kept.some((other) => other.span.start < span.end && span.start < other.span.end);
    return [...kept, ...passing.filter((draft) => !isHidden(draft))].sort(
      (a, b) => a.span.start - b.span.start || b.span.end - a.span.end,
    );
  }

  /** A foreign rule may ask for matches of others nearby, and may be there for others only. */
  private isReported(draft: Draft, places: ReadonlyMap<Draft, Placed>): boolean {
    const foreign = draft.detector === 'pattern' ? draft.match.rule.user?.foreign : undefined;
    if (!foreign) return true;
    if (foreign.skipReport) return false;
    if (foreign.required.length === 0) return true;
    const own = places.get(draft)!.start;
    const nearby = (this.nearby ??= new Nearby(this.whatOthersAskFor(places)));
    return foreign.required.every(({ id, withinLines, withinColumns }) =>
      nearby.has(id, own, withinLines, withinColumns),
    );
  }

  private *whatOthersAskFor(
    places: ReadonlyMap<Draft, Placed>,
  ): Iterable<{ readonly names: readonly string[]; readonly start: Position }> {
    for (const [draft, { start }] of places) {
      if (draft.detector !== 'pattern' || this.letPass.has(draft)) continue;
      const { rule } = draft.match;
      yield { names: [rule.id, ...rule.aliases], start };
    }
  }

  private locationOf({ draft, start, end, inName }: Placed): Location {
    const { run } = this.wrapped;
    const { commit } = this.descriptor;
    const place =
      run && !inName
        ? { line: 1, column: 1, endLine: 1, endColumn: 1, start: run.start, end: run.end }
        : {
            line: start.line,
            column: start.column,
            endLine: end.line,
            endColumn: end.column,
            start: draft.span.start,
            end: draft.span.end,
          };
    return { path: this.name.shown, ...place, ...(commit === undefined ? {} : { commit }) };
  }

  private suppression(
    placed: Placed,
    policy: Policy,
    names: readonly string[],
    fingerprints: readonly string[],
  ): SuppressionReason | undefined {
    const isManaged = placed.draft.detector === 'managed';
    // a comment on the first or on the last line of a secret
    const lines = placed.inName ? [] : [placed.start.line, placed.end.line];
    const allowed = lines.some((line) => {
      const there = this.allowances.get(line);
      // a managed value is known to be real: who lets it pass must name it
      return there === 'all' ? !isManaged : names.some((name) => there?.has(name));
    });
    if (allowed) return 'inline';
    if (placed.draft.detector === 'managed') return policy.isIgnored(fingerprints);
    if (this.letPass.has(placed.draft)) return 'ignore';
    const { projectPath, commit } = this.descriptor;
    const [ruleId = '', ...aliases] = names;
    const { text, value } = placed.draft.match;
    // other scanners count from where the match starts
    const before = text.slice(0, Math.max(0, text.indexOf(value))).split('\n').length - 1;
    return policy.suppress({
      ruleId,
      aliases,
      fingerprints,
      line: placed.inName ? 1 : placed.start.line - before,
      commit,
      value,
      ...(projectPath === undefined ? {} : { projectPath }),
    });
  }
}

/** A fragment's place as configuration sees it; paths as bytes, since patterns are matched against bytes. */
export function placeOf(descriptor: Descriptor): Place {
  const { projectPath, commit } = descriptor;
  return {
    path: projectPath === undefined ? undefined : Buffer.from(projectPath).toString('latin1'),
    commit,
  };
}
