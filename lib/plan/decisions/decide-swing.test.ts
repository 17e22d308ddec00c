import { describe, expect, it } from 'vitest';
import type { Groove } from '@/lib/analysis/song-analysis';
import { decideSwing } from './decide-swing';

const song = (swingRatio: number) => ({ groove: { swingRatio } as Groove });
const [straight, swung, between] = [0.5, 0.62, 0.54].map(song);
const plain = { vocalBeatsPerBeat: 1 };

describe("a voice's swing", () => {
  it('is taken out for the most part over a straight beat, less so where more is ventured', () => {
    expect(decideSwing(swung, straight, plain, 1)?.to).toBeCloseTo(0.536, 3);
    expect(decideSwing(swung, straight, plain, 2)?.to).toBeCloseTo(0.542, 3);
    expect(decideSwing(swung, straight, plain, 3)).toBeNull();
  });

  it('comes in by half of the swing of the beat', () => {
    const shift = decideSwing(straight, swung, plain, 1);
    expect(shift?.from).toBe(0.5);
    expect(shift?.to).toBeCloseTo(0.566, 6);
  });

  it('stays where both are alike, where it is not clear, and in half time', () => {
    expect(decideSwing(swung, swung, plain, 1)).toBeNull();
    expect(decideSwing(between, straight, plain, 1)).toBeNull();
    expect(decideSwing(swung, straight, { vocalBeatsPerBeat: 0.5 }, 1)).toBeNull();
    expect(decideSwing({ groove: null }, swung, plain, 1)).toBeNull();
  });
});
