/**
 * What is in history and was not before: every commit, tag and file once, in the order in which they came. Names and
 * contents of files, messages and heads of commits and tags, what git-lfs keeps beside the objects.
 */
import {
  bytesFragment,
  type Descriptor,
  type Finding,
  type FragmentResult,
  type Scanner,
} from '@staunch/core';
import { CleanMemory } from './clean-memory.ts';
import { tagTarget, textParts } from './commit-text.ts';
import {
  DiffTreeParser,
  GitError,
  parseTree,
  type BroughtEntry,
  type GitObject,
  type Side,
} from './git-output.ts';
import { BROUGHT, LISTED_COMMITS, NEW_COMMITS, SENT_BLOBS, treeEntries, type Git } from './git.ts';
import { lfsFile, lfsFragment, lfsObject } from './lfs.ts';
import { blobProblem, LFS_ELSEWHERE, objectsMissing } from './messages.ts';
import { ObjectStream } from './object-stream.ts';
import { pathText } from './path-text.ts';
import { isClean, keyOf, sweptNothing, type Swept } from './swept.ts';

/** Where to begin: any object. */
export interface Tip {
  /** Its full id. */
  readonly id: string;
  /** What reports call a tag, a tree or a file that stands there: `<tag v1>`. */
  readonly label?: string;
}

export interface HistoryRequest {
  readonly git: Git;
  readonly scanner: Scanner;
  readonly tips: readonly Tip[];
  /** Full ids of objects that are here; what they reach is not new. */
  readonly held: readonly string[];
  /** The tips are all that is looked at, in their order: not what leads to them. */
  readonly alone?: boolean;
  readonly memory?: CleanMemory;
  /** The repository's common git directory, and git-lfs' `lfs.storage` where it is set. */
  readonly commonDir: string;
  readonly lfsStorage?: string | undefined;
  /** What is not in this partial clone is where the objects go to anyway. */
  readonly absentIsHeld?: boolean;
}

/** A commit (or the tag of something else) and what it brings. */
interface Bringer {
  readonly commit: string | undefined;
  /** What it replaces. */
  readonly olds: { readonly side: Side; readonly path: string }[];
  readonly found: { readonly id: string; readonly finding: Finding }[];
}

type Request =
  | { readonly kind: 'commit'; readonly bringer: Bringer }
  | { readonly kind: 'blob'; readonly bringer: Bringer; readonly path: string; readonly side: Side };

/** Throws GitError when git cannot answer, and what the scanner throws. */
export async function sweepHistory(request: HistoryRequest): Promise<Swept> {
  return new HistorySweep(request).run();
}

class HistorySweep {
  private readonly request: HistoryRequest;
  private readonly swept = sweptNothing();
  private readonly memory: CleanMemory;
  private readonly objects: ObjectStream<Request>;
  /** Those with findings, in the order of the history. */
  private readonly bringers: Bringer[] = [];
  /** Paths whose text is clean. */
  private readonly names = new Set<string>();
  /** Ids of all blobs that were named by a commit or a tag. */
  private readonly named = new Set<string>();
  /** By id and path: what was found there, for who replaces it. */
  private readonly keys = new Map<string, readonly string[]>();
  /** Findings that are told already, by their blob. */
  private readonly told = new Set<string>();

  constructor(request: HistoryRequest) {
    this.request = request;
    this.memory = request.memory ?? new CleanMemory();
    this.objects = new ObjectStream(request.git, (object, asked) => this.look(object, asked));
  }

  async run(): Promise<Swept> {
    const { git } = this.request;
    try {
      const peeled = this.peel();
      await this.walk(peeled.commits);
      for (const { id, label } of peeled.trees) {
        const bringer = newBringer(undefined);
        for (const entry of parseTree(git.ask(treeEntries(id)), git.emptyTree()))
          this.bring(bringer, entry, `${label}/`);
      }
      for (const { id, label } of peeled.blobs) {
        const side: Side = { kind: 'file', id };
        this.askBlob(newBringer(undefined), label, side);
      }
      await this.walkRest(peeled.seen);
    } catch (error) {
      this.objects.stop();
      throw error;
    }
    await this.objects.end();
    for (const bringer of this.bringers) this.judge(bringer);
    return this.swept;
  }

