import type { Finding } from '@staunch/core';

/** The titles of sessions, by their ids: known only when everything has been read. */
export class Titles {
  private readonly byId = new Map<string, string>();

  set(session: string, title: string): void {
    this.byId.set(session, title);
  }

  /** With the title, masked, in place of the id. */
  name<T extends Finding>(finding: T, mask: (text: string) => string): T {
    const { session } = finding;
    return session === undefined ? finding : { ...finding, session: mask(this.byId.get(session) ?? session) };
  }
}
