import { beforeAll, describe, expect, it } from 'vitest';
import { otherSide, STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import { makePlans, type PlanningResult } from './make-plans';
import {
  peakEnergy,
  peakPosition,
  planDurationSeconds,
  vocalEntryBeat,
  vocalShare,
} from './plan-measures';
import { lengthBeats, type RemixPlan, type TransitionType } from './remix-plan';
import { sketchAnalysis } from './sketch/sketch-analysis';

const SONGS = {
  a: { title: 'Lithium', artist: 'The Elements', analysis: sketchAnalysis({ tempoBpm: 124 }) },
  b: {
    title: 'Sodium',
    artist: 'Salty',
    analysis: sketchAnalysis({ tempoBpm: 120, sungBeats: 8 }),
  },
};

function plans(prompt: string): PlanningResult {
  return makePlans({ songs: SONGS, prompt, seed: 3 });
}

/** Figures of a plan that a sentence can move. */
const FIGURES = {
  entry: (plan: RemixPlan) => vocalEntryBeat(plan) ?? lengthBeats(plan),
  peak: peakPosition,
  voice: vocalShare,
  seconds: (plan: RemixPlan) =>
    planDurationSeconds(plan, SONGS[otherSide(plan.vocalSong)].analysis),
  sungByA: (plan: RemixPlan) => (plan.vocalSong === 'a' ? 1 : 0),
  energy: (plan: RemixPlan) =>
    plan.sections.reduce(
      (sum, one) => sum + ((one.energyStart + one.energyEnd) / 2) * one.lengthBeats,
      0,
    ) / lengthBeats(plan),
  /** Between its calmest and its strongest moment. */
  range: (plan: RemixPlan) =>
    Math.max(...plan.sections.map(peakEnergy)) -
    Math.min(...plan.sections.map((one) => Math.min(one.energyStart, one.energyEnd))),
  topEnergy: (plan: RemixPlan) => Math.max(...plan.sections.map(peakEnergy)),
  tempo: (plan: RemixPlan) => plan.tempo.targetBpm,
  /** Share that ends in a drop of its own name. */
  drops: (plan: RemixPlan) => plan.sections.filter((one) => one.label === 'drop').length,
  builds: (plan: RemixPlan) => share(plan, 'build'),
  intro: (plan: RemixPlan) => share(plan, 'intro'),
  breakdown: (plan: RemixPlan) => share(plan, 'breakdown'),
  outro: (plan: RemixPlan) => share(plan, 'outro'),
  transitionBeats: (plan: RemixPlan) =>
    plan.sections.reduce((sum, one) => sum + one.transitionIn.lengthBeats, 0) / lengthBeats(plan),
  crossfades: (plan: RemixPlan) => transitions(plan, 'crossfade'),
  cuts: (plan: RemixPlan) => transitions(plan, 'cut'),
  sweeps: (plan: RemixPlan) => transitions(plan, 'filter-sweep'),
  gaps: (plan: RemixPlan) => transitions(plan, 'silence-gap'),
  drums: (plan: RemixPlan) => sounding(plan, 'drums'),
  bass: (plan: RemixPlan) => sounding(plan, 'bass'),
  other: (plan: RemixPlan) => sounding(plan, 'other'),
  bassGain: (plan: RemixPlan) => gain(plan, 'bass'),
  drumsGain: (plan: RemixPlan) => gain(plan, 'drums'),
  voiceGain: (plan: RemixPlan) => gain(plan, 'vocals'),
  lufs: (plan: RemixPlan) => plan.targetLufs,
  /** Sections of a bar, calls with an answer, rising filters. */
  moments: (plan: RemixPlan) =>
    plan.sections.filter((one, index) => one.lengthBeats === 4 || isAnswer(plan, index)).length +
    plan.sections.filter(
      ({ transitionIn: { type, lengthBeats: beats } }) => type === 'filter-sweep' && beats > 4,
    ).length,
} satisfies Record<string, (plan: RemixPlan) => number>;
type Figure = keyof typeof FIGURES;

function share(plan: RemixPlan, label: string): number {
  const beats = plan.sections
    .filter((section) => section.label === label)
    .reduce((sum, section) => sum + section.lengthBeats, 0);
  return beats / lengthBeats(plan);
}

function transitions(plan: RemixPlan, type: TransitionType): number {
  return plan.sections.slice(1).filter((section) => section.transitionIn.type === type).length;
}

function sounding(plan: RemixPlan, stem: StemName): number {
  return (
    plan.sections.filter((section) => section.stems[stem] !== null).length / plan.sections.length
  );
}

function gain(plan: RemixPlan, stem: StemName): number {
  const gains = plan.sections.flatMap((section) => section.stems[stem]?.gainDb ?? []);
  return gains.reduce((sum, one) => sum + one, 0) / Math.max(1, gains.length);
}

function isAnswer(plan: RemixPlan, index: number): boolean {
  const [call, answer] = [plan.sections[index - 1], plan.sections[index]];
  return (
    call?.label === answer.label &&
    call.stems.vocals !== null &&
    answer.stems.vocals === null &&
    answer.anchorBeat === call.anchorBeat + call.lengthBeats
  );
}

type Direction = 'more' | 'less' | number;

/** What each sentence must move, compared with saying nothing; a number is what the mean must be. */
const SENTENCES: readonly [string, Partial<Record<Figure, Direction>>][] = [
  ['build slowly to a big drop', { peak: 'more', builds: 'more', drops: 'more' }],
  ['a slow burn', { peak: 'more', builds: 'more' }],
  ['take your time, let it rise', { peak: 'more', builds: 'more' }],
  ['straight in', { entry: 'less', intro: 'less' }],
  ['start with the hook', { entry: 'less' }],
  ['no build, get to the point', { entry: 'less', builds: 'less' }],
  ['no long intro', { intro: 'less' }],
  ['skip the intro', { intro: 0 }],
  ['a long intro please', { intro: 'more' }],
  ['no breakdown', { breakdown: 0 }],
  ['with a long breakdown', { breakdown: 'more' }],
  ['let it fade out', { outro: 'more' }],
  ['hard stop at the end', { outro: 'less' }],
  ['banger', { drops: 'more' }],
  ['festival mainstage', { drops: 'more' }],
  ['no drop', { drops: 0 }],
  ['chill', { energy: 'less', topEnergy: 'less', transitionBeats: 'more' }],
  ['mellow late night mood', { energy: 'less', crossfades: 'more' }],
  ['not too loud', { energy: 'less' }],
  ['high energy party', { energy: 'more' }],
  ['intense and heavy', { energy: 'more' }],
  ['keep the vocals', { voice: 'more' }],
  ['vocals up front', { voice: 'more', voiceGain: 'more' }],
  ['let her sing', { voice: 'more' }],
  ['more vocals', { voice: 'more', voiceGain: 'more' }],
  ['mostly instrumental', { voice: 'less', voiceGain: 'less' }],
  ['dub', { voice: 'less' }],
  ['no vocals', { voice: 0 }],
  ['short', { seconds: 'less' }],
  ['a 30 second teaser', { seconds: 'less' }],
  ['two minutes', { seconds: 'more' }],
  ['extended mix', { seconds: 'more' }],
  ['A on top of B', { sungByA: 1 }],
  ["Sodium's vocals over Lithium", { sungByA: 0 }],
  ['the beat of Lithium', { sungByA: 0 }],
  ['swap them', { sungByA: 'less' }],
  ['no drums', { drums: 0 }],
  ['only bass', { bass: 'more', drums: 0, other: 0 }],
  ['without the bass', { bass: 0 }],
  ['keep the piano', { other: 1 }],
  ['more bass', { bassGain: 'more' }],
  ['less drums', { drumsGain: 'less' }],
  ['faster', { tempo: 'more' }],
  ['slow it down', { tempo: 'less' }],
  ['at 128', { tempo: 128 }],
  ['hard cuts', { cuts: 'more', crossfades: 0 }],
  ['crossfades', { crossfades: 'more' }],
  ['no crossfades', { crossfades: 0 }],
  ['filter sweeps', { sweeps: 'more' }],
  ['with moments of silence', { gaps: 'more' }],
  ['wild', { moments: 'more' }],
  ['something unique', { moments: 'more' }],
  ['clean and smooth', { gaps: 0, sweeps: 'less' }],
  ['house', { drops: 'more', lufs: 'more' }],
  ['lo-fi', { lufs: 'less', crossfades: 'more', voiceGain: 'less', range: 'less' }],
  ['reggaeton', { range: 'less', cuts: 'more' }],
  ['techno', { drops: 'more', lufs: 'more', voice: 'less' }],
  ['amapiano', { transitionBeats: 'more' }],
  ['hip hop', { cuts: 'more', crossfades: 0 }],
  ['pop', { entry: 'less' }],
];

describe('the words move the candidates', () => {
  let neutral: PlanningResult;

  beforeAll(() => {
    neutral = plans('');
  });

  it.each(SENTENCES)('"%s"', (prompt, directions) => {
    const asked = plans(prompt);
    expect(asked.intent.ignored).toEqual([]);
    expect(asked.candidates.length).toBeGreaterThanOrEqual(8);
    for (const [figure, direction] of Object.entries(directions) as [Figure, Direction][]) {
      const before = mean(neutral, figure);
      const after = mean(asked, figure);
      const what = `${figure}: ${before.toFixed(3)} → ${after.toFixed(3)}`;
      if (direction === 'more') expect(after, what).toBeGreaterThan(before);
      else if (direction === 'less') expect(after, what).toBeLessThan(before);
      else expect(after, what).toBeCloseTo(direction, 6);
    }
  });

  it('leaves every stem somewhere to sound where nothing was said', () => {
    for (const stem of STEM_NAMES) {
      expect(neutral.candidates.every((plan) => sounding(plan, stem) > 0)).toBe(true);
    }
  });
});

function mean({ candidates }: PlanningResult, figure: Figure): number {
  return candidates.reduce((sum, plan) => sum + FIGURES[figure](plan), 0) / candidates.length;
}
