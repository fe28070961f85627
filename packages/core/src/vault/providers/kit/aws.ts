/** The AWS CLI, version 1 or 2. */
import { NETWORK_VARIABLES, type Tool } from './tool.ts';

export const awsTool: Tool = {
  program: 'aws',
  variables: ['AWS_*', ...NETWORK_VARIABLES],
  // version 2 pages what it prints
  set: { AWS_PAGER: '', AWS_CLI_AUTO_PROMPT: 'off' },
  timeoutMs: 60_000,
};

export const AWS_OPTIONS: readonly string[] = ['profile', 'region'];

export function awsPlace(options: ReadonlyMap<string, string>): string[] {
  return [...options].map(([name, value]) => `--${name}=${value}`);
}
