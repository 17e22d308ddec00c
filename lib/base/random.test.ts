import { describe, expect, it } from 'vitest';
import { createRandom } from './random';

describe('createRandom', () => {
  it('gives the same numbers for the same seed and others for another', () => {
    const take = (seed: number) => Array.from({ length: 5 }, createRandom(seed).next);
    expect(take(7)).toEqual(take(7));
    expect(take(7)).not.toEqual(take(8));
  });

  it('is uniform and normal to within what chance allows', () => {
    const random = createRandom(1);
    const draws = 20000;
    let sum = 0;
    let squares = 0;
    let uniform = 0;
    for (let i = 0; i < draws; i++) {
      const normal = random.normal();
      sum += normal;
      squares += normal * normal;
      uniform += random.next();
    }
    expect(Math.abs(uniform / draws - 0.5)).toBeLessThan(0.01);
    expect(Math.abs(sum / draws)).toBeLessThan(0.03);
    expect(Math.abs(squares / draws - 1)).toBeLessThan(0.05);
  });

  it('forks by name without being advanced', () => {
    const random = createRandom(3);
    const fork = random.fork('drums').next();
    expect(createRandom(3).fork('drums').next()).toBe(fork);
    expect(createRandom(3).fork('bass').next()).not.toBe(fork);
    expect(random.next()).toBe(createRandom(3).next());
  });
});