  /** Tags are looked at, and followed to what they are tags of. */
  private peel(): {
    commits: string[];
    trees: Required<Tip>[];
    blobs: Required<Tip>[];
    seen: ReadonlySet<string>;
  } {
    const { git, tips } = this.request;
    const peeled = { commits: [] as string[], trees: [] as Required<Tip>[], blobs: [] as Required<Tip>[] };
    const tagsSeen = new Set<string>();
    const seen = new Set<string>();
    for (let open = [...tips]; open.length > 0;) {
      const next: Tip[] = [];
      const types = git.objectTypes(open.map(({ id }) => id));
      const tags = open.filter((_, at) => types[at] === 'tag');
      open.forEach((tip, at) => {
        const named = { id: tip.id, label: labelOf(tip) };
        const type = types[at];
        seen.add(tip.id);
        if (type === undefined) throw new GitError('cat-file', `the object ${tip.id} is missing`);
        if (type === 'commit') peeled.commits.push(tip.id);
        if (type === 'tree') peeled.trees.push(named);
        if (type === 'blob') peeled.blobs.push(named);
      });
      for (const object of git.readObjects(tags.map(({ id }) => id))) {
        const label = labelOf(tags.find(({ id }) => id === object.id)!);
        if ('problem' in object) throw new GitError('cat-file', `the tag ${object.id} cannot be read`);
        if (tagsSeen.has(object.id)) continue;
        tagsSeen.add(object.id);
        this.swept.tags += 1;
        const target = tagTarget(object.bytes);
        if (target === undefined) throw new GitError('cat-file', `the tag ${object.id} is not understood`);
        next.push({ id: target, label });
        this.lookAtText(newBringer(undefined), object.id, object.bytes, label);
      }
      open = next;
    }
    return { ...peeled, seen };
  }

  /** The lines that tell rev-list what is new. */
  private revisions(tips: readonly string[]): string {
    return [...tips, ...this.request.held.map((id) => `^${id}`), ''].join('\n');
  }

  private async walk(commits: readonly string[]): Promise<void> {
    if (commits.length === 0) return;
    const { git } = this.request;
    const list = git.start(this.request.alone ? LISTED_COMMITS : NEW_COMMITS);
    const trees = git.start(BROUGHT);
    try {
      list.stdin.end(this.revisions(commits));
      list.stdout.pipe(trees.stdin);
      const parser = new DiffTreeParser(git.emptyTree());
      let bringer = newBringer(undefined);
      for await (const chunk of trees.stdout) {
        for (const event of parser.feed(chunk as Buffer)) {
          if ('commit' in event) bringer = this.bringCommit(event.commit);
          else this.bring(bringer, event);
        }
        await this.objects.room();
        if (this.objects.hasFailed) return;
      }
      parser.end();
      await Promise.all([list.done, trees.done]);
    } finally {
      list.stop();
      trees.stop();
    }
  }

  /** Files that git would send and no commit's difference named. `given`: the tips, and what their tags lead to. */
  private async walkRest(given: ReadonlySet<string>): Promise<void> {
    const { git, tips } = this.request;
    if (tips.length === 0 || this.request.alone || this.objects.hasFailed) return;
    const list = git.start(SENT_BLOBS);
    let rest = '';
    let absent = 0;
    const bringer = newBringer(undefined);
    try {
      list.stdin.end(this.revisions(tips.map(({ id }) => id)));
      for await (const chunk of list.stdout) {
        const lines = (rest + (chunk as Buffer).toString('latin1')).split('\n');
        rest = lines.pop()!;
        for (const line of lines) {
          const [, missing, id = '', path = ''] = /^(\?)?([0-9a-f]+)(?: ([^]*))?$/.exec(line) ?? [];
          if (id === '') throw new GitError('rev-list', 'its answer is not understood');
          if (missing) absent += this.named.has(id) ? 0 : 1;
          // what was given is said again, whatever its type, and what a tag of it leads to
          else if (!given.has(id) && !this.named.has(id)) {
            const text = pathText(Buffer.from(path, 'latin1'));
            this.askBlob(bringer, text || labelOf({ id }), { kind: 'file', id });
          }
        }
        await this.objects.room();
      }
      await list.done;
    } finally {
      list.stop();
    }
    if (absent > 0) {
      const error = !this.request.absentIsHeld;
      this.swept.notScanned.push({ path: '<objects>', reason: objectsMissing(absent), error });
    }
  }

