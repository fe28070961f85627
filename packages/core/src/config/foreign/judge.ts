/** Asks another scanner's configuration about one match: its allowlists, its filters, the paths of its rules. */
import { compileUser, type Regex } from '../../engine/regex.ts';
import { shannon } from '../../filter/entropy.ts';
import type { Match } from '../../finding.ts';
import { Evaluator, UNKNOWN, type Facts } from './expr/evaluate.ts';
import { asBytes, type Expression } from './expr/tree.ts';
import type { Allowlist, Foreign, Overlay, PathRule } from './foreign.ts';
import type { Span } from '../../span.ts';
import { toBytes } from './go-regex.ts';

/** Where a match stands. */
export interface Place {
  /** As the configuration sees it: relative to the project; what is no file has none. */
  readonly path: string | undefined;
  readonly commit: string | undefined;
}

/** `drop`: its rule does not speak of it. `allow`: it is let pass. */
export type Judgement = 'drop' | 'allow' | undefined;

/** What a match stands in, asked only when something depends on it. */
export interface Surroundings {
  /** The whole line, as Latin-1 text. */
  line(): string;
  /** The whole match, and the line or lines that it stands on. */
  readonly whole: Span;
  lines(): Span;
  /** What stands there as Latin-1 text; undefined when it is too far from the match. */
  text(span: Partial<Span>): string | undefined;
}

/** The value and what is around it, as Latin-1 text. */
interface Subject extends Place {
  readonly secret: string;
  readonly match: string;
  readonly rule: string;
  readonly around: Surroundings;
}

const NOTHING_AROUND: Surroundings = {
  line: () => '',
  whole: { start: 0, end: 0 },
  lines: () => ({ start: 0, end: 0 }),
  text: () => undefined,
};

export class ForeignJudge {
  private readonly foreign: Foreign;
  private readonly overlays = new Map<string, Overlay[]>();
  private readonly regexes = new Map<string, Regex>();
  /** Answers for texts that come again: a path for each match in a file, a line for each match on it. */
  private readonly answers = new Map<string, { text: string; answer: boolean }>();
  private readonly evaluator = new Evaluator({
    find: (pattern, text) => this.regexOf(toBytes(pattern)).search(text, 0)?.whole,
    entropy: shannon,
  });

  constructor(foreign: Foreign) {
    this.foreign = foreign;
    for (const overlay of foreign.overlays)
      for (const rule of overlay.rules)
        this.overlays.set(rule, [...(this.overlays.get(rule) ?? []), overlay]);
  }

  judge({ rule, value, text }: Match, place: Place, around: Surroundings): Judgement {
    const subject: Subject = {
      ...place,
      secret: value,
      match: text,
      rule: rule.id,
      around,
    };
    const { allowlists, filter, prefilter } = this.foreign;
    const own = rule.user?.foreign;
    if (own?.path !== undefined && !this.matches(own.path, place.path ?? '')) return 'drop';
    if (own && (this.isAllowed(own.allowlists, subject) || this.isFiltered(own.filter, subject)))
      return 'allow';
    for (const overlay of this.overlays.get(rule.id) ?? []) {
      if (overlay.path !== undefined && !this.matches(overlay.path, place.path ?? '')) return 'drop';
      if (overlay.entropy !== undefined && shannon(value) <= overlay.entropy) return 'allow';
      if (this.isAllowed(overlay.allowlists, subject) || this.isFiltered(overlay.filter, subject))
        return 'allow';
    }
    if (this.isAllowed(allowlists, subject)) return 'allow';
    return this.isFiltered(prefilter, subject) || this.isFiltered(filter, subject) ? 'allow' : undefined;
  }

  /** The rules of which a file is a finding by its path alone; let pass or not. */
  pathRules(place: Place): { readonly rule: PathRule; readonly isAllowed: boolean }[] {
    const { path = '' } = place;
    return this.foreign.pathRules
      .filter((rule) => this.matches(rule.path, path))
      .map((rule) => {
        const subject: Subject = { ...place, secret: '', match: '', rule: rule.id, around: NOTHING_AROUND };
        return {
          rule,
          isAllowed:
            this.isAllowed(rule.allowlists, subject) ||
            this.isAllowed(this.foreign.allowlists, subject) ||
            this.isFiltered(this.foreign.prefilter, subject),
        };
      });
  }

  private isAllowed(lists: readonly Allowlist[], subject: Subject): boolean {
    return lists.some((list) => this.fits(list, subject));
  }

  private fits({ all, commits, paths, target, regexes, stopwords }: Allowlist, subject: Subject): boolean {
    const { commit, path, secret } = subject;
    const checks: (() => boolean)[] = [];
    if (commits.length > 0) checks.push(() => commit !== undefined && commits.includes(commit.toLowerCase()));
    if (paths.length > 0)
      checks.push(() => path !== undefined && paths.some((pattern) => this.matches(pattern, path)));
    if (regexes.length > 0) {
      checks.push(() => {
        const text = target === 'line' ? subject.around.line() : target === 'match' ? subject.match : secret;
        return text !== '' && regexes.some((pattern) => this.matches(pattern, text));
      });
    }
    if (stopwords.length > 0) {
      checks.push(() => {
        const folded = secret.toLowerCase();
        return stopwords.some((word) => folded.includes(word));
      });
    }
    return all ? checks.every((check) => check()) : checks.some((check) => check());
  }

  private isFiltered(expression: Expression | undefined, subject: Subject): boolean {
    return expression !== undefined && this.evaluator.isTrue(expression, factsOf(subject));
  }

  private matches(pattern: string, text: string): boolean {
    const last = this.answers.get(pattern);
    if (last?.text === text) return last.answer;
    const answer = this.regexOf(pattern).search(text, 0) !== undefined;
    this.answers.set(pattern, { text, answer });
    return answer;
  }

  private regexOf(pattern: string): Regex {
    let regex = this.regexes.get(pattern);
    if (!regex) this.regexes.set(pattern, (regex = compileUser(pattern, false)));
    return regex;
  }
}

/** What betterleaks' filters can ask of a match. */
function factsOf({ secret, match, rule, around, path, commit }: Subject): Facts {
  return {
    finding(name) {
      switch (name) {
        case 'secret':
          return secret;
        case 'match':
          return match;
        case 'line':
          return around.line();
        case 'rule_id':
          return asBytes(rule);
        case 'entropy':
          return String(shannon(secret));
        case 'description':
        case 'context':
          return undefined;
        case 'match_start_idx':
          return around.whole.start;
        case 'match_end_idx':
          return around.whole.end;
        case 'match_line_start_idx':
          return around.lines().start;
        case 'match_line_end_idx':
          return around.lines().end;
      }
    },
    attribute(name) {
      if (name === 'path') return path;
      if (name === 'git.sha') return commit;
      if (name === 'resource') return commit === undefined ? 'fs.content' : 'git.patch_content';
      return name.startsWith('git.') && commit !== undefined ? UNKNOWN : undefined;
    },
    around: (start, end) =>
      around.text({ ...(start === undefined ? {} : { start }), ...(end === undefined ? {} : { end }) }),
  };
}
