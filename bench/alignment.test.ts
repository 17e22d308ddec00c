import { describe, expect, it } from 'vitest';
import { run } from './alignment';

describe('alignment of voice and instruments', () => {
  it.each(['70 to 140', '124 ± 2 % drifting to 140'])(
    'puts the voice within 5 ms of the beat over the whole remix: %s',
    async (name) => {
      const [figures] = await run([name]);
      expect(figures.remixSeconds).toBeGreaterThan(59);
      expect(figures.fromBeats.clicks).toBeGreaterThan(50);
      expect(figures.fromBeats.p95Ms).toBeLessThan(5);
      expect(figures.fromHits.p95Ms).toBeLessThan(5);
    },
  );
});