  private bringCommit(commit: string): Bringer {
    const bringer = newBringer(commit);
    this.swept.commits += 1;
    if (this.memory.has(commit, '')) this.swept.remembered += 1;
    else this.objects.ask(commit, { kind: 'commit', bringer });
    return bringer;
  }

  private bring(bringer: Bringer, { path: bytes, olds, fresh }: BroughtEntry, prefix = ''): void {
    const path = prefix + pathText(bytes);
    for (const side of olds) bringer.olds.push({ side, path });
    // a changed mode alone brings nothing
    if (!fresh || olds.some(({ id }) => id === fresh.id)) return;
    if (fresh.kind === 'submodule' || fresh.kind === 'directory') {
      if (fresh.kind === 'submodule') this.swept.submodules += 1;
      this.lookAtName(bringer, path, fresh.id);
    } else this.askBlob(bringer, path, fresh);
  }

  private askBlob(bringer: Bringer, path: string, side: Side): void {
    this.named.add(side.id);
    if (this.memory.has(side.id, path)) {
      this.swept.remembered += 1;
      this.lookAtName(bringer, path, side.id);
    } else this.objects.ask(side.id, { kind: 'blob', bringer, path, side });
  }

  private look(object: GitObject, request: Request): void {
    if (request.kind === 'commit') {
      if ('problem' in object || object.type !== 'commit')
        throw new GitError('cat-file', `the commit ${object.id} cannot be read`);
      this.lookAtText(request.bringer, object.id, object.bytes);
      return;
    }
    const { path, bringer } = request;
    if ('problem' in object || object.type !== 'blob') {
      const problem = 'problem' in object ? object.problem : 'not-a-blob';
      this.leaveOut(path, blobProblem(problem), !(problem === 'missing' && this.request.absentIsHeld));
      return;
    }
    this.lookAtBlob(bringer, path, request.side, object.bytes);
  }

  private lookAtBlob(bringer: Bringer, path: string, side: Side, bytes: Buffer): void {
    const descriptor = descriptorOf(bringer, path);
    const result = this.request.scanner.scan(bytesFragment(descriptor, bytes));
    this.swept.blobs += 1;
    this.gather(bringer, side.id, path, result);
    let clean = isClean(result);
    const pointsAt = side.kind === 'file' ? lfsObject(bytes) : undefined;
    if (pointsAt !== undefined) clean = this.lookAtLfs(bringer, descriptor, side.id, pointsAt) && clean;
    if (!clean) return;
    this.memory.add(side.id, path);
    this.names.add(path);
  }

