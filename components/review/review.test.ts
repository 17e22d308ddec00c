import { describe, expect, it } from 'vitest';
import { otherSide } from '@/lib/music/stem-names';
import { makePlans } from '@/lib/plan/make-plans';
import { mapSong } from '@/lib/plan/material/map-song';
import { vocalEntryBeat } from '@/lib/plan/plan-measures';
import { sketchAnalysis } from '@/lib/plan/sketch/sketch-analysis';
import { LAYOUTS, placeAt, stepPlace } from './lane-layout';
import { NO_FILTER, orderPlans } from './order-plans';
import { placeWords } from './place-words';
import { planLevel } from './plan-level';

const SONGS = {
  a: { title: 'Lithium', artist: '', analysis: sketchAnalysis({ tempoBpm: 124 }) },
  b: { title: 'Sodium', artist: '', analysis: sketchAnalysis({ tempoBpm: 128 }) },
};
const { candidates } = makePlans({ songs: SONGS, prompt: '', seed: 1 });
const [plan] = candidates;
const maps = { a: mapSong(SONGS.a.analysis), b: mapSong(SONGS.b.analysis) };

describe('the picture of a plan', () => {
  it('tells what lies under a point', () => {
    const { rows, height } = LAYOUTS.small;
    const chorus = plan.sections.findIndex(({ label }) => label === 'chorus');
    const beat = plan.sections[chorus].startBeat + 1;
    expect(placeAt(plan, LAYOUTS.small, beat, rows.vocals.top + 3)).toEqual({
      row: 'vocals',
      section: chorus,
    });
    expect(placeAt(plan, LAYOUTS.small, 0, 0)).toEqual({ row: 'section', section: 0 });
    expect(placeAt(plan, LAYOUTS.small, 0, height + 9)).toBeNull();
    expect(placeAt(plan, LAYOUTS.small, 9999, 0)).toBeNull();
  });

  it('is walked through with the arrows and stops at its edges', () => {
    const start = { row: 'section', section: 0 } as const;
    const walked = ['ArrowDown', 'ArrowDown', 'ArrowRight', 'ArrowRight', 'ArrowLeft'].reduce(
      (place, key) => stepPlace(plan, place, key),
      start as ReturnType<typeof stepPlace>,
    );
    expect(walked).toEqual({ row: 'vocals', section: 1 });
    expect(stepPlace(plan, start, 'ArrowUp')).toEqual(start);
    expect(stepPlace(plan, walked, 'End').section).toBe(plan.sections.length - 1);
  });

  it('names the phrase that a stem plays', () => {
    const section = plan.sections.findIndex(({ label }) => label === 'chorus');
    const { title, lines } = placeWords(plan, { row: 'vocals', section }, maps, 4);
    expect(title).toBe('Vocals of the chorus');
    expect(lines[0]).toMatch(/^[AB] chorus \d.*, bars \d+–\d+/);
    expect(placeWords(plan, { row: 'vocals', section: 0 }, maps, 4).lines).toEqual(['silent']);
  });

  it('shows the chorus louder than the intro, from 0 to 1', () => {
    const level = planLevel(plan, {
      vocal: SONGS[plan.vocalSong].analysis,
      instrumental: SONGS[otherSide(plan.vocalSong)].analysis,
    });
    const chorus = plan.sections.find(({ label }) => label === 'chorus');
    expect(Math.max(...level)).toBe(1);
    expect(Math.min(...level)).toBeGreaterThanOrEqual(0);
    expect(level[0]).toBeLessThan(level[(chorus?.startBeat ?? 0) + 8]);
  });
});

describe('the list of candidates', () => {
  it('is put in order by a measure and keeps the rest of the order', () => {
    const entries = orderPlans(candidates, 'entry', NO_FILTER).map(
      (one) => vocalEntryBeat(one) ?? Infinity,
    );
    expect(entries).toEqual([...entries].sort((x, y) => x - y));
    expect(orderPlans(candidates, 'choice', NO_FILTER)).toEqual(candidates);
    const judged = {
      [candidates[4].id]: { score: 0.9, risk: 0.4 },
      [candidates[2].id]: { score: 0.5, risk: 0.1 },
    };
    const byScore = orderPlans(candidates, 'score', NO_FILTER, judged);
    expect(byScore.slice(0, 3)).toEqual([candidates[4], candidates[2], candidates[0]]);
    const byRisk = orderPlans(candidates, 'risk', NO_FILTER, judged);
    expect(byRisk.slice(0, 3)).toEqual([candidates[2], candidates[4], candidates[0]]);
  });

  it('shows only what is asked for', () => {
    const shown = orderPlans(candidates, 'choice', { singer: 'a', family: 'dj-lift' });
    expect(shown.length).toBeGreaterThan(0);
    for (const one of shown) expect(one).toMatchObject({ vocalSong: 'a', family: 'dj-lift' });
  });
});
