/** Models on loopback for agents that do not speak chat completions: one shell command, then a sentence. */
import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface RecordingModel {
  readonly url: string;
  /** What it was sent, as text, in order. */
  readonly requests: readonly string[];
  close(): Promise<void>;
}

interface Event {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** What a request says, as far as it decides the answer. */
interface Conversation {
  readonly input?: readonly { readonly type?: string }[];
  readonly messages?: readonly { readonly role: string; readonly content: unknown }[];
  readonly tools?: readonly { readonly name?: string }[];
}

const USAGE = { input_tokens: 1, output_tokens: 1 };

/** Anthropic's messages. `thought` is signed, and stands before the call. */
export function startMessages(command: string, thought: string): Promise<RecordingModel> {
  return start('/messages', ({ messages = [], tools = [] }) => {
    const last = messages.at(-1)?.content;
    const isAnswered = JSON.stringify(last ?? '').includes('"tool_result"');
    const isFirst = messages.length <= 2 && !isAnswered && tools.length > 0;
    const blocks: { start: object; delta: object[] }[] = isFirst
      ? [
          {
            start: { type: 'thinking', thinking: '', signature: '' },
            delta: [
              { type: 'thinking_delta', thinking: thought },
              { type: 'signature_delta', signature: 'c2lnbmVkIGJ5IHRoZSBtb2RlbA==' },
            ],
          },
          {
            start: { type: 'tool_use', id: 'toolu_1', name: 'Bash', input: {} },
            delta: [
              { type: 'input_json_delta', partial_json: JSON.stringify({ command, description: 'look' }) },
            ],
          },
        ]
      : [{ start: { type: 'text', text: '' }, delta: [{ type: 'text_delta', text: 'That is all.' }] }];
    const message = {
      id: `msg_${Date.now()}`,
      type: 'message',
      role: 'assistant',
      model: 'm',
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: USAGE,
    };
    const reason = isFirst ? 'tool_use' : 'end_turn';
    return [
      { type: 'message_start', message },
      ...blocks.flatMap(({ start: content_block, delta }, index): Event[] => [
        { type: 'content_block_start', index, content_block },
        ...delta.map((each) => ({ type: 'content_block_delta', index, delta: each })),
        { type: 'content_block_stop', index },
      ]),
      { type: 'message_delta', delta: { stop_reason: reason, stop_sequence: null }, usage: USAGE },
      { type: 'message_stop' },
    ];
  });
}

/** OpenAI's responses. */
export function startResponses(command: string): Promise<RecordingModel> {
  return start('/responses', ({ input = [] }) => {
    const isFirst = !input.some(({ type }) => type === 'function_call_output');
    const id = `resp_${Date.now()}`;
    const item = isFirst
      ? {
          type: 'function_call',
          id: 'fc_1',
          call_id: 'call_1',
          name: 'exec_command',
          arguments: JSON.stringify({ cmd: command }),
          status: 'completed',
        }
      : {
          type: 'message',
          id: `msg_${Date.now()}`,
          role: 'assistant',
          status: 'completed',
          content: [{ type: 'output_text', text: 'That is all.', annotations: [] }],
        };
    const usage = { ...USAGE, total_tokens: 2, input_tokens_details: null, output_tokens_details: null };
    const response = { id, object: 'response', status: 'completed', model: 'm', output: [item], usage };
    return [
      { type: 'response.created', response: { ...response, status: 'in_progress', output: [], usage: null } },
      { type: 'response.output_item.added', output_index: 0, item },
      { type: 'response.output_item.done', output_index: 0, item },
      { type: 'response.completed', response },
    ];
  });
}

async function start(
  path: string,
  answer: (conversation: Conversation) => readonly Event[],
): Promise<RecordingModel> {
  const requests: string[] = [];
  const server = http.createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1');
      const body = Buffer.concat(pieces).toString();
      if (pathname.endsWith('/count_tokens')) return void response.end('{"input_tokens":1}');
      if (!pathname.endsWith(path)) return void response.writeHead(404).end('{}');
      requests.push(body);
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      for (const event of answer(JSON.parse(body) as Conversation))
        response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`);
      response.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
