/** xxHash64 with the seed 0, of bytes that come in pieces: the checksum of a frame's content. */

const P1 = 0x9e3779b185ebca87n;
const P2 = 0xc2b2ae3d27d4eb4fn;
const P3 = 0x165667b19e3779f9n;
const P4 = 0x85ebca77c2b2ae63n;
const P5 = 0x27d4eb2f165667c5n;
const STRIPE = 32;

const whole = (value: bigint): bigint => BigInt.asUintN(64, value);
const turned = (value: bigint, bits: bigint): bigint => whole(value << bits) | (value >> (64n - bits));
const round = (lane: bigint, input: bigint): bigint => whole(turned(whole(lane + input * P2), 31n) * P1);

export class XxHash64 {
  /** Four lanes, the lower half of each first. Numbers of 64 bits are a hundred times too slow to go over content. */
  private readonly lanes = new Int32Array(8);
  private readonly rest = new Uint8Array(STRIPE);
  private readonly restView = new DataView(this.rest.buffer);
  private length = 0;

  start(): this {
    this.length = 0;
    for (const [i, lane] of [P1 + P2, P2, 0n, -P1].entries()) {
      this.lanes[2 * i] = Number(BigInt.asIntN(32, lane));
      this.lanes[2 * i + 1] = Number(BigInt.asIntN(32, lane >> 32n));
    }
    return this;
  }

  /** Takes what stands in [from, to) of the view. */
  update(view: DataView, from: number, to: number): void {
    let at = from;
    const held = this.length % STRIPE;
    this.length += to - from;
    if (held > 0) {
      const count = Math.min(STRIPE - held, to - at);
      this.rest.set(new Uint8Array(view.buffer, view.byteOffset + at, count), held);
      at += count;
      if (held + count < STRIPE) return;
      this.stripes(this.restView, 0, STRIPE);
    }
    const end = to - ((to - at) % STRIPE);
    this.stripes(view, at, end);
    this.rest.set(new Uint8Array(view.buffer, view.byteOffset + end, to - end));
  }

  /** The lower 32 bits, which are what is kept. */
  digest(): number {
    const { lanes, rest, restView } = this;
    const [a, b, c, d] = [0, 2, 4, 6].map(
      (i) => (BigInt(lanes[i + 1]! >>> 0) << 32n) | BigInt(lanes[i]! >>> 0),
    ) as [bigint, bigint, bigint, bigint];
    let hash = P5;
    if (this.length >= STRIPE) {
      hash = whole(turned(a, 1n) + turned(b, 7n) + turned(c, 12n) + turned(d, 18n));
      for (const lane of [a, b, c, d]) hash = whole((hash ^ round(0n, lane)) * P1 + P4);
    }
    hash = whole(hash + BigInt(this.length));
    const held = this.length % STRIPE;
    let at = 0;
    for (; at + 8 <= held; at += 8) {
      hash = whole(turned(hash ^ round(0n, restView.getBigUint64(at, true)), 27n) * P1 + P4);
    }
    for (; at + 4 <= held; at += 4) {
      hash = whole(turned(hash ^ whole(BigInt(restView.getUint32(at, true)) * P1), 23n) * P2 + P3);
    }
    for (; at < held; at++) hash = whole(turned(hash ^ whole(BigInt(rest[at]!) * P5), 11n) * P1);
    hash = whole((hash ^ (hash >> 33n)) * P2);
    hash = whole((hash ^ (hash >> 29n)) * P3);
    return Number((hash ^ (hash >> 32n)) & 0xffffffffn);
  }

  /** Whole stripes: lane + input * P2, turned by 31 bits, * P1, one lane after the other. */
  private stripes(view: DataView, from: number, to: number): void {
    for (let lane = 0; lane < 4; lane++) {
      let low = this.lanes[2 * lane]!;
      let high = this.lanes[2 * lane + 1]!;
      for (let at = from + 8 * lane; at < to; at += STRIPE) {
        const inLow = view.getInt32(at, true);
        const inHigh = view.getInt32(at + 4, true);
        // by halves of 16 bits, for there is no product of 64: P2 is c2b2ae3d 27d4eb4f
        let lower = inLow & 0xffff;
        let upper = inLow >>> 16;
        let middle = Math.imul(upper, 0xeb4f) + (Math.imul(lower, 0xeb4f) >>> 16);
        let other = (middle & 0xffff) + Math.imul(lower, 0x27d4);
        let sum = (low >>> 0) + (Math.imul(inLow, 0x27d4eb4f) >>> 0);
        const turnedHigh =
          (high +
            Math.imul(upper, 0x27d4) +
            (middle >>> 16) +
            (other >>> 16) +
            Math.imul(inHigh, 0x27d4eb4f) +
            Math.imul(inLow, 0xc2b2ae3d) +
            (sum > 0xffffffff ? 1 : 0)) |
          0;
        sum |= 0;
        low = (sum << 31) | (turnedHigh >>> 1);
        high = (turnedHigh << 31) | (sum >>> 1);
        // P1 is 9e3779b1 85ebca87
        lower = low & 0xffff;
        upper = low >>> 16;
        middle = Math.imul(upper, 0xca87) + (Math.imul(lower, 0xca87) >>> 16);
        other = (middle & 0xffff) + Math.imul(lower, 0x85eb);
        high =
          (Math.imul(upper, 0x85eb) +
            (middle >>> 16) +
            (other >>> 16) +
            Math.imul(high, 0x85ebca87) +
            Math.imul(low, 0x9e3779b1)) |
          0;
        low = Math.imul(low, 0x85ebca87);
      }
      this.lanes[2 * lane] = low;
      this.lanes[2 * lane + 1] = high;
    }
  }
}
