/** Which agents, and whose: from flags and the environment. */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { UserError } from '@staunch/core';
import type { Flags } from '../arguments.ts';
import type { Agent, Store, Surroundings } from './agent.ts';
import { kindAt } from './directory.ts';
import { agents } from './index.ts';

/** `--home DIR` ignores the environment, so that nobody's own state is met by mistake. Throws UserError for a directory that is none. */
export function surroundingsOf(flags: Flags): Surroundings {
  const home = flags.text('home');
  const projects = flags.all('project');
  for (const directory of [...(home === undefined ? [] : [home]), ...projects]) {
    if (!fs.statSync(directory, { throwIfNoEntry: false })?.isDirectory())
      throw new UserError(`${directory}: no such directory`);
  }
  return {
    home: path.resolve(home ?? os.homedir()),
    isGiven: home !== undefined,
    temporary: home === undefined && isAccountHome() ? os.tmpdir() : undefined,
    variables: home === undefined ? process.env : {},
    projects:
      projects.length > 0 ? projects.map((each) => path.resolve(each)) : home === undefined ? [top()] : [],
  };
}

/** HOME may say another directory than the account's. */
function isAccountHome(): boolean {
  try {
    return os.homedir() === os.userInfo().homedir;
  } catch {
    // an account without an entry
    return false;
  }
}

/** The repository's work tree that one is in, else the directory. */
function top(): string {
  const here = process.cwd();
  for (let at = here; ; at = path.dirname(at)) {
    if (fs.existsSync(path.join(at, '.git'))) return at;
    if (at === path.dirname(at)) return here;
  }
}

/** The agents that `--agent` names; all of them where it is not given. */
export function agentsOf(flags: Flags): readonly Agent[] {
  const names = flags.all('agent');
  return names.length === 0 ? agents : agents.filter(({ name }) => names.includes(name));
}

/** Every store that is there, agent by agent. */
export function storesOf(flags: Flags): Store[] {
  const surroundings = surroundingsOf(flags);
  return agentsOf(flags).flatMap((agent) => storesOfAgent(agent, surroundings));
}

/** Its stores, also those in projects that its other stores name. */
export function storesOfAgent(agent: Agent, where: Surroundings): Store[] {
  const stores = [...agent.locate(where)];
  if (!agent.projectsIn) return stores;
  const known = new Set(where.projects);
  const learned = new Set<string>();
  for (const store of stores) {
    for (const project of agent.projectsIn(store))
      if (!known.has(project) && isProject(project, where)) learned.add(project);
  }
  if (learned.size === 0) return stores;
  return [...agent.locate({ ...where, projects: [...where.projects, ...[...learned].sort()] })];
}

/** Under `--home` nothing outside of it: a copy of somebody's state names that somebody's own projects. */
function isProject(directory: string, { home, isGiven }: Surroundings): boolean {
  const inside = path.relative(home, directory);
  const isInside = inside !== '' && !path.isAbsolute(inside) && inside.split(path.sep)[0] !== '..';
  if (!path.isAbsolute(directory) || inside === '' || directory === path.parse(directory).root) return false;
  return (isInside || !isGiven) && kindAt(directory) === 'directory';
}
