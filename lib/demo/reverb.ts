/** A room: eight delay lines that feed each other, damped in the treble, spread over left and right. */
import { SAMPLE_RATE_HZ } from '@/lib/audio/pcm';

/** A room swallows the top octave anyway: half the rate at half the cost. */
const ROOM_RATE_HZ = SAMPLE_RATE_HZ / 2;

/** Lengths of the lines in ms at size 1, mutually prime in samples, so that echoes never pile up. */
const LINE_MS = [29.7, 37.1, 41.1, 43.7, 53.3, 59.9, 67.1, 73.3];

export interface Room {
  /** Time for the tail to fall by 60 dB. */
  decaySeconds: number;
  /** Scale of the room: 0.5 a chamber, 1.5 a hall. */
  size: number;
  /** 0 bright to 0.9 dark. */
  damping: number;
  predelaySeconds: number;
}

/**
 * Adds the room's answer to the send onto left and right.
 * Source: Jot and Chaigne, Digital delay networks for designing artificial reverberators (AES 1991);
 * the lines are mixed by a Householder reflection.
 */
export function addReverb(
  send: Float32Array,
  left: Float32Array,
  right: Float32Array,
  room: Room,
  gain: number,
): void {
  const lengths = LINE_MS.map((ms) => Math.round((ms * room.size * ROOM_RATE_HZ) / 1000) | 1);
  const lines = lengths.map(
    (length) =>
      new DelayLine(
        length,
        10 ** ((-3 * length) / (ROOM_RATE_HZ * room.decaySeconds)),
        room.damping,
      ),
  );
  const predelay = Math.round(room.predelaySeconds * ROOM_RATE_HZ);
  const input = new Float32Array(BLOCK_SAMPLES);
  const [a, b, c, d, e, f, g, h] = lines.map((line) => line.output);
  const samples = Math.floor(send.length / 2);
  let low = 0;
  let lastLeft = 0;
  let lastRight = 0;
  for (let start = 0; start < samples; start += BLOCK_SAMPLES) {
    const size = Math.min(BLOCK_SAMPLES, samples - start);
    for (let i = 0; i < size; i++) {
      const place = 2 * (start + i - predelay);
      const value = place >= 0 ? 0.5 * (send[place] + send[place + 1]) : 0;
      low += BASS_SHARE * (value - low);
      input[i] = value - low + KEEP_NORMAL;
    }
    for (const line of lines) line.read(size);
    for (let i = 0; i < size; i++) {
      const place = 2 * (start + i);
      const wetLeft = gain * (a[i] - c[i] + e[i] - g[i]);
      const wetRight = gain * (b[i] - d[i] + f[i] - h[i]);
      left[place] += 0.5 * (lastLeft + wetLeft);
      left[place + 1] += wetLeft;
      right[place] += 0.5 * (lastRight + wetRight);
      right[place + 1] += wetRight;
      lastLeft = wetLeft;
      lastRight = wetRight;
      input[i] -= 0.25 * (a[i] + b[i] + c[i] + d[i] + e[i] + f[i] + g[i] + h[i]);
    }
    for (const line of lines) line.write(input, size);
  }
}

/** Shorter than the shortest line, so that a block's output never depends on its own input. */
const BLOCK_SAMPLES = 256;
/** One-pole share of the bass that is kept out of the room. */
const BASS_SHARE = 0.06;
/** Keeps the tails out of the range in which arithmetic is slow (denormal numbers). */
const KEEP_NORMAL = 1e-15;

/** One line of the room with its losses. */
class DelayLine {
  readonly output = new Float32Array(BLOCK_SAMPLES);
  private readonly memory: Float32Array;
  private place = 0;
  private damped = 0;

  constructor(
    length: number,
    private readonly feedback: number,
    private readonly damping: number,
  ) {
    this.memory = new Float32Array(length);
  }

  /** Takes the next samples out of the line. */
  read(size: number): void {
    const { memory, output, feedback } = this;
    const keep = 1 - this.damping;
    let { damped } = this;
    let from = this.place;
    for (let i = 0; i < size; i++) {
      damped += keep * (memory[from] - damped);
      output[i] = damped * feedback;
      from++;
      if (from === memory.length) from = 0;
    }
    this.damped = damped;
  }

  /** Puts its own output and what all lines share back in, in place of what was read. */
  write(shared: Float32Array, size: number): void {
    const { memory, output } = this;
    let to = this.place;
    for (let i = 0; i < size; i++) {
      memory[to] = output[i] + shared[i];
      to++;
      if (to === memory.length) to = 0;
    }
    this.place = to;
  }
}
