import { describe, expect, it } from 'vitest';
import { makePlans } from '../make-plans';
import type { PlanSection, RemixPlan } from '../remix-plan';
import { sketchAnalysis } from '../sketch/sketch-analysis';
import { checkPlan, checkRender } from './check-plan';
import { predictLoudness } from './predict-loudness';
import type { ViolationCode } from './violation';

const vocal = sketchAnalysis({ tempoBpm: 124, vocalStemQuality: 0.5 });
const instrumental = sketchAnalysis({ tempoBpm: 128, sungBeats: 0 });
const context = { vocal, instrumental, genre: null };

function goodPlan(): RemixPlan {
  const songs = {
    a: { title: 'A', artist: '', analysis: vocal },
    b: { title: 'B', artist: '', analysis: instrumental },
  };
  const { candidates } = makePlans({ songs, prompt: '', seed: 1 });
  const plan = candidates.find((one) => one.family === 'standard-arc' && one.sections.length === 5);
  if (!plan) throw new Error('no plan to spoil');
  return structuredClone(plan);
}

/** Sections of the plan: intro, verse, breakdown, chorus, outro. */
type Spoil = (sections: PlanSection[], plan: RemixPlan) => void;

const SPOILS: readonly [string, ViolationCode, Spoil][] = [
  [
    'a gap between sections',
    'sections-not-contiguous',
    (s) => {
      s[3].startBeat += 4;
    },
  ],
  [
    'an overlap',
    'sections-not-contiguous',
    (s) => {
      s[2].startBeat -= 4;
    },
  ],
  [
    'a start after beat 0',
    'sections-not-contiguous',
    (s) => {
      for (const one of s) one.startBeat += 4;
    },
  ],
  [
    'a verse of 4 beats',
    'section-too-short',
    (s) => {
      s[1].lengthBeats = 4;
    },
  ],
  [
    'a boundary on beat 30',
    'boundary-off-grid',
    (s) => {
      s[0].lengthBeats = 30;
    },
  ],
  [
    'drums of the vocal song',
    'sources-not-split',
    (s) => {
      if (s[3].stems.drums) s[3].stems.drums.song = 'a';
    },
  ],
  [
    'a second voice',
    'sources-not-split',
    (s) => {
      if (s[3].stems.vocals) s[3].stems.vocals.song = 'b';
    },
  ],
  [
    'drums 13 % faster',
    'tempo-stretch-too-far',
    (_, plan) => {
      plan.tempo.instrumentalRatio = 1 / 1.13;
    },
  ],
  [
    'a voice 36 % faster',
    'tempo-stretch-too-far',
    (_, plan) => {
      plan.tempo.vocalRatio = 1 / 1.36;
    },
  ],
  [
    'a voice 36 % slower',
    'tempo-stretch-too-far',
    (_, plan) => {
      plan.tempo.vocalRatio = 1.36;
    },
  ],
  [
    'a voice 5 semitones up',
    'pitch-shift-too-far',
    (_, plan) => {
      plan.key.vocalSemitones = 5;
    },
  ],
  [
    'a fade longer than half the section before',
    'transition-too-long',
    (s) => {
      s[2].lengthBeats = 16;
      s[3].transitionIn = { type: 'filter-sweep', lengthBeats: 10 };
    },
  ],
  [
    'transitions everywhere',
    'transitions-take-too-much',
    (s) => {
      for (const one of s.slice(1)) one.transitionIn = { type: 'filter-sweep', lengthBeats: 12 };
    },
  ],
  [
    'no breath before the peak',
    'no-contrast-before-peak',
    (s) => {
      s[2].energyStart = 0.6;
      s[2].stems.drums = s[1].stems.drums;
      s[2].stems.bass = s[1].stems.bass;
    },
  ],
  [
    'two phrases in one fade',
    'two-lead-voices',
    (s) => {
      s[3].transitionIn = { type: 'crossfade', lengthBeats: 4 };
    },
  ],
  [
    'an end on a chorus',
    'outro-missing-or-weak',
    (s) => {
      s[4].label = 'chorus';
    },
  ],
  [
    'an outro as strong as the peak',
    'outro-missing-or-weak',
    (s) => {
      s[4].energyEnd = 1;
    },
  ],
  [
    'an outro of 4 beats',
    'outro-missing-or-weak',
    (s) => {
      s[4].lengthBeats = 4;
    },
  ],
  [
    'a voice alone from a bleeding stem',
    'solo-voice-from-bleeding-stem',
    (s) => {
      s[2].stems.other = null;
    },
  ],
  [
    'a voice beyond its song',
    'material-outside-source',
    (s) => {
      if (s[1].stems.vocals) s[1].stems.vocals.sourceBeat = vocal.beatsSeconds.length - 10;
    },
  ],
  [
    'beats beyond the song',
    'material-outside-source',
    (s) => {
      s[3].anchorBeat = instrumental.beatsSeconds.length - 10;
    },
  ],
  [
    'one level throughout',
    'loudness-range-too-small',
    (s) => {
      for (const one of s) {
        one.anchorBeat = s[3].anchorBeat;
        one.stems = { ...s[3].stems, vocals: null };
        for (const play of Object.values(one.stems))
          if (play) Object.assign(play, { sourceBeat: s[3].anchorBeat, loopSourceBeats: 16 });
      }
      s[2].energyStart = 0.2;
    },
  ],
  [
    'a master at -8 LUFS',
    'loudness-outside-window',
    (_, plan) => {
      plan.targetLufs = -8;
    },
  ],
];

