/** The real `opencode`, fetched from npm once, and a model on loopback that answers as it is told. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { fetchAgent, type RealAgent } from './real-agent.ts';

/** Why it cannot be had here, in words; or the program. */
export function fetchOpencode(): RealAgent | string {
  return fetchAgent({ package: 'opencode-ai', program: 'opencode', version: '1.18.33' });
}

/** The environment of a run of OpenCode with `home`, against the model at `url`. */
export function opencodeEnvironment(home: string, url: string): Record<string, string> {
  const model = { name: 'm', tool_call: true };
  const provider = {
    npm: '@ai-sdk/openai-compatible',
    name: 'local',
    options: { baseURL: `${url}/v1`, apiKey: 'x' },
    models: { m: model },
  };
  return {
    HOME: home,
    LANG: 'C.UTF-8',
    SHELL: '/bin/bash',
    OPENCODE_DISABLE_MODELS_FETCH: '1',
    OPENCODE_DISABLE_AUTOUPDATE: '1',
    OPENCODE_CONFIG_CONTENT: JSON.stringify({
      model: 'local/m',
      small_model: 'local/m',
      autoupdate: false,
      share: 'disabled',
      permission: 'allow',
      provider: { local: provider },
    }),
  };
}

export interface Model {
  readonly url: string;
  close(): Promise<void>;
}

interface Request {
  readonly model?: string;
  readonly tools?: readonly unknown[];
  readonly messages?: readonly { readonly role: string }[];
}

/** Answers every conversation with one call of `bash`, then with a sentence; requests for a title with `title`. */
export async function startModel(command: string, title: string): Promise<Model> {
  const server = http.createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      if (!request.url?.endsWith('/chat/completions')) return void response.writeHead(404).end('{}');
      const {
        model = 'm',
        tools = [],
        messages = [],
      } = JSON.parse(Buffer.concat(pieces).toString()) as Request;
      const isAnswered = messages.at(-1)?.role === 'tool';
      const call = {
        index: 0,
        id: `call_${Date.now()}`,
        type: 'function',
        function: { name: 'bash', arguments: JSON.stringify({ command, description: 'look' }) },
      };
      const isTitle = tools.length === 0;
      const delta = isTitle
        ? { content: title }
        : isAnswered
          ? { content: 'That is all.' }
          : { tool_calls: [call] };
      const finish = isTitle || isAnswered ? 'stop' : 'tool_calls';
      const base = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model };
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const choice of [
        { index: 0, delta: { role: 'assistant', ...delta }, finish_reason: null },
        { index: 0, delta: {}, finish_reason: finish },
      ])
        response.write(
          `data: ${JSON.stringify({ ...base, choices: [choice], usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 } })}\n\n`,
        );
      response.end('data: [DONE]\n\n');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
