/** A room: eight delay lines that feed each other, damped in the treble, spread over left and right. */
import { SAMPLE_RATE_HZ } from '@/lib/audio/pcm';

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
  const lengths = LINE_MS.map((ms) => Math.round((ms * room.size * SAMPLE_RATE_HZ) / 1000) | 1);
  const lines = lengths.map((length) => new Float32Array(length));
  const feedback = lengths.map((n) => 10 ** ((-3 * n) / (SAMPLE_RATE_HZ * room.decaySeconds)));
  const places = new Int32Array(8);
  const damped = new Float64Array(8);
  const taps = new Float64Array(8);
  const keep = 1 - room.damping;
  const predelay = Math.round(room.predelaySeconds * SAMPLE_RATE_HZ);
  let lowState = 0;
  for (let i = 0; i < send.length; i++) {
    const input = i >= predelay ? send[i - predelay] : 0;
    lowState += 0.03 * (input - lowState);
    const bright = input - lowState;
    let sum = 0;
    for (let k = 0; k < 8; k++) {
      const value = lines[k][places[k]];
      damped[k] += keep * (value - damped[k]);
      taps[k] = damped[k] * feedback[k];
      sum += taps[k];
    }
    sum *= 0.25;
    for (let k = 0; k < 8; k++) {
      lines[k][places[k]] = bright + taps[k] - sum + 1e-18;
      const next = places[k] + 1;
      places[k] = next === lengths[k] ? 0 : next;
    }
    left[i] += gain * (taps[0] - taps[2] + taps[4] - taps[6]);
    right[i] += gain * (taps[1] - taps[3] + taps[5] - taps[7]);
  }
}
