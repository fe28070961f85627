/**
 * One question to the ssh-agent that SSH_AUTH_SOCK names (draft-miller-ssh-agent-14; OpenSSH PROTOCOL.agent), and its
 * answer at once: a hook asks before it does anything else. The socket is another thread's, so that an agent that does
 * not answer is waited for no longer than the limit.
 */
import { NoAnswer, UserError } from '../errors.ts';
import { loadBuiltIn } from './library.ts';
import { patience } from './program.ts';

/** OpenSSH's own limit for a message. */
const MOST_BYTES = 256 * 1024;
/** Time for a person to say yes, where the key was added with `ssh-add -c`. */
const TIMEOUT_MS = 20_000;

const ANSWERED = 1;

// plain JavaScript: it is run as it stands, in a thread of its own
const THREAD = `
const { workerData: { file, frame, shared, most } } = require('node:worker_threads');
const state = new Int32Array(shared, 0, 2);
const room = new Uint8Array(shared, 8);
const end = (code, length) => {
  state[1] = length;
  Atomics.store(state, 0, code);
  Atomics.notify(state, 0);
};
let got = Buffer.alloc(0);
const socket = require('node:net').connect({ path: file });
socket.on('error', () => end(2, 0));
socket.on('close', () => Atomics.load(state, 0) === 0 && end(2, 0));
socket.on('connect', () => socket.write(frame));
socket.on('data', (chunk) => {
  got = Buffer.concat([got, chunk]);
  if (got.length < 4) return;
  const length = got.readUInt32BE(0);
  if (length < 1 || length > most) return end(2, 0), socket.destroy();
  if (got.length < 4 + length) return;
  room.set(got.subarray(4, 4 + length));
  got.fill(0);
  end(1, length);
  socket.destroy();
});
`;

/** The agent's message, its type first. The caller wipes it. Throws UserError. */
export function askAgent(message: Buffer, limitMs = TIMEOUT_MS): Buffer {
  const timeoutMs = patience(limitMs);
  const file =
    process.env['SSH_AUTH_SOCK'] ||
    (process.platform === 'win32' ? '\\\\.\\pipe\\openssh-ssh-agent' : undefined);
  if (!file) {
    throw new UserError('there is no ssh-agent: SSH_AUTH_SOCK is not set', {
      hint: 'start one and add the key: ssh-add',
    });
  }
  const { Worker } = loadBuiltIn<typeof import('node:worker_threads')>('worker_threads');
  if (typeof SharedArrayBuffer === 'undefined')
    throw new UserError('this node has no shared memory, and the ssh-agent cannot be asked without');
  const shared = new SharedArrayBuffer(8 + MOST_BYTES);
  const state = new Int32Array(shared, 0, 2);
  const frame = Buffer.alloc(4 + message.length);
  frame.writeUInt32BE(message.length);
  message.copy(frame, 4);
  const worker = new Worker(THREAD, {
    eval: true,
    workerData: { file, frame, shared, most: MOST_BYTES },
    env: {},
    execArgv: [],
  });
  worker.unref();
  try {
    Atomics.wait(state, 0, 0, timeoutMs);
    const code = Atomics.load(state, 0);
    if (code === 0) {
      throw new NoAnswer(`the ssh-agent gave no answer within ${timeoutMs / 1000} seconds`, {
        hint: 'it may wait for somebody to confirm the use of the key',
      });
    }
    if (code !== ANSWERED) {
      throw new UserError('the ssh-agent does not answer', { hint: 'is it running? see ssh-add -l' });
    }
    const length = state[1]!;
    const answer = Buffer.alloc(length);
    answer.set(new Uint8Array(shared, 8, length));
    return answer;
  } finally {
    new Uint8Array(shared).fill(0);
    void worker.terminate();
  }
}
