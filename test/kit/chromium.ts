/** A headless Chromium that is driven through pipes, in the protocol of its developer tools. */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { onTestFinished } from 'vitest';
import { temporaryDirectory } from './command.ts';

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly message: string };
}

/** The program, where this machine has one. */
export function chromium(): string | undefined {
  return ['chromium', 'chromium-browser', 'google-chrome'].find(
    (name) => !spawnSync(name, ['--version'], { stdio: 'ignore' }).error,
  );
}

/** One page of one browser; both end with the test. */
export class Page {
  /** Addresses that the page asked for. */
  readonly requested: string[] = [];
  /** Errors that its scripts threw. */
  readonly errors: unknown[] = [];
  private readonly child: ChildProcess;
  private readonly waiting = new Map<number, { take: (m: Message) => void }>();
  private readonly events = new Map<string, () => void>();
  private session: string | undefined;
  private count = 0;

  private constructor(program: string) {
    const flags = [
      '--headless',
      '--no-sandbox',
      '--disable-gpu',
      '--remote-debugging-pipe',
      '--no-first-run',
    ];
    this.child = spawn(program, [...flags, `--user-data-dir=${temporaryDirectory()}`, 'about:blank'], {
      stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    });
    onTestFinished(() => void this.child.kill('SIGKILL'));
    let rest = Buffer.alloc(0);
    (this.child.stdio[4] as Readable).on('data', (chunk: Buffer) => {
      rest = Buffer.concat([rest, chunk]);
      for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
        this.take(JSON.parse(rest.subarray(0, end).toString()) as Message);
        rest = rest.subarray(end + 1);
      }
    });
  }

  static async open(program: string): Promise<Page> {
    const page = new Page(program);
    const { targetId } = await page.send('Target.createTarget', { url: 'about:blank' });
    const { sessionId } = await page.send('Target.attachToTarget', { targetId, flatten: true });
    page.session = sessionId as string;
    for (const domain of ['Page', 'Runtime', 'Network']) await page.send(`${domain}.enable`);
    return page;
  }

  private take(message: Message): void {
    if (message.id !== undefined) this.waiting.get(message.id)?.take(message);
    if (message.method === 'Network.requestWillBeSent')
      this.requested.push((message.params!['request'] as { url: string }).url);
    if (message.method === 'Runtime.exceptionThrown') this.errors.push(message.params);
    if (message.method !== undefined) this.events.get(message.method)?.();
  }

  async send(method: string, params: object = {}): Promise<Readonly<Record<string, unknown>>> {
    const id = ++this.count;
    const answer = new Promise<Message>((take) => this.waiting.set(id, { take }));
    const text = JSON.stringify({ id, method, params, ...(this.session ? { sessionId: this.session } : {}) });
    (this.child.stdio[3] as Writable).write(`${text}\0`);
    const { result, error } = await answer;
    if (error) throw new Error(`${method}: ${error.message}`);
    return result ?? {};
  }

  /** Shows it in a window of so many pixels, in light or dark colours. */
  async show(url: string, width: number, scheme: 'light' | 'dark'): Promise<void> {
    const size = { width, height: 900, deviceScaleFactor: 1, mobile: width < 600 };
    await this.send('Emulation.setDeviceMetricsOverride', size);
    await this.send('Emulation.setEmulatedMedia', {
      features: [{ name: 'prefers-color-scheme', value: scheme }],
    });
    const loaded = new Promise<void>((done) => this.events.set('Page.loadEventFired', done));
    await this.send('Page.navigate', { url });
    await loaded;
  }

  async evaluate<T>(expression: string): Promise<T> {
    const { result } = await this.send('Runtime.evaluate', { expression, returnByValue: true });
    return (result as { value: T }).value;
  }

  /** As if it were pressed on a keyboard. */
  async press(key: string): Promise<void> {
    const text = key.length === 1 ? { text: key } : {};
    const code = { Tab: 9, Escape: 27, ' ': 32 }[key] ?? key.toUpperCase().charCodeAt(0);
    const common = { key, windowsVirtualKeyCode: code, ...(key === ' ' ? { code: 'Space' } : {}) };
    await this.send('Input.dispatchKeyEvent', {
      type: key.length === 1 ? 'keyDown' : 'rawKeyDown',
      ...common,
      ...text,
    });
    await this.send('Input.dispatchKeyEvent', { type: 'keyUp', ...common });
  }

  async screenshot(): Promise<Buffer> {
    const { data } = await this.send('Page.captureScreenshot', { captureBeyondViewport: true });
    return Buffer.from(data as string, 'base64');
  }
}
