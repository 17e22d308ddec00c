import { describe, expect, it } from 'vitest';
import { makePlans } from './make-plans';
import { planId, structureHash } from './plan-id';
import { readPlan } from './plan-schema';
import type { RemixPlan } from './remix-plan';
import { sketchAnalysis } from './sketch/sketch-analysis';

function anyPlan(): RemixPlan {
  const songs = {
    a: { title: 'A', artist: '', analysis: sketchAnalysis({ tempoBpm: 124 }) },
    b: { title: 'B', artist: '', analysis: sketchAnalysis({ tempoBpm: 128 }) },
  };
  return makePlans({ songs, prompt: 'wild', seed: 1 }).candidates[0];
}

describe('a plan from outside', () => {
  it('comes back from JSON as it was', () => {
    const plan = anyPlan();
    expect(readPlan(JSON.parse(JSON.stringify(plan)))).toEqual(plan);
  });

  it.each([
    ['no plan at all', () => 'tempo'],
    [
      'a section without a label',
      (plan: RemixPlan) => ({ ...plan, sections: [{ ...plan.sections[0], label: 'middle' }] }),
    ],
    [
      'a negative length',
      (plan: RemixPlan) => ({ ...plan, sections: [{ ...plan.sections[0], lengthBeats: -4 }] }),
    ],
    ['a gain that is no number', (plan: RemixPlan) => ({ ...plan, targetLufs: 'loud' })],
  ])('is refused with a sentence where it is %s', (_, spoil) => {
    expect(() => readPlan(spoil(anyPlan()))).toThrowError(/not a remix plan.*Make the plan anew/);
  });
});

describe('the id of a plan', () => {
  it('is the hash of what sounds', () => {
    const plan = anyPlan();
    expect(plan.id).toBe(planId(plan));
    expect(planId({ ...plan, seed: 99, prompt: 'other words', family: 'dj-lift' })).toBe(plan.id);
    const louder = structuredClone(plan);
    for (const section of louder.sections)
      if (section.stems.drums) section.stems.drums.gainDb += 0.5;
    expect(planId(louder)).not.toBe(plan.id);
    const elsewhere = structuredClone(plan);
    elsewhere.sections[0].anchorBeat += 16;
    expect(planId(elsewhere)).not.toBe(plan.id);
  });

  it('has a coarser one for structure, in which half a decibel is no difference', () => {
    const plan = anyPlan();
    const moved = structuredClone(plan);
    moved.sections[1].lengthBeats += 4;
    expect(structureHash(moved)).not.toBe(structureHash(plan));
    const elsewhere = structuredClone(plan);
    elsewhere.sections[0].anchorBeat += 16;
    expect(structureHash(elsewhere)).toBe(structureHash(plan));
  });
});
