import { describe, expect, it } from 'vitest';
import { run } from './alignment';

describe('alignment of voice and instruments', () => {
  // The hardest of the cases: in half time, and drifting. `npm run bench -- alignment` measures all.
  it('puts the voice within 5 ms of the beat over the whole remix: 70 ± 2 % drifting to 140', async () => {
    const [figures] = await run(['70 ± 2 % drifting to 140']);
    expect(figures.remixSeconds).toBeGreaterThan(59);
    expect(figures.fromBeats.clicks).toBeGreaterThan(50);
    expect(figures.fromBeats.p95Ms).toBeLessThan(5);
    expect(figures.fromHits.p95Ms).toBeLessThan(5);
  });
});
