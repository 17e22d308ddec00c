import { describe, expect, it } from 'vitest';
import { makePlans } from '../make-plans';
import { lengthBeats, type RemixPlan } from '../remix-plan';
import { sketchAnalysis } from '../sketch/sketch-analysis';
import { addMoment, MOMENTS } from './moments';

const LIMITS = { beatsPerBar: 4, transitionShare: 0.15 };

function candidates(): RemixPlan[] {
  const songs = {
    a: { title: 'A', artist: '', analysis: sketchAnalysis({ tempoBpm: 124 }) },
    b: { title: 'B', artist: '', analysis: sketchAnalysis({ tempoBpm: 128 }) },
  };
  return makePlans({ songs, prompt: 'build slowly to a big drop', seed: 1 }).candidates;
}

/** Every beat of the remix with what the drums and the voice play on it. */
function timeline(plan: RemixPlan) {
  return plan.sections.flatMap(({ lengthBeats: beats, anchorBeat, stems }) =>
    Array.from({ length: beats }, (_, i) => ({
      anchor: anchorBeat + i,
      drums: stems.drums && stems.drums.sourceBeat + i,
      voice: stems.vocals !== null,
    })),
  );
}

describe('moments', () => {
  it.each(MOMENTS)('%s keeps the length, the grid and the material that stays', (moment) => {
    let changed = 0;
    for (const plan of candidates()) {
      const result = addMoment(plan, moment, LIMITS);
      if (result !== plan) changed += 1;
      expect(lengthBeats(result)).toBe(lengthBeats(plan));
      const before = timeline(plan);
      timeline(result).forEach((beat, i) => {
        expect(beat.anchor).toBe(before[i].anchor);
        if (beat.drums !== null) expect(beat.drums).toBe(before[i].drums);
        if (beat.voice) expect(before[i].voice).toBe(true);
      });
      expect(result.sections.length).toBeLessThanOrEqual(7);
    }
    expect(changed).toBeGreaterThan(0);
  });

  it('takes drums and bass out of the last bar before the peak', () => {
    const changed = candidates()
      .map((plan) => ({ plan, result: addMoment(plan, 'drop-out', LIMITS) }))
      .filter(({ plan, result }) => result !== plan);
    for (const { result } of changed) {
      const peak = result.sections.findIndex((section) => section.label === 'drop');
      const gap = result.sections[peak - 1];
      expect(gap.lengthBeats).toBe(4);
      expect([gap.stems.drums, gap.stems.bass]).toEqual([null, null]);
      expect(gap.stems.other).not.toBeNull();
    }
  });

  it('lets a section answer without the voice what its first half sang', () => {
    const [result] = candidates()
      .map((plan) => ({ plan, result: addMoment(plan, 'call-and-response', LIMITS) }))
      .filter(({ plan, result }) => result !== plan)
      .map(({ result }) => result);
    const answer = result.sections.findIndex(
      (section, i) =>
        i > 0 && section.label === 'verse' && result.sections[i - 1].label === 'verse',
    );
    const [call, response] = result.sections.slice(answer - 1, answer + 1);
    expect(call.stems.vocals).not.toBeNull();
    expect(response.stems.vocals).toBeNull();
    expect(response.lengthBeats).toBe(call.lengthBeats);
  });
});
