import type { Command } from '../arguments.ts';

export const completion: Command = {
  name: 'completion',
  usage: 'bash | zsh | fish',
  summary: 'Print a completion script for a shell',
  operands: [0, 0],
  actions: [
    { name: 'bash', help: 'source <(staunch completion bash), in ~/.bashrc' },
    { name: 'zsh', help: 'source <(staunch completion zsh), in ~/.zshrc after compinit' },
    { name: 'fish', help: 'staunch completion fish > ~/.config/fish/completions/staunch.fish' },
  ],
  flags: [],
  run: async (input) => (await import('./run-completion.ts')).runCompletion(input),
};
