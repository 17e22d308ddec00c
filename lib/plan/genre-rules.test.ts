import { describe, expect, it } from 'vitest';
import { makePlans } from './make-plans';
import { vocalEntryBeat } from './plan-measures';
import type { RemixPlan } from './remix-plan';
import { GENRE_RULES, GENRES } from './rules/genres';
import { sketchAnalysis } from './sketch/sketch-analysis';

const SINGER = sketchAnalysis({ tempoBpm: 124, key: { tonic: 'C', mode: 'minor' } });
const TRACK = sketchAnalysis({ tempoBpm: 126, key: { tonic: 'C', mode: 'minor' }, sungBeats: 0 });

function plansOf(prompt: string): RemixPlan[] {
  const songs = {
    a: { title: 'Lithium', artist: '', analysis: SINGER },
    b: { title: 'Sodium', artist: '', analysis: TRACK },
  };
  return [1, 2, 3].flatMap((seed) => makePlans({ songs, prompt, seed }).candidates);
}

describe('genres', () => {
  it('brings the voice of pop in by bar 8, and nowhere after bar 16', () => {
    const bars = plansOf('pop').map((plan) => (vocalEntryBeat(plan) ?? Infinity) / 4);
    expect(bars.filter((bar) => bar <= 8).length / bars.length).toBeGreaterThanOrEqual(0.75);
    expect(Math.max(...bars)).toBeLessThanOrEqual(16);
  });

  it.each(['EDM', 'house', 'techno', 'trance'])(
    'keeps the voice of %s out of its drops',
    (name) => {
      const sections = plansOf(name).flatMap((plan) => plan.sections);
      const drops = sections.filter((section) => section.label === 'drop');
      const breakdowns = sections.filter((section) => section.label === 'breakdown');
      expect(drops.length).toBeGreaterThan(0);
      expect(drops.every((section) => section.stems.vocals === null)).toBe(true);
      expect(breakdowns.length).toBeGreaterThan(0);
      expect(breakdowns.every((section) => section.stems.vocals !== null)).toBe(true);
    },
  );

  it('swing between straight and triplets', () => {
    for (const genre of GENRES) {
      const { swing } = GENRE_RULES[genre];
      if (swing === null) continue;
      expect(swing.low).toBeGreaterThanOrEqual(0.5);
      expect(swing.high).toBeGreaterThanOrEqual(swing.low);
      // two of three triplets: what is swung further is no longer a pair
      expect(swing.high).toBeLessThanOrEqual(0.67);
    }
    expect(GENRE_RULES['r&b'].swing?.low).toBeGreaterThan(GENRE_RULES.house.swing?.high ?? 1);
  });
});
