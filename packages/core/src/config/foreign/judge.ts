/** Asks another scanner's configuration about one match: its allowlists, its filters, the paths of its rules. */
import { compileUser, type Regex } from '../../engine/regex.ts';
import { shannon } from '../../filter/entropy.ts';
import type { Match } from '../../finding.ts';
import { evaluate, type Expression, type Facts } from './expression.ts';
import type { Allowlist, Foreign, Overlay, PathRule } from './foreign.ts';
import { toBytes } from './go-regex.ts';

/** Where a match stands. */
export interface Place {
  /** As the configuration sees it: relative to the project; what is no file has none. */
  readonly path: string | undefined;
  readonly commit: string | undefined;
}

/** `drop`: its rule does not speak of it. `allow`: it is let pass. */
export type Judgement = 'drop' | 'allow' | undefined;

/** The value and what is around it, as Latin-1 text. */
interface Subject extends Place {
  readonly secret: string;
  readonly match: string;
  readonly line: () => string;
}

export class ForeignJudge {
  private readonly foreign: Foreign;
  private readonly overlays = new Map<string, Overlay[]>();
  private readonly regexes = new Map<string, Regex>();
  /** Answers for texts that come again: a path for each match in a file, a line for each match on it. */
  private readonly answers = new Map<string, { text: string; answer: boolean }>();

  constructor(foreign: Foreign) {
    this.foreign = foreign;
    for (const overlay of foreign.overlays)
      for (const rule of overlay.rules)
        this.overlays.set(rule, [...(this.overlays.get(rule) ?? []), overlay]);
  }

  judge({ rule, value, text }: Match, place: Place, line: () => string): Judgement {
    const subject: Subject = { ...place, secret: value, match: text, line };
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
    const subject: Subject = { ...place, secret: '', match: '', line: () => '' };
    return this.foreign.pathRules
      .filter((rule) => this.matches(rule.path, path))
      .map((rule) => ({
        rule,
        isAllowed:
          this.isAllowed(rule.allowlists, subject) ||
          this.isAllowed(this.foreign.allowlists, subject) ||
          this.isFiltered(this.foreign.prefilter, subject),
      }));
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
        const text = target === 'line' ? subject.line() : target === 'match' ? subject.match : secret;
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
    if (!expression) return false;
    const facts: Facts = {
      text: (field) =>
        field === 'line'
          ? subject.line()
          : field === 'path'
            ? (subject.path ?? '')
            : field === 'commit'
              ? (subject.commit ?? '')
              : subject[field],
      matches: (pattern, text) => this.matches(toBytes(pattern), text),
      entropy: shannon,
    };
    return evaluate(expression, facts);
  }

  private matches(pattern: string, text: string): boolean {
    const last = this.answers.get(pattern);
    if (last?.text === text) return last.answer;
    let regex = this.regexes.get(pattern);
    if (!regex) this.regexes.set(pattern, (regex = compileUser(pattern, false)));
    const answer = regex.search(text, 0) !== undefined;
    this.answers.set(pattern, { text, answer });
    return answer;
  }
}
