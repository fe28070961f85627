/** What the next commit would change, as two sources: the blobs that it brings, and the ones that it takes away. */
import { bytesFragment, CONFIG_FILES, type Descriptor, type Fragment, type Source } from '@staunch/core';
import type { Blob, Side, StagedEntry } from './git-output.ts';
import { indexName, type Git } from './git.ts';
import { mergedEntries } from './merge.ts';
import { pathText } from './path-text.ts';

/** One side of a staged path. A file's content is the blob's, a symlink's is its target; a submodule has a name only. */
export interface StagedBlob extends Descriptor {
  readonly side: Side;
}

export interface StagedChange {
  readonly firstCommit: boolean;
  /** The configuration as the commit will hold it, by the names of its files. */
  readonly configuration: ReadonlyMap<string, Buffer>;
  /** What the commit would bring, whole: no context is lost, and no patch is parsed. */
  readonly fresh: BlobSource;
  /** What HEAD holds at the paths that change, deleted ones included: what was found there is not new. */
  readonly old: BlobSource;
  /** Paths that cannot be committed before a conflict is resolved. */
  readonly unmerged: readonly string[];
  readonly submodules: number;
  /** What a merge takes over from what is published; asked for only when it would be blocked. */
  readonly merged: () => readonly StagedBlob[];
}

/** Why a blob cannot be opened. */
export class BlobError extends Error {
  readonly problem: Extract<Blob, { problem: string }>['problem'];

  constructor(problem: BlobError['problem']) {
    super(problem);
    this.name = 'BlobError';
    this.problem = problem;
  }
}

/** The index is gone, and git takes that for an index that deletes everything. */
export class IndexMissingError extends Error {}

/** Throws GitError, and IndexMissingError when there is no index to look at. */
export function stagedChange(git: Git): StagedChange {
  const { entries, firstCommit } = git.stagedEntries();
  // a changed mode alone brings no content
  const changed = entries.filter(({ old, fresh }) => old?.id !== fresh?.id);
  const blobs = (side: 'old' | 'fresh'): StagedBlob[] =>
    changed.flatMap((entry) => (entry[side] && !entry.unmerged ? [stagedBlob(entry, entry[side])] : []));
  const fresh = blobs('fresh');
  if (entries.length > 0 && fresh.length === 0 && !git.hasIndexFile()) throw new IndexMissingError();
  // the configuration first, then the content: one git for both
  const ids = fresh.filter(hasContent).map(({ side }) => side.id);
  const contents = git.readBlobs([...CONFIG_FILES.map(indexName), ...ids]);
  const configuration = new Map<string, Buffer>();
  for (const name of CONFIG_FILES) {
    const blob = contents.next().value as Blob;
    if ('bytes' in blob) configuration.set(name, blob.bytes);
  }
  return {
    firstCommit,
    configuration,
    fresh: new BlobSource(git, fresh, contents),
    old: new BlobSource(git, blobs('old')),
    unmerged: entries.filter(({ unmerged }) => unmerged).map(({ path }) => pathText(path)),
    submodules: fresh.filter(({ side }) => side.kind === 'submodule').length,
    merged: () =>
      mergedEntries(git).flatMap((entry) => (entry.fresh ? [stagedBlob(entry, entry.fresh)] : [])),
  };
}

function stagedBlob({ path }: StagedEntry, side: Side): StagedBlob {
  const text = pathText(path);
  return { path: text, projectPath: text, side };
}

/** Blobs are read ahead in the order of the list, all through one git; `open` of any other is a read of its own. */
export class BlobSource implements Source<StagedBlob> {
  private readonly git: Git;
  readonly blobs: readonly StagedBlob[];
  private contents: Generator<Blob> | undefined;
  private current: Blob | undefined;

  /** `contents`: the blobs in their order, where they are being read already; they serve the first `list`. */
  constructor(git: Git, blobs: readonly StagedBlob[], contents?: Generator<Blob>) {
    this.git = git;
    this.blobs = blobs;
    this.contents = contents;
  }

  /** Throws GitError when git itself fails. */
  *list(): Generator<StagedBlob> {
    const contents =
      this.contents ?? this.git.readBlobs(this.blobs.filter(hasContent).map(({ side }) => side.id));
    this.contents = undefined;
    for (const blob of this.blobs) {
      if (hasContent(blob)) this.current = contents.next().value as Blob;
      yield blob;
    }
    this.current = undefined;
  }

  /** Throws BlobError. */
  open(descriptor: StagedBlob): Fragment {
    if (!hasContent(descriptor)) return bytesFragment(descriptor, new Uint8Array(0));
    const { id } = descriptor.side;
    const blob = this.current?.id === id ? this.current : (this.git.readBlobs([id]).next().value as Blob);
    if (!('bytes' in blob)) throw new BlobError(blob.problem);
    return bytesFragment(descriptor, blob.bytes);
  }
}

/** The object of a submodule is a commit of another repository; only its name is ours. */
function hasContent({ side }: StagedBlob): boolean {
  return side.kind !== 'submodule';
}
