/** Secrets for tests, made at run time: no token stands in the repository. */
import { crc32Base62 } from '../../packages/core/src/rules/kit/checksum.ts';
import { sampler } from '../../packages/core/src/rules/kit/sample.ts';

/** A GitHub token whose checksum is right. */
export function githubToken(seed = 1): string {
  const body = sampler(seed).alnum(30);
  return `ghp_${body}${crc32Base62(body)}`;
}

export { sampler };
