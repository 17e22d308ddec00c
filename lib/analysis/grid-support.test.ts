import { describe, expect, it } from 'vitest';
import type { Attack } from './attack-times';
import { gridSupport, holdsThroughout } from './grid-support';

function beatsOf(tempoBpm: number, from: number, until: number): number[] {
  const count = Math.floor(((until - from) * tempoBpm) / 60);
  return Array.from({ length: count }, (_, k) => from + (60 * k) / tempoBpm);
}

const attacksOn = (beats: readonly number[]): Attack[] =>
  beats.map((seconds) => ({ seconds, strength: 1, contrastDb: 20 }));

describe('gridSupport', () => {
  it('is one where all attacks lie on the grid and none where they lie anywhere', () => {
    const grid = beatsOf(120, 0, 60);
    expect(gridSupport(attacksOn(grid), grid)).toBe(1);
    expect(gridSupport(attacksOn(beatsOf(97.3, 0, 60)), grid)).toBeLessThan(0.15);
  });
});

describe('holdsThroughout', () => {
  const first = beatsOf(120, 0, 50);
  const steady = beatsOf(120, 0, 60);

  it('finds the stretch in which another grid is right, be it short', () => {
    const followed = [...first, ...beatsOf(126, 50, 60)];
    expect(holdsThroughout(attacksOn(followed), steady, followed)).toBe(false);
  });

  it('lets a grid hold where another of the same tempo follows an echo', () => {
    const echoes = beatsOf(120, 50.17, 60);
    const shifted = [...first, ...echoes];
    expect(holdsThroughout(attacksOn(shifted), steady, shifted)).toBe(true);
  });

  it('lets a grid hold over a stretch that says nothing', () => {
    const wandering = [...first, ...beatsOf(126, 50, 60)];
    const silentEnd = attacksOn(first);
    expect(holdsThroughout(silentEnd, steady, wandering)).toBe(true);
    const fewAtTheEnd = attacksOn([...first, 51.1, 53.7, 56.2]);
    expect(holdsThroughout(fewAtTheEnd, steady, wandering)).toBe(true);
  });
});
