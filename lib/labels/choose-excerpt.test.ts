import { describe, expect, it } from 'vitest';
import { makePlans } from '@/lib/plan/make-plans';
import { lengthBeats, type RemixPlan } from '@/lib/plan/remix-plan';
import { sketchAnalysis } from '@/lib/plan/sketch/sketch-analysis';
import { chooseExcerpt, EXCERPT_SECONDS } from './choose-excerpt';

const { candidates } = makePlans({
  songs: {
    a: { title: 'One', artist: 'X', analysis: sketchAnalysis({ tempoBpm: 124 }) },
    b: { title: 'Two', artist: 'Y', analysis: sketchAnalysis({ tempoBpm: 118 }) },
  },
  prompt: '',
  seed: 1,
});

/** The plan with one stem changed in one section. */
function changed(plan: RemixPlan, section: number, gainDb: number | null): RemixPlan {
  const copy = structuredClone(plan);
  const play = copy.sections[section].stems.drums;
  copy.sections[section].stems.drums = play && gainDb !== null ? { ...play, gainDb } : null;
  return copy;
}

describe('stretch of two plans to compare', () => {
  it('is 15 to 25 s of whole bars inside both', () => {
    for (const first of candidates) {
      for (const second of candidates) {
        const { startBeat, lengthBeats: beats } = chooseExcerpt(first, second, 4);
        const seconds = (beats * 60) / Math.min(first.tempo.targetBpm, second.tempo.targetBpm);
        expect(startBeat % 4).toBe(0);
        expect(beats % 4).toBe(0);
        expect(startBeat + beats).toBeLessThanOrEqual(
          Math.min(lengthBeats(first), lengthBeats(second)),
        );
        expect(seconds).toBeGreaterThanOrEqual(EXCERPT_SECONDS.shortest);
        expect(seconds).toBeLessThanOrEqual(EXCERPT_SECONDS.longest);
      }
    }
  });

  it('lies over the one section that differs', () => {
    const [plan] = candidates;
    plan.sections.forEach((section, index) => {
      if (!section.stems.drums) return;
      const { startBeat, lengthBeats: beats } = chooseExcerpt(plan, changed(plan, index, null), 4);
      const middle = section.startBeat + section.lengthBeats / 2;
      expect(startBeat).toBeLessThan(middle);
      expect(startBeat + beats).toBeGreaterThan(middle);
    });
  });

  it('is the same whichever plan comes first, but for their peaks', () => {
    const [plan] = candidates;
    const other = changed(plan, 1, -9);
    expect(chooseExcerpt(plan, other, 4)).toEqual(chooseExcerpt(other, plan, 4));
  });
});
