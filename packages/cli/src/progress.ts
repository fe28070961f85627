/** One line on standard error while a scan runs, in a terminal only. */
import { writeError } from './output.ts';

export class Progress {
  private readonly shown: boolean;
  private readonly started = performance.now();
  private last = performance.now();
  private drawn = false;

  constructor(shown: boolean) {
    this.shown = shown;
  }

  /** `files` of `total` done, `bytes` read so far, and how much was left out. Draws at most ten times a second, and not in the first moment. */
  draw(files: number, total: number, bytes: number, notScanned: number): void {
    const now = performance.now();
    if (!this.shown || now - this.last < 100) return;
    this.last = now;
    this.drawn = true;
    const seconds = (now - this.started) / 1000;
    const done = `${files.toLocaleString('en')} of ${total.toLocaleString('en')} files`;
    const megabytes = bytes / 1e6;
    const speed = `${megabytes.toFixed(0)} MB, ${(megabytes / seconds).toFixed(0)} MB/s`;
    writeError(`\r\x1b[2K${done}, ${speed}${notScanned > 0 ? `, ${notScanned} not scanned` : ''}`);
  }

  clear(): void {
    if (this.drawn) writeError('\r\x1b[2K');
    this.drawn = false;
  }
}
