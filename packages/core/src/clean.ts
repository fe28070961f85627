/**
 * A look that only says whether there is anything at all: the searching of scan.ts, without what findings need. It is what
 * a hook does first, because most commits hold nothing; where it says no, the scanner is asked.
 */
import { emptyPolicy, policyFrom } from './config/policy.ts';
import { FileBudget } from './decode/budget.ts';
import { containerOf } from './decode/containers.ts';
import { HEAD_BYTES } from './decode/tree.ts';
import { rawView } from './engine/view.ts';
import { searchBudget, Searcher, type ManagedSource } from './searcher.ts';

/** Longer texts are the scanner's: its memory is larger, and takes longer to be had. */
const LONGEST = 1 << 20;

/** Looks with the built-in rules and no project's configuration: where there is one, the scanner has to be asked. */
export class CleanLook {
  private readonly searcher: Searcher;

  /** Throws UserError when the index cannot be used. */
  constructor(managed: ManagedSource | undefined) {
    this.searcher = new Searcher(policyFrom(emptyPolicy), { managed, longest: LONGEST });
  }

  /** Bytes of the longest text that is looked at. */
  readonly longest = LONGEST;

  /**
   * Whether the text, and the path that it is called by, hold nothing that any filter lets through, nothing that is too
   * much to look at, and no container. `false` is no finding: it is a reason to scan.
   */
  isClean(path: string, bytes: Buffer): boolean {
    const { searcher } = this;
    if (bytes.length > this.longest || containerOf(bytes.subarray(0, HEAD_BYTES))) return false;
    if (searcher.nameOf(path).drafts.length > 0) return false;
    bytes.copy(searcher.text);
    const budget = searchBudget(bytes.length, new FileBudget(bytes.length));
    for (const { drafts } of searcher.searchAll(rawView(searcher.text, bytes.length), 0, path, budget))
      if (drafts.length > 0) return false;
    const { isExceeded, unopened, tries, matches } = budget;
    return !isExceeded && unopened.length === 0 && tries.leftOut === 0 && matches.leftOut === 0;
  }
}
