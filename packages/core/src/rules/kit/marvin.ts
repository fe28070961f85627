/** Block of Marvin32: mixes the two halves of the state. */
function mix(state: [number, number]): void {
  let [low, high] = state;
  high ^= low;
  low = rotate(low, 20) + high;
  high = rotate(high, 9) ^ low;
  low = rotate(low, 27) + high;
  high = rotate(high, 19);
  state[0] = low | 0;
  state[1] = high | 0;
}

function rotate(word: number, by: number): number {
  return (word << by) | (word >>> (32 - by));
}

function wordOf(seed: string, at: number): number {
  return (
    (seed.charCodeAt(at) << 24) |
    (seed.charCodeAt(at + 1) << 16) |
    (seed.charCodeAt(at + 2) << 8) |
    seed.charCodeAt(at + 3)
  );
}

/**
 * Marvin32, the checksum in Microsoft's identifiable keys (microsoft/security-utilities), folded to 32 bits, unsigned.
 * `seed` is the eight-character name of a kind of key (`Default0`): its characters are the seed's bytes, highest first.
 */
export function marvin32(bytes: Uint8Array, seed: string): number {
  const state: [number, number] = [wordOf(seed, 4), wordOf(seed, 0)];
  const whole = bytes.length - (bytes.length % 4);
  for (let i = 0; i < whole; i += 4) {
    state[0] += bytes[i]! | (bytes[i + 1]! << 8) | (bytes[i + 2]! << 16) | (bytes[i + 3]! << 24);
    mix(state);
  }
  let last = 0x80;
  for (let i = bytes.length - 1; i >= whole; i--) last = (last << 8) | bytes[i]!;
  state[0] += last;
  mix(state);
  mix(state);
  return (state[0] ^ state[1]) >>> 0;
}

/** The four bytes of a checksum as the keys hold them: lowest first. */
export function littleEndian(checksum: number): Uint8Array {
  return Uint8Array.of(checksum, checksum >>> 8, checksum >>> 16, checksum >>> 24);
}
