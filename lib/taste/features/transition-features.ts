/** Group 5: how the sections meet, heard in the rendered sound. */
import { mean, median, percentile } from '@/lib/analysis/statistics';
import { featureGroup, type RenderFeature } from './feature';
import { BAND_COUNT, cosine, levelDb, meanOver, type RenderFacts } from './render-facts';

/** Level before and after a boundary is taken over half a second. Source: taste plan, group 5. */
const SIDE_SECONDS = 0.5;
/** Timbre and harmony need longer to be told. */
const LONG_SIDE_SECONDS = 2;
/** A click is looked for so near to a boundary. */
const CLICK_SECONDS = 0.05;
/** Flux at a boundary is compared with that within so many seconds of it. */
const FLUX_SECONDS = 3;
const LOW_BANDS = 7;

const feature = featureGroup<RenderFeature>({
  tier: 3,
  group: 'transition-quality',
  source: 'taste plan, feature group 5 (transition quality)',
});

/** A figure at every boundary; none where the excerpt has no boundary. */
function atBoundaries(facts: RenderFacts, measure: (seconds: number) => number): number[] {
  return facts.sound.boundariesSeconds.map(measure);
}

function worst(values: readonly number[]): number {
  return values.length === 0 ? 0 : Math.max(...values);
}

function levelJumps(facts: RenderFacts): number[] {
  return atBoundaries(facts, (at) =>
    Math.abs(
      levelDb(facts, facts.master, at, at + SIDE_SECONDS) -
        levelDb(facts, facts.master, at - SIDE_SECONDS, at),
    ),
  );
}

/** Change of the spectrum from frame to frame, in dB over bands. */
function flux({ master }: RenderFacts): Float64Array {
  const change = new Float64Array(master.count);
  for (let frame = 1; frame < master.count; frame++) {
    for (let band = 0; band < BAND_COUNT; band++) {
      const now = Math.log10(master.bands[frame * BAND_COUNT + band] + 1e-3);
      const before = Math.log10(master.bands[(frame - 1) * BAND_COUNT + band] + 1e-3);
      change[frame] += (10 * Math.abs(now - before)) / BAND_COUNT;
    }
  }
  return change;
}

/** Largest flux at a boundary against the usual flux around it, in robust deviations. */
function fluxScores(facts: RenderFacts): number[] {
  const change = flux(facts);
  const rate = facts.framesPerSecond;
  return atBoundaries(facts, (at) => {
    const around = change.slice(
      Math.max(0, Math.round((at - FLUX_SECONDS) * rate)),
      Math.round((at + FLUX_SECONDS) * rate),
    );
    const here = change.slice(Math.max(0, Math.round(at * rate) - 2), Math.round(at * rate) + 3);
    const spread = percentile(around, 0.84) - median(around);
    return (worst(Array.from(here)) - median(around)) / Math.max(spread, 0.1);
  });
}

/** Largest step between samples at a boundary over the largest within a second around it. */
function clickRatios({ sound }: RenderFacts): number[] {
  const { master, sampleRateHz } = sound;
  const largestStep = (from: number, to: number) => {
    let largest = 0;
    const last = Math.min(master.length, Math.round(to * sampleRateHz));
    for (let i = Math.max(2, Math.round(from * sampleRateHz)); i < last; i++) {
      // second difference: a click bends, a loud low note does not
      largest = Math.max(largest, Math.abs(master[i] - 2 * master[i - 1] + master[i - 2]));
    }
    return largest;
  };
  return sound.boundariesSeconds.map((at) => {
    const here = largestStep(at - CLICK_SECONDS, at + CLICK_SECONDS);
    const around = Math.max(
      largestStep(at - 1, at - CLICK_SECONDS),
      largestStep(at + CLICK_SECONDS, at + 1),
    );
    return here / Math.max(around, 1e-4);
  });
}

/** How abruptly the sound before a boundary stops in the bands that the next section does not fill, dB. */
function cutTails(facts: RenderFacts): number[] {
  return atBoundaries(facts, (at) => {
    const before = meanOver(facts, facts.master.bands, BAND_COUNT, at - 0.2, at - 0.05);
    const after = meanOver(facts, facts.master.bands, BAND_COUNT, at + 0.1, at + 0.3);
    const falls = Array.from(before, (power, band) =>
      Math.max(0, 10 * Math.log10((power + 1e-3) / (after[band] + 1e-3))),
    );
    return mean(falls);
  });
}

function harmonicShift(facts: RenderFacts): number[] {
  const chroma = facts.master.chroma;
  return atBoundaries(
    facts,
    (at) =>
      1 -
      cosine(
        meanOver(facts, chroma, 12, at - LONG_SIDE_SECONDS, at),
        meanOver(facts, chroma, 12, at, at + LONG_SIDE_SECONDS),
      ),
  );
}

