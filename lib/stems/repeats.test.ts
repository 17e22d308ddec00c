import { describe, expect, it } from 'vitest';
import { createRandom } from '@/lib/base/random';
import { findRepeats, MOMENT_FRAMES } from './repeats';

const FRAMES_PER_SECOND = 20;
const BANDS = 6;

/** A song that plays the same bar over and over, with a little of its own in every frame. */
function song(barFrames: number, bars: number) {
  const random = createRandom(4);
  const bar = Array.from({ length: barFrames * BANDS }, () => random.next());
  const values = Float32Array.from(
    { length: bars * bar.length },
    (_, i) => bar[i % bar.length] + 0.05 * random.next(),
  );
  return { frames: bars * barFrames, bands: BANDS, values };
}

describe('findRepeats', () => {
  it('finds each moment in the other bars, at least a second and a half away', async () => {
    const outlines = song(2.5 * FRAMES_PER_SECOND, 10);
    const repeats = await findRepeats(outlines, FRAMES_PER_SECOND, () => undefined);
    expect(repeats).toHaveLength(outlines.frames / MOMENT_FRAMES);
    for (const lags of repeats) {
      const inBars = lags.filter((lag) => lag % 50 === 0);
      expect(inBars.length).toBeGreaterThanOrEqual(9);
      expect(lags.slice(0, inBars.length)).toEqual(inBars);
      for (const lag of lags) expect(Math.abs(lag)).toBeGreaterThan(30);
    }
  });

  it('finds none in what is shorter than the distance between two', async () => {
    const repeats = await findRepeats(song(10, 3), FRAMES_PER_SECOND, () => undefined);
    expect(repeats.every((lags) => lags.length === 0)).toBe(true);
  });
});
