/** What `npm pack` puts into the tarball, by npm's own list. */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { UserError } from '@staunch/core';
import { globMatcher } from '@staunch/core/config';

/** As much of a package's description as the list asks for. */
interface Manifest {
  readonly name?: string;
  readonly bin?: string | Record<string, string>;
  readonly main?: string;
  readonly browser?: unknown;
  readonly files?: unknown;
  readonly workspaces?: readonly string[] | { readonly packages?: readonly string[] };
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
  readonly bundleDependencies?: readonly string[] | boolean;
  readonly bundledDependencies?: readonly string[] | boolean;
}

/** What npm-packlist wants to know of an installed package: the part of arborist's node that it reads. */
interface Tree {
  readonly path: string;
  readonly package: object;
  readonly isProjectRoot: boolean;
  readonly isLink: boolean;
  readonly target: Tree;
  readonly edgesOut: ReadonlyMap<
    string,
    { readonly to: Tree | undefined; readonly peer: false; readonly dev: false }
  >;
}

interface PackOptions {
  readonly path: string;
  readonly prefix?: string;
  readonly workspaces?: readonly string[];
}

type Packlist = (tree: Tree, options: PackOptions) => Promise<string[]>;

/** Paths in the package, with `/`. Throws UserError when there is no package to pack. */
export async function npmFiles(directory: string): Promise<string[]> {
  const root = fs.realpathSync(directory);
  const packlist = createRequire(import.meta.url)('npm-packlist') as Packlist;
  const files = await packlist(treeOf(root, true), { path: root, ...workspaceOf(root) });
  // npm writes the same file once, whatever its list says
  return [...new Set(files.map((file) => path.posix.normalize(file)))].sort();
}

function manifestOf(directory: string): Manifest | undefined {
  const file = path.join(directory, 'package.json');
  let text: string;
  try {
    text = fs.readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new UserError(`package.json cannot be read (${code ?? 'unknown error'})`);
  }
  try {
    const data = JSON.parse(text.replace(/^\ufeff/, '')) as unknown;
    if (typeof data === 'object' && data !== null && !Array.isArray(data)) return data as Manifest;
  } catch {
    // said below, without the text that the parser would repeat
  }
  throw new UserError('package.json is not a JSON object');
}

/** As npm reads it: one form for what may be written in several. */
function normalized(manifest: Manifest): object {
  const { name = '', bin, browser, files, ...rest } = manifest;
  const bundled = manifest.bundleDependencies ?? manifest.bundledDependencies;
  const bins = typeof bin === 'string' ? { [name.replace(/^@[^/]*\//, '')]: bin } : bin;
  return {
    ...rest,
    name,
    ...(bins
      ? {
          bin: Object.fromEntries(
            Object.entries(bins)
              .filter(([, file]) => typeof file === 'string')
              .map(([key, file]) => [key, path.posix.join('/', file.replaceAll('\\', '/')).slice(1)]),
          ),
        }
      : {}),
    ...(typeof browser === 'string' ? { browser } : {}),
    ...(Array.isArray(files) ? { files: files.filter((file) => typeof file === 'string') } : {}),
    ...(bundled === true
      ? { bundleDependencies: Object.keys(manifest.dependencies ?? {}) }
      : Array.isArray(bundled)
        ? { bundleDependencies: bundled as readonly string[] }
        : {}),
  };
}

function treeOf(directory: string, isProjectRoot = false, made = new Map<string, Tree>()): Tree {
  const known = made.get(directory);
  if (known) return known;
  const manifest = manifestOf(directory);
  if (!manifest && isProjectRoot)
    throw new UserError('there is no package.json here, so npm would publish nothing', {
      hint: 'give the directory of the package: staunch scan --published npm PATH',
    });
  const isLink = !isProjectRoot && fs.lstatSync(directory).isSymbolicLink();
  const edgesOut = new Map<string, { to: Tree | undefined; peer: false; dev: false }>();
  const tree: Tree = {
    path: directory,
    package: normalized(manifest ?? {}),
    isProjectRoot,
    isLink,
    get target() {
      return isLink ? treeOf(fs.realpathSync(directory), false, made) : tree;
    },
    edgesOut,
  };
  made.set(directory, tree);
  const names = Object.keys({ ...manifest?.dependencies, ...manifest?.optionalDependencies });
  for (const name of names) {
    const found = installed(directory, name);
    edgesOut.set(name, {
      to: found === undefined ? undefined : treeOf(found, false, made),
      peer: false,
      dev: false,
    });
  }
  return tree;
}

/** Where node would find a dependency of the package in `directory`. */
function installed(directory: string, name: string): string | undefined {
  for (let at = directory; ; at = path.dirname(at)) {
    const candidate = path.join(at, 'node_modules', name);
    if (fs.existsSync(path.join(candidate, 'package.json'))) return candidate;
    if (at === path.dirname(at)) return undefined;
  }
}

/** How deep workspaces are looked for. */
const DEPTH = 4;

/** The workspace that the package belongs to: npm reads the ignore files on the way down to it. */
function workspaceOf(root: string): { prefix: string; workspaces: readonly string[] } | undefined {
  for (let at = path.dirname(root), depth = 1; depth <= DEPTH; at = path.dirname(at), depth++) {
    const { workspaces } = manifestOf(at) ?? {};
    const patterns = Array.isArray(workspaces)
      ? (workspaces as readonly string[])
      : (workspaces as { packages?: readonly string[] } | undefined)?.packages;
    const relative = path.relative(at, root).replaceAll(path.sep, '/');
    // a pattern may begin with ./ and end with a slash
    const globs = patterns?.map((pattern) => `/${pattern.replace(/^\.?\//, '').replace(/\/$/, '')}`);
    if (globs && globMatcher(globs)(relative)) return { prefix: at, workspaces: [root] };
    if (at === path.dirname(at)) return undefined;
  }
  return undefined;
}