describe('the hard constraints', () => {
  it('let a good plan pass', () => {
    expect(checkPlan(goodPlan(), context)).toEqual([]);
  });

  it.each(SPOILS)('catch %s as %s', (_, code, spoil) => {
    const plan = goodPlan();
    spoil(plan.sections, plan);
    const violations = checkPlan(plan, context);
    expect(violations.map((violation) => violation.code)).toContain(code);
    for (const { sentence } of violations) expect(sentence).toMatch(/^[A-Z].*[.]$/);
  });

  it('let a voice stand alone where its stem is clean', () => {
    const plan = goodPlan();
    plan.sections[2].stems.other = null;
    const clean = sketchAnalysis({ tempoBpm: 124, vocalStemQuality: 0.9 });
    expect(checkPlan(plan, { ...context, vocal: clean })).toEqual([]);
  });

  it('judge a voice that stands alone by the part of its song that it comes from', () => {
    const plan = goodPlan();
    plan.sections[2].stems.other = null;
    const measured = (quality: (startSeconds: number) => number) => {
      const song = sketchAnalysis({ tempoBpm: 124, vocalStemQuality: 0.5 });
      for (const section of song.sections) {
        const vocals = quality(section.startSeconds);
        section.stemQuality = { vocals, drums: 1, bass: 1, other: 1 };
      }
      return song;
    };
    const from = plan.sections[2].stems.vocals?.sourceBeat ?? 0;
    const at = vocal.beatsSeconds[from];
    const source = vocal.sections.find(({ endSeconds }) => endSeconds > at)?.startSeconds;
    const clean = measured((start) => (start === source ? 0.9 : 0.2));
    expect(checkPlan(plan, { ...context, vocal: clean })).toEqual([]);
    const unclean = measured((start) => (start === source ? 0.6 : 0.95));
    expect(checkPlan(plan, { ...context, vocal: unclean }).map(({ code }) => code)).toEqual([
      'solo-voice-from-bleeding-stem',
    ]);
  });

  it.each([
    [{ integratedLufs: -12, loudnessRangeLu: 6, maxTruePeakDbtp: -1 }, []],
    [{ integratedLufs: -12, loudnessRangeLu: 6, maxTruePeakDbtp: -0.5 }, ['true-peak-too-high']],
    [
      { integratedLufs: -9.5, loudnessRangeLu: 6, maxTruePeakDbtp: -1 },
      ['loudness-outside-window'],
    ],
    [
      { integratedLufs: -12, loudnessRangeLu: 3, maxTruePeakDbtp: -1 },
      ['loudness-range-too-small'],
    ],
  ] as const)('judge a render with %o', (figures, codes) => {
    expect(checkRender(figures, { genre: null }).map((one) => one.code)).toEqual(codes);
  });

  it('take the loudness window from the genre', () => {
    const figures = { integratedLufs: -15, loudnessRangeLu: 6, maxTruePeakDbtp: -1 };
    expect(checkRender(figures, { genre: 'lo-fi' })).toEqual([]);
    expect(checkRender(figures, { genre: 'techno' })).toHaveLength(1);
  });
});

describe('the predicted loudness range', () => {
  it('is what is between the quiet and the loud part of a plan in two halves', () => {
    const plan = goodPlan();
    const [, verse, , chorus] = plan.sections;
    // the same bars of the chorus, once 9 dB lower, half of the time each
    const half = (startBeat: number, gainDb: number): PlanSection => ({
      ...chorus,
      startBeat,
      lengthBeats: 32,
      stems: {
        vocals: null,
        bass: null,
        other: null,
        drums: { song: 'b', sourceBeat: chorus.anchorBeat, loopSourceBeats: 16, gainDb },
      },
    });
    expect(verse.label).toBe('verse');
    const halves = { ...plan, sections: [half(0, -9), half(32, 0)] };
    expect(predictLoudness(halves, context).loudnessRangeLu).toBeCloseTo(9, 6);
  });
});
