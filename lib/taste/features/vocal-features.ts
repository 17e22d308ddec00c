/** Group 3: whether the voice can be heard and understood. */
import { INSTRUMENT_STEM_NAMES } from '@/lib/music/stem-names';
import { featureGroup, type PlanFeature } from './feature';
import { shareOf } from './figures';
import { oncePerPlan, type PlanFacts } from './plan-facts';
import { stemSpectra } from './stem-spectra';

/** Under this ratio in 2 to 5 kHz the voice is masked. */
const MASKED_BELOW_DB = -3;
/** A ratio where one side is silent. */
const MOST_DB = 40;

const feature = featureGroup<PlanFeature>({
  tier: 2,
  group: 'vocal-clarity',
  source: 'taste plan, feature group 3 (vocal clarity risk); mixing rules, masking of the voice',
});

/** Ratio of voice to instruments in 2 to 5 kHz on every sung beat, dB. */
const vocalToMaskerDb = oncePerPlan(
  ({ vocal, instrumental, levels, isSungByBeat }): readonly number[] => {
    const voice = stemSpectra(vocal.analysis).vocals.bands.pocket;
    const others = stemSpectra(instrumental.analysis);
    const ratios: number[] = [];
    for (let beat = 0; beat < isSungByBeat.length; beat++) {
      if (isSungByBeat[beat] === 0) continue;
      let masker = 0;
      for (const stem of INSTRUMENT_STEM_NAMES) {
        masker += levels.stems[stem][beat] * others[stem].bands.pocket;
      }
      ratios.push(ratioDb(levels.stems.vocals[beat] * voice, masker));
    }
    return ratios;
  },
);

/** Level of the voice against all instruments on every sung beat, dB. */
const vocalLevelsDb = oncePerPlan(({ levels, isSungByBeat }): readonly number[] => {
  const ratios: number[] = [];
  for (let beat = 0; beat < isSungByBeat.length; beat++) {
    if (isSungByBeat[beat] === 0) continue;
    const voice = levels.stems.vocals[beat];
    ratios.push(ratioDb(voice, levels.total[beat] - voice));
  }
  return ratios;
});

function ratioDb(one: number, other: number): number {
  const ratio = 10 * Math.log10(Math.max(one, 1e-12) / Math.max(other, 1e-12));
  return Math.min(MOST_DB, Math.max(-MOST_DB, ratio));
}

