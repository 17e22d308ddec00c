import { describe, expect, it } from 'vitest';
import { createRandom } from '@/lib/base/random';
import { alignImportedGrid } from './grid-alignment';

const BEAT_SECONDS = 60 / 124;
const beats = Array.from({ length: 400 }, (_, i) => 0.2 + i * BEAT_SECONDS);

/** Hits on two beats of three, off-beats, and noise; all late by the decoder's delay. */
function played(delaySeconds: number, spreadSeconds: number, noisePerBeat: number, seed = 3) {
  const random = createRandom(seed);
  const onsets = beats
    .filter(() => random.next() < 0.66)
    .map((beat) => ({
      seconds: beat + delaySeconds + spreadSeconds * random.normal(),
      strength: 0.5 + random.next(),
    }));
  for (const beat of beats) {
    onsets.push({ seconds: beat + delaySeconds + 0.75 * BEAT_SECONDS, strength: 0.4 });
    if (random.next() < noisePerBeat) {
      onsets.push({ seconds: beat + BEAT_SECONDS * random.next(), strength: random.next() });
    }
  }
  return onsets;
}

describe('offset between an imported grid and the audio', () => {
  it.each([-0.05, -0.026, 0, 0.013, 0.0431])(
    'a delay of %f s is found to the millisecond',
    (delay) => {
      const { offsetSeconds, confidence } = alignImportedGrid(beats, played(delay, 0.002, 0.5));
      expect(Math.abs(offsetSeconds - delay)).toBeLessThan(0.001);
      expect(confidence).toBeGreaterThan(0.6);
    },
  );

  it('a band that plays 8 ms around the beat is met in its middle', () => {
    const { offsetSeconds } = alignImportedGrid(beats, played(0.021, 0.008, 1));
    expect(Math.abs(offsetSeconds - 0.021)).toBeLessThan(0.003);
  });

  it('onsets that have nothing to do with the grid give little confidence', () => {
    const random = createRandom(8);
    const onsets = Array.from({ length: 900 }, () => ({
      seconds: 200 * random.next(),
      strength: random.next(),
    }));
    expect(alignImportedGrid(beats, onsets).confidence).toBeLessThan(0.3);
  });

  it('too few onsets say nothing', () => {
    expect(alignImportedGrid(beats, [{ seconds: 0.23, strength: 1 }])).toEqual({
      offsetSeconds: 0,
      confidence: 0,
    });
    expect(alignImportedGrid([], played(0, 0, 0))).toEqual({
      offsetSeconds: 0,
      confidence: 0,
    });
  });
});