  /** Whether the file is here and holds nothing. */
  private lookAtLfs(bringer: Bringer, descriptor: Descriptor, id: string, pointsAt: string): boolean {
    const { commonDir, lfsStorage, scanner } = this.request;
    let fragment;
    try {
      fragment = lfsFragment(descriptor, lfsFile(commonDir, pointsAt, lfsStorage));
    } catch (error) {
      const isAway = ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '');
      // what is not here is not sent from here
      this.leaveOut(descriptor.path, isAway ? LFS_ELSEWHERE : blobProblem('missing'), !isAway);
      return false;
    }
    try {
      const result = scanner.scan(fragment);
      const inside = (finding: Finding): Finding =>
        finding.inName ? finding : { ...finding, encoding: ['git-lfs', ...finding.encoding] };
      this.gather(bringer, id, descriptor.path, {
        ...result,
        findings: result.findings.map(inside),
        suppressed: result.suppressed.map((each) => ({ ...each, ...inside(each) })),
      });
      return isClean(result);
    } finally {
      fragment.close();
    }
  }

  /** A commit or a tag as a whole; when something is in it, its parts say where. */
  private lookAtText(bringer: Bringer, id: string, bytes: Buffer, label?: string): void {
    const { scanner } = this.request;
    const { commit } = bringer;
    const at = (path: string): Descriptor => ({ path, ...(commit === undefined ? {} : { commit }) });
    const whole = scanner.scan(bytesFragment(at(label ?? '<commit>'), bytes));
    if (isClean(whole)) {
      this.memory.add(id, '');
      this.swept.bytes += whole.bytes;
      return;
    }
    const parts = textParts(bytes, label).map((part) =>
      scanner.scan(bytesFragment(at(part.path), part.bytes)),
    );
    // what stands across two parts is in none of them
    const found = parts.filter((part) => !isClean(part));
    const isWhole = parts.reduce((sum, { findings }) => sum + findings.length, 0) >= whole.findings.length;
    for (const result of isWhole ? found : [whole]) this.gather(bringer, id, '', result);
  }

  /** Text that is no file's: the name of a path whose content needs no look, of a ref. */
  private lookAtName(bringer: Bringer, path: string, id: string): void {
    if (this.names.has(path)) return;
    const result = this.request.scanner.scan(bytesFragment(descriptorOf(bringer, path), NOTHING));
    if (isClean(result)) this.names.add(path);
    else this.gather(bringer, id, path, result);
  }

  private gather(bringer: Bringer, id: string, path: string, result: FragmentResult): void {
    const { findings, suppressed, notScanned, bytes, belowConfidence, values } = result;
    this.swept.bytes += bytes;
    this.swept.belowConfidence += belowConfidence;
    for (const each of notScanned) this.swept.notScanned.push(each);
    for (const each of suppressed) this.swept.suppressed.push(each);
    values?.forEach((value, at) => this.swept.values.set(findings[at]!, value));
    if (findings.length + suppressed.length === 0) return;
    const key = `${id} ${path}`;
    this.keys.set(key, [...(this.keys.get(key) ?? []), ...findings.map(keyOf), ...suppressed.map(keyOf)]);
    if (findings.length > 0 && bringer.found.length === 0) this.bringers.push(bringer);
    for (const finding of findings) bringer.found.push({ id, finding });
  }

  private leaveOut(path: string, reason: string, error: boolean): void {
    this.swept.notScanned.push({ path: this.request.scanner.maskText(path), reason, error });
  }

  /** What a commit's findings are worth: what it replaces held, is not new; what a blob told before, is not told again. */
  private judge({ found, olds }: Bringer): void {
    const open = new Set(found.map(({ finding }) => keyOf(finding)));
    const excused = new Set<string>();
    for (const key of this.heldBy(olds)) {
      if (open.delete(key)) excused.add(key);
      if (open.size === 0) break;
    }
    for (const { id, finding } of found) {
      const key = keyOf(finding);
      const { path, start } = finding.location;
      // a file is the same wherever it stands; its name is not, and the parts of a commit are texts of their own
      const told = `${id} ${key} ${start} ${finding.inName || path.startsWith('<') ? path : ''}`;
      if (excused.has(key)) this.swept.known.push(finding);
      else if (!this.told.has(told)) this.swept.findings.push(finding);
      this.told.add(told);
    }
  }

  private *heldBy(olds: Bringer['olds']): Generator<string> {
    const { git, scanner } = this.request;
    const unknown: Bringer['olds'] = [];
    for (const old of olds) {
      const keys = this.keys.get(`${old.side.id} ${old.path}`);
      if (keys) yield* keys;
      else if (!this.memory.has(old.side.id, old.path)) unknown.push(old);
    }
    const withContent = unknown.filter(({ side }) => side.kind !== 'submodule');
    try {
      const contents = git.readBlobs(withContent.map(({ side }) => side.id));
      for (const { side, path } of unknown) {
        const blob = side.kind === 'submodule' ? undefined : contents.next().value;
        if (blob && !('bytes' in blob)) {
          this.swept.oldUnread = true;
          continue;
        }
        const { findings, suppressed } = scanner.scan(
          bytesFragment({ path, projectPath: path }, blob?.bytes ?? NOTHING),
        );
        const keys = [...findings, ...suppressed].map(keyOf);
        this.keys.set(`${side.id} ${path}`, keys);
        yield* keys;
      }
    } catch (error) {
      // git gives up at an object that a partial clone has not fetched
      if (!(error instanceof GitError)) throw error;
      this.swept.oldUnread = true;
    }
  }
}

const NOTHING = new Uint8Array(0);

function labelOf({ id, label }: Tip): string {
  return label ?? `<object ${id.slice(0, 12)}>`;
}

function newBringer(commit: string | undefined): Bringer {
  return { commit, olds: [], found: [] };
}

function descriptorOf({ commit }: Bringer, path: string): Descriptor {
  return { path, projectPath: path, ...(commit === undefined ? {} : { commit }) };
}