/** Mean of figures that need a voice; `none` where nobody sings. */
function meanOr(values: readonly number[], none: number): number {
  return values.length === 0 ? none : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function deviation(values: readonly number[]): number {
  const centre = meanOr(values, 0);
  return Math.sqrt(
    meanOr(
      values.map((value) => (value - centre) ** 2),
      0,
    ),
  );
}

/** Share of the edges of sung sections that cut a phrase of the song. */
function phraseCuts({ plan, vocal }: PlanFacts): number {
  const edges = plan.sections.flatMap(({ stems, lengthBeats }) => {
    const play = stems.vocals;
    if (play === null) return [];
    const length = play.loopSourceBeats ?? lengthBeats * plan.tempo.vocalBeatsPerBeat;
    return [play.sourceBeat, Math.round(play.sourceBeat + length)];
  });
  return shareOf(edges, (edge) => vocal.cutsPhraseAt[edge] === 1, 0);
}

/** Share of the beats meant to be sung on which the song really sings. */
function vocalFill({ plan, isSungByBeat }: PlanFacts): number {
  let [meant, sung] = [0, 0];
  for (const { stems, startBeat, lengthBeats } of plan.sections) {
    if (stems.vocals === null) continue;
    meant += lengthBeats;
    for (let beat = startBeat; beat < startBeat + lengthBeats; beat++) sung += isSungByBeat[beat];
  }
  return meant === 0 ? 0 : sung / meant;
}

/** The longest stretch without a voice as a share of the remix. */
function longestGap({ isSungByBeat, beats }: PlanFacts): number {
  let [longest, current] = [0, 0];
  for (const sung of isSungByBeat) {
    current = sung === 1 ? 0 : current + 1;
    longest = Math.max(longest, current);
  }
  return longest / beats;
}

/** Share of the borrowed beats of the voice that are heard more than once. */
function vocalRepetition({ plan, vocal }: PlanFacts): number {
  const heard = new Uint8Array(vocal.beatCount + 1);
  let [total, repeated] = [0, 0];
  for (const { stems, lengthBeats } of plan.sections) {
    if (stems.vocals === null) continue;
    const { sourceBeat, loopSourceBeats } = stems.vocals;
    const length = lengthBeats * plan.tempo.vocalBeatsPerBeat;
    const span = Math.min(length, loopSourceBeats ?? length);
    repeated += length - span;
    total += length;
    for (let beat = sourceBeat; beat < sourceBeat + span && beat < heard.length; beat++) {
      if (heard[beat] === 1) repeated += 1;
      heard[beat] = 1;
    }
  }
  return total === 0 ? 0 : Math.min(1, repeated / total);
}

export const VOCAL_FEATURES: readonly PlanFeature[] = [
  feature(
    'vocal-masker-ratio',
    {
      unit: 'dB',
      range: [-40, 40],
      direction: 0,
      meaning: 'Voice against instruments in 2 to 5 kHz, mean over the sung beats',
    },
    (facts) => meanOr(vocalToMaskerDb(facts), 0),
  ),
  feature(
    'masking-duty',
    {
      unit: 'share',
      range: [0, 1],
      direction: -1,
      meaning: 'Share of the sung time in which the instruments mask the voice',
    },
    (facts) => shareOf(vocalToMaskerDb(facts), (ratio) => ratio < MASKED_BELOW_DB, 0),
  ),
  feature(
    'vocal-exposure',
    { unit: 'share', range: [0, 1], direction: 0, meaning: 'Share of the remix that is sung' },
    ({ isSungByBeat, beats }) => isSungByBeat.reduce((sum, sung) => sum + sung, 0) / beats,
  ),
  feature(
    'sibilance',
    {
      unit: 'dB',
      range: [-40, 20],
      direction: 0,
      meaning: 'Voice in 6 to 10 kHz against its middle',
    },
    ({ vocal }) => {
      const { sibilance, vocalMid } = stemSpectra(vocal.analysis).vocals.bands;
      return ratioDb(sibilance, vocalMid);
    },
  ),
  feature(
    'vocal-level',
    {
      unit: 'dB',
      range: [-40, 40],
      direction: 0,
      meaning: 'Voice against all instruments, mean over the sung beats',
    },
    (facts) => meanOr(vocalLevelsDb(facts), 0),
  ),
  feature(
    'vocal-level-spread',
    {
      unit: 'dB',
      range: [0, 30],
      direction: 0,
      meaning: 'How much the voice comes and goes against the instruments',
    },
    (facts) => deviation(vocalLevelsDb(facts)),
  ),
  feature(
    'phrase-cuts',
    {
      unit: 'share',
      range: [0, 1],
      direction: -1,
      meaning: 'Share of the borrowed edges that cut a sung phrase',
    },
    phraseCuts,
  ),
  feature(
    'vocal-fill',
    {
      unit: 'share',
      range: [0, 1],
      direction: 1,
      meaning: 'Share of the time meant to be sung in which somebody sings',
    },
    vocalFill,
  ),
  feature(
    'longest-vocal-gap',
    {
      unit: 'share',
      range: [0, 1],
      direction: 0,
      meaning: 'The longest stretch without a voice',
    },
    longestGap,
  ),
  feature(
    'vocal-repetition',
    {
      unit: 'share',
      range: [0, 1],
      direction: 0,
      meaning: 'Share of the sung material that is heard more than once',
    },
    vocalRepetition,
  ),
];
