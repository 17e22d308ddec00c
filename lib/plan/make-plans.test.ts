import { describe, expect, it } from 'vitest';
import { otherSide, STEM_NAMES } from '@/lib/music/stem-names';
import { choosePlan } from './choose-plan';
import { makePlans, makePlansFor } from './make-plans';
import { peakPosition, planDurationSeconds, vocalEntryBeat, vocalShare } from './plan-measures';
import { FAMILIES, lengthBeats, type RemixPlan } from './remix-plan';
import { type SongSketch, sketchAnalysis } from './sketch/sketch-analysis';

const NAMES = { a: { title: 'Lithium', artist: 'X' }, b: { title: 'Sodium', artist: 'Y' } };

function plan(prompt: string, a: SongSketch, b: SongSketch, seed = 1) {
  const analyses = { a: sketchAnalysis(a), b: sketchAnalysis(b) };
  const songs = {
    a: { ...NAMES.a, analysis: analyses.a },
    b: { ...NAMES.b, analysis: analyses.b },
  };
  return { ...makePlans({ songs, prompt, seed }), analyses };
}

const SINGER: SongSketch = { tempoBpm: 124, key: { tonic: 'C', mode: 'minor' } };
const TRACK: SongSketch = { tempoBpm: 128, sungBeats: 0 };

function mean(plans: readonly RemixPlan[], value: (plan: RemixPlan) => number): number {
  return plans.reduce((sum, one) => sum + value(one), 0) / plans.length;
}

describe('plans for two songs', () => {
  it('has a candidate of every family, 60 to 120 s long', () => {
    const { candidates, analyses } = plan('', SINGER, TRACK);
    expect(new Set(candidates.map((one) => one.family))).toEqual(new Set(FAMILIES));
    for (const one of candidates) {
      const seconds = planDurationSeconds(one, analyses[otherSide(one.vocalSong)]);
      expect(seconds).toBeGreaterThanOrEqual(60);
      expect(seconds).toBeLessThanOrEqual(120);
    }
  });

  it('lets the song sing that has a voice', () => {
    expect(plan('', SINGER, TRACK).candidates.every((one) => one.vocalSong === 'a')).toBe(true);
    expect(plan('', TRACK, SINGER).candidates.every((one) => one.vocalSong === 'b')).toBe(true);
  });

  it('is the same for the same seed and another for another', () => {
    expect(plan('', SINGER, TRACK, 7).candidates).toEqual(plan('', SINGER, TRACK, 7).candidates);
    const ids = (seed: number) => plan('', SINGER, TRACK, seed).candidates.map((one) => one.id);
    expect(ids(1)).not.toEqual(ids(2));
  });

  it('builds slowly to a big drop where that was asked', () => {
    const asked = plan('build slowly to a big drop', SINGER, TRACK);
    const neutral = plan('', SINGER, TRACK);
    expect(mean(asked.candidates, peakPosition)).toBeGreaterThan(
      mean(neutral.candidates, peakPosition),
    );
    const chosen = choosePlan(asked);
    const peak = chosen.sections.findIndex((section) => section.label === 'drop');
    expect(peak).toBeGreaterThan(1);
    const before = chosen.sections.slice(0, peak);
    expect(before.every((section) => section.energyEnd < 0.85)).toBe(true);
    expect(
      before.some(
        (section) => section.label === 'build' && section.energyEnd > section.energyStart,
      ),
    ).toBe(true);
    expect(chosen.sections[peak].startBeat / lengthBeats(chosen)).toBeGreaterThan(0.55);
  });

  it('begins with the voice where it should go straight in', () => {
    const asked = plan('straight in', SINGER, TRACK).candidates;
    const neutral = plan('', SINGER, TRACK).candidates;
    const entry = (one: RemixPlan) => vocalEntryBeat(one) ?? lengthBeats(one);
    expect(mean(asked, entry)).toBeLessThan(mean(neutral, entry));
  });

  it('gives more or less of the voice as asked', () => {
    const share = (prompt: string) => mean(plan(prompt, SINGER, TRACK).candidates, vocalShare);
    expect(share('vocals up front')).toBeGreaterThan(share(''));
    expect(share('mostly instrumental')).toBeLessThan(share(''));
    expect(share('no vocals')).toBe(0);
  });

  it('keeps stems out that were not wanted', () => {
    for (const one of plan('no drums', SINGER, TRACK).candidates) {
      expect(one.sections.every((section) => section.stems.drums === null)).toBe(true);
    }
  });

  it('sings choruses over choruses, from the first line of a phrase', () => {
    const { candidates, analyses } = plan('', SINGER, TRACK);
    const best = candidates[0];
    const peak = best.sections.find((section) => section.energyEnd === 1);
    const labelAt = (side: 'a' | 'b', beat: number) =>
      analyses[side].sections.find(
        (section) => section.startBar * 4 <= beat && beat < section.endBar * 4,
      )?.label;
    expect(labelAt('a', peak?.stems.vocals?.sourceBeat ?? -1)).toBe('chorus');
    expect(labelAt('b', peak?.anchorBeat ?? -1)).toBe('chorus');
    for (const section of best.sections) {
      expect(section.anchorBeat % 16).toBe(0);
      if (section.stems.vocals) expect(section.stems.vocals.sourceBeat % 16).toBe(0);
    }
  });

  it('follows a chip that the user has changed', () => {
    const { intent, analyses } = plan('vocals up front', SINGER, TRACK);
    const songs = {
      a: { ...NAMES.a, analysis: analyses.a },
      b: { ...NAMES.b, analysis: analyses.b },
    };
    const changed = { ...intent, vocalProminence: 'little' as const };
    const share = (one: typeof intent) =>
      mean(makePlansFor({ songs, intent: one, seed: 1 }).candidates, vocalShare);
    expect(share(changed)).toBeLessThan(share(intent));
  });

  it('plans both songs as the singer where both have a voice and nothing was said', () => {
    const { candidates } = plan('', SINGER, { ...TRACK, sungBeats: 12 });
    expect(new Set(candidates.map((one) => one.vocalSong))).toEqual(new Set(['a', 'b']));
  });

  it('says so where whole phrases cannot make the length that was asked for', () => {
    const slow = { ...TRACK, tempoBpm: 62 };
    const { notes } = plan('20 seconds', { ...SINGER, tempoBpm: 62 }, slow);
    expect(notes.join(' ')).toMatch(/not 20 s/);
  });

  it('refuses songs that are too short, and says which', () => {
    const short: SongSketch = {
      tempoBpm: 124,
      parts: [{ label: 'verse', bars: 3, energy: 1, stems: STEM_NAMES }],
    };
    expect(() => plan('', SINGER, short)).toThrowError(/"Sodium" has too few bars/);
  });

  it('refuses tempi that cannot meet', () => {
    expect(() => plan('', { ...SINGER, tempoBpm: 110 }, { ...TRACK, tempoBpm: 160 })).toThrowError(
      /stretch the voice/,
    );
  });
});