/** Rise of the low end at a boundary over what is louder of before and after, dB. */
function lowBumps(facts: RenderFacts): number[] {
  const lowDb = (from: number, to: number) => {
    const bands = meanOver(facts, facts.master.bands, BAND_COUNT, from, to);
    return 10 * Math.log10(bands.slice(0, LOW_BANDS).reduce((sum, power) => sum + power, 1e-3));
  };
  return atBoundaries(facts, (at) => {
    const usual = Math.max(lowDb(at - 3, at - 1), lowDb(at + 1, at + 3));
    return Math.max(0, lowDb(at - 0.4, at + 0.4) - usual);
  });
}

function timbreLikeness(facts: RenderFacts): number[] {
  const compressed = (from: number, to: number) =>
    meanOver(facts, facts.master.bands, BAND_COUNT, from, to).map((power) => Math.log10(1 + power));
  return atBoundaries(facts, (at) =>
    cosine(compressed(at - LONG_SIDE_SECONDS, at), compressed(at, at + LONG_SIDE_SECONDS)),
  );
}

/** Depth of the quietest tenth of a second around a boundary under what surrounds it, dB. */
function dips(facts: RenderFacts): number[] {
  return atBoundaries(facts, (at) => {
    const steps = [-0.4, -0.3, -0.2, -0.1, 0, 0.1, 0.2];
    const lowest = Math.min(
      ...steps.map((step) => levelDb(facts, facts.master, at + step, at + step + 0.1)),
    );
    const around = Math.min(
      levelDb(facts, facts.master, at - 2, at - 0.5),
      levelDb(facts, facts.master, at + 0.5, at + 2),
    );
    return Math.max(0, around - lowest);
  });
}

/** Rise of the first tenth of a second over the last before it, dB: does the new section land? */
function landings(facts: RenderFacts): number[] {
  return atBoundaries(
    facts,
    (at) =>
      levelDb(facts, facts.master, at, at + 0.12) - levelDb(facts, facts.master, at - 0.12, at),
  );
}

export const TRANSITION_FEATURES: readonly RenderFeature[] = [
  feature(
    'boundary-level-jump',
    { unit: 'dB', range: [0, 40], direction: 0, meaning: 'Mean step in level at the boundaries' },
    (facts) => mean(levelJumps(facts)),
  ),
  feature(
    'boundary-level-jump-worst',
    { unit: 'dB', range: [0, 40], direction: 0, meaning: 'Largest step in level at a boundary' },
    (facts) => worst(levelJumps(facts)),
  ),
  feature(
    'spectral-discontinuity',
    {
      unit: 'deviations',
      range: [-5, 60],
      direction: 0,
      meaning: 'How suddenly the spectrum changes at the boundaries against around them',
    },
    (facts) => mean(fluxScores(facts)),
  ),
  feature(
    'click-risk',
    {
      unit: 'ratio',
      range: [0, 20],
      direction: -1,
      meaning: 'Largest step between samples at a boundary against around it',
    },
    (facts) => worst(clickRatios(facts)),
  ),
  feature(
    'tail-truncation',
    { unit: 'dB', range: [0, 60], direction: 0, meaning: 'How abruptly what sounded before stops' },
    (facts) => mean(cutTails(facts)),
  ),
  feature(
    'harmonic-shift',
    {
      unit: 'distance',
      range: [0, 1],
      direction: 0,
      meaning: 'How much the harmony changes at the boundaries',
    },
    (facts) => mean(harmonicShift(facts)),
  ),
  feature(
    'low-end-bump',
    {
      unit: 'dB',
      range: [0, 24],
      direction: -1,
      meaning: 'How much the low end swells where two sections overlap',
    },
    (facts) => worst(lowBumps(facts)),
  ),
  feature(
    'timbre-continuity',
    {
      unit: 'likeness',
      range: [0, 1],
      direction: 0,
      meaning: 'Likeness of the sound before and after the boundaries',
    },
    (facts) => (facts.sound.boundariesSeconds.length === 0 ? 1 : mean(timbreLikeness(facts))),
  ),
  feature(
    'boundary-dip',
    { unit: 'dB', range: [0, 60], direction: 0, meaning: 'How deep the sound dips at boundaries' },
    (facts) => mean(dips(facts)),
  ),
  feature(
    'boundary-landing',
    {
      unit: 'dB',
      range: [-40, 60],
      direction: 0,
      meaning: 'How firmly new sections begin',
    },
    (facts) => mean(landings(facts)),
  ),
];
