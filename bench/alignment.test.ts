import { describe, expect, it } from 'vitest';
import { run } from './alignment';

describe('alignment of voice and instruments', () => {
  it('puts a drifting voice within 5 ms of the beat over the whole remix', async () => {
    const [figures] = await run(['124 ± 2 %']);
    expect(figures.remixSeconds).toBeGreaterThan(59);
    expect(figures.fromBeats.clicks).toBeGreaterThan(60);
    expect(figures.fromBeats.p95Ms).toBeLessThan(5);
    expect(figures.fromHits.p95Ms).toBeLessThan(5);
  });
});
