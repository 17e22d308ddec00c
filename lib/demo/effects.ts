/** What carries a listener from section to section (risers, impacts), and the noise of a recording. */
import { type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import type { Random } from '@/lib/base/random';
import { sweepFilter } from './filters';

/** Noise that rises in pitch and level up to the end of a build. */
export function addRiser(
  other: Pcm,
  send: Float32Array,
  startSeconds: number,
  endSeconds: number,
  random: Random,
): void {
  const start = Math.round(startSeconds * SAMPLE_RATE_HZ);
  const length = Math.round((endSeconds - startSeconds) * SAMPLE_RATE_HZ);
  for (const channel of other.channels) {
    const noise = new Float32Array(Math.min(length, channel.length - start));
    for (let i = 0; i < noise.length; i++) noise[i] = (i / length) ** 2 * (2 * random.next() - 1);
    const duration = length / SAMPLE_RATE_HZ;
    sweepFilter(noise, 0, noise.length, 'bandpass', (t) => 400 * 20 ** (t / duration), 1.2);
    for (let i = 0; i < noise.length; i++) {
      channel[start + i] += 0.35 * noise[i];
      send[start + i] += 0.1 * noise[i];
    }
  }
}

/** A burst of noise that falls away: the landing of a drop. */
export function addImpact(
  other: Pcm,
  send: Float32Array,
  startSeconds: number,
  random: Random,
): void {
  const start = Math.round(startSeconds * SAMPLE_RATE_HZ);
  const noise = new Float32Array(Math.min(2 * SAMPLE_RATE_HZ, send.length - start));
  for (let i = 0; i < noise.length; i++) {
    noise[i] = Math.exp(-i / (0.5 * SAMPLE_RATE_HZ)) * (2 * random.next() - 1);
  }
  sweepFilter(noise, 0, noise.length, 'lowpass', (t) => 300 + 7000 * Math.exp(-t / 0.4), 0.7);
  for (let i = 0; i < noise.length; i++) {
    for (const channel of other.channels) channel[start + i] += 0.14 * noise[i];
    send[start + i] += 0.1 * noise[i];
  }
}

/** Hiss, mains hum and the crackle of a record, about as loud as asked for. */
export function addBackgroundNoise(other: Pcm, levelDb: number, random: Random): void {
  const level = 10 ** (levelDb / 20) * Math.sqrt(3);
  const hum = random.next() < 0.5 ? 50 : 60;
  const crackles = random.next() < 0.5;
  for (const channel of other.channels) {
    let crackle = 0;
    let smooth = 0;
    for (let i = 0; i < channel.length; i++) {
      const white = 2 * random.next() - 1;
      smooth += 0.35 * (white - smooth);
      if (crackles && random.next() < 0.00012) crackle = 6 * (random.next() - 0.5);
      crackle *= 0.7;
      const mains = 0.3 * Math.sin((2 * Math.PI * hum * i) / SAMPLE_RATE_HZ);
      channel[i] += level * (smooth + mains + crackle);
    }
  }
}
