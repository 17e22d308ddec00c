/** Group 6: whether voice and instruments move together. */
import { mean, median, percentile } from '@/lib/analysis/statistics';
import { windowMean } from '@/lib/plan/material/song-map';
import { genreRules } from '@/lib/plan/rules/genres';
import { featureGroup, type PlanFeature } from './feature';
import { correlation, shareOf } from './figures';
import { KICK_FIT, UNMEASURED_GROOVE } from './groove-rules';
import { oncePerPlan, type PlanFacts } from './plan-facts';

const feature = featureGroup<PlanFeature>({
  tier: 2,
  group: 'groove',
  source: 'taste plan, feature group 6 (groove coherence); mixing rules, genres and swing',
});

function grooves({ vocal, instrumental }: PlanFacts) {
  return {
    voice: vocal.analysis.groove ?? UNMEASURED_GROOVE,
    beat: instrumental.analysis.groove ?? UNMEASURED_GROOVE,
  };
}

/** Distance of the used phrases' first downbeats from a whole beat, beats. */
const phraseOffsets = oncePerPlan(({ plan, vocal }): readonly number[] => {
  const spans = plan.sections.flatMap(({ stems, lengthBeats }) =>
    stems.vocals === null
      ? []
      : [
          {
            from: stems.vocals.sourceBeat,
            to: stems.vocals.sourceBeat + lengthBeats * plan.tempo.vocalBeatsPerBeat,
          },
        ],
  );
  return vocal.analysis.vocalPhrases
    .filter(({ anchorBeat }) => spans.some(({ from, to }) => anchorBeat >= from && anchorBeat < to))
    .map(({ anchorBeat }) => Math.abs(anchorBeat - Math.round(anchorBeat)));
});

/** Source beats at which the voice is taken up. */
function vocalStarts({ plan }: PlanFacts): number[] {
  return plan.sections.flatMap(({ stems }) => stems.vocals?.sourceBeat ?? []);
}

/** Share of the vocal entries that are a downbeat in their song. */
function downbeatAlignment(facts: PlanFacts): number {
  const { downbeats } = facts.vocal;
  return shareOf(vocalStarts(facts), (beat) => downbeats.includes(beat), 1);
}

/** Share of the vocal entries that lie where a phrase may begin. */
function phraseLineAlignment(facts: PlanFacts): number {
  const { vocalEntries } = facts.vocal;
  return shareOf(vocalStarts(facts), (start) => vocalEntries.some(({ beat }) => beat === start), 1);
}

/** Share of the sections whose instruments begin on a downbeat of their song. */
function instrumentalAlignment({ plan, instrumental }: PlanFacts): number {
  const { downbeats } = instrumental;
  return shareOf(plan.sections, ({ anchorBeat }) => downbeats.includes(anchorBeat), 1);
}

/** Distance of the beat's swing from what the genre is played with. */
function genreSwingDifference(facts: PlanFacts): number {
  const { swing } = genreRules(facts.intent.genre);
  if (swing === null) return 0;
  const { swingRatio } = grooves(facts).beat;
  return Math.max(swing.low - swingRatio, swingRatio - swing.high, 0);
}

/** Distance of the voice's swing, as it will be rendered, from the beat's. */
function swingDifference(facts: PlanFacts): number {
  const { voice, beat } = grooves(facts);
  const { vocalSwing } = facts.plan.tempo;
  return Math.abs((vocalSwing?.to ?? voice.swingRatio) - beat.swingRatio);
}

/** Likeness of the two songs' accents over the bar; 0 where either was not measured. */
function accentCorrelation(facts: PlanFacts): number {
  const { voice, beat } = grooves(facts);
  return correlation(voice.accentBySixteenth, beat.accentBySixteenth);
}

/** Share of both songs' weight that falls on the same sixteenths. */
function accentOverlap(facts: PlanFacts): number {
  const { voice, beat } = grooves(facts);
  const slots = Math.min(voice.accentBySixteenth.length, beat.accentBySixteenth.length);
  let [both, either] = [0, 0];
  for (let i = 0; i < slots; i++) {
    both += Math.min(voice.accentBySixteenth[i], beat.accentBySixteenth[i]);
    either += Math.max(voice.accentBySixteenth[i], beat.accentBySixteenth[i]);
  }
  return either > 0 ? both / either : 0.5;
}

/** Difference in onsets a beat between the sections that the voice and the instruments come from. */
function densityDifference({ plan, vocal, instrumental }: PlanFacts): number {
  const differences = plan.sections.flatMap(({ stems, anchorBeat }) => {
    if (stems.vocals === null) return [];
    const voice = densityAt(vocal, stems.vocals.sourceBeat) * plan.tempo.vocalBeatsPerBeat;
    return [Math.abs(voice - densityAt(instrumental, anchorBeat))];
  });
  return mean(differences);
}

function densityAt({ analysis }: PlanFacts['vocal'], beat: number): number {
  const seconds = analysis.beatsSeconds[Math.min(beat, analysis.beatsSeconds.length - 1)];
  const section = analysis.sections.find(({ endSeconds }) => seconds < endSeconds);
  return section?.density ?? 0;
}

/** Share of the sung beats under which drums play: a voice without a beat floats. */
function drumsUnderVoice({ levels, isSungByBeat }: PlanFacts): number {
  let [sung, carried] = [0, 0];
  for (let beat = 0; beat < isSungByBeat.length; beat++) {
    if (isSungByBeat[beat] === 0) continue;
    sung += 1;
    if (levels.stems.drums[beat] > 0) carried += 1;
  }
  return sung === 0 ? 0 : carried / sung;
}

/** Share of the borrowed drum beats on which the drums really sound. */
function drumFill({ plan, instrumental }: PlanFacts): number {
  const fills = plan.sections.flatMap(({ stems, lengthBeats }) =>
    stems.drums === null
      ? []
      : [windowMean(instrumental.stemActiveSums.drums, stems.drums.sourceBeat, lengthBeats)],
  );
  return fills.length === 0 ? 0 : mean(fills);
}

export const GROOVE_FEATURES: readonly PlanFeature[] = [
  feature(
    'vocal-onset-offset',
    {
      unit: 'ms',
      range: [0, 100],
      direction: 0,
      meaning: "How early or late the voice's song plays against its grid",
    },
    (facts) => Math.abs(grooves(facts).voice.onsetOffsetMedianMs) * facts.plan.tempo.vocalRatio,
  ),
  feature(
    'vocal-onset-spread',
    {
      unit: 'ms',
      range: [0, 150],
      direction: 0,
      meaning: "How loosely the voice's song plays against its grid",
    },
    (facts) => grooves(facts).voice.onsetOffsetIqrMs * facts.plan.tempo.vocalRatio,
  ),
  feature(
    'phrase-offset',
    {
      unit: 'beats',
      range: [0, 0.5],
      direction: -1,
      meaning: 'How far the sung phrases lie from whole beats',
    },
    (facts) => median(phraseOffsets(facts)),
  ),
  feature(
    'phrase-offset-spread',
    {
      unit: 'beats',
      range: [0, 0.5],
      direction: -1,
      meaning: 'How unevenly the sung phrases lie against the beats',
    },
    (facts) => {
      const offsets = phraseOffsets(facts);
      return percentile(offsets, 0.75) - percentile(offsets, 0.25);
    },
  ),
  feature(
    'vocal-downbeats',
    {
      unit: 'share',
      range: [0, 1],
      direction: 1,
      meaning: 'Share of the vocal entries on a downbeat of their song',
    },
    downbeatAlignment,
  ),
  feature(
    'vocal-phrase-lines',
    {
      unit: 'share',
      range: [0, 1],
      direction: 1,
      meaning: 'Share of the vocal entries where a phrase of the song may begin',
    },
    phraseLineAlignment,
  ),
  feature(
    'instrumental-downbeats',
    {
      unit: 'share',
      range: [0, 1],
      direction: 1,
      meaning: 'Share of the sections whose instruments begin on a downbeat of their song',
    },
    instrumentalAlignment,
  ),
  feature(
    'swing-difference',
    {
      version: 2,
      unit: 'share of a beat',
      range: [0, 0.2],
      direction: -1,
      meaning: 'Difference in swing between the voice, as it is rendered, and the beat',
    },
    swingDifference,
  ),
  feature(
    'genre-swing-difference',
    {
      unit: 'share of a beat',
      range: [0, 0.2],
      direction: -1,
      meaning: "Difference between the beat's swing and the genre's",
    },
    genreSwingDifference,
  ),
  feature(
    'kick-fit',
    {
      unit: 'fit',
      range: [0, 1],
      direction: 1,
      meaning: "How well the two songs' kick patterns go together",
    },
    (facts) => KICK_FIT[grooves(facts).voice.kickPattern][grooves(facts).beat.kickPattern],
  ),
  feature(
    'accent-correlation',
    {
      unit: 'correlation',
      range: [-1, 1],
      direction: 1,
      meaning: 'Likeness of where the two songs put their weight in the bar',
    },
    accentCorrelation,
  ),
  feature(
    'accent-overlap',
    {
      unit: 'share',
      range: [0, 1],
      direction: 0,
      meaning: 'Share of the weight of both songs on the same sixteenths',
    },
    accentOverlap,
  ),
  feature(
    'density-difference',
    {
      unit: 'onsets a beat',
      range: [0, 8],
      direction: 0,
      meaning: 'Difference in busyness between voice and instruments',
    },
    densityDifference,
  ),
  feature(
    'pocket-difference',
    {
      unit: 'ms',
      range: [0, 100],
      direction: -1,
      meaning: 'How differently the two songs lie ahead of the beat or behind it',
    },
    (facts) => {
      const { voice, beat } = grooves(facts);
      const { vocalRatio, instrumentalRatio } = facts.plan.tempo;
      return Math.abs(
        voice.onsetOffsetMedianMs * vocalRatio - beat.onsetOffsetMedianMs * instrumentalRatio,
      );
    },
  ),
  feature(
    'pocket-depth',
    {
      unit: 'share of a beat',
      range: [0, 0.25],
      direction: -1,
      meaning: 'How loosely both songs together lie on the beat',
    },
    (facts) => {
      const { voice, beat } = grooves(facts);
      return (voice.onsetOffsetIqrMs + beat.onsetOffsetIqrMs) / 2000 / facts.secondsByBeat;
    },
  ),
  feature(
    'grid-confidence',
    {
      unit: 'probability',
      range: [0, 1],
      direction: 1,
      meaning: "How sure we are of the less certain song's beats",
    },
    ({ vocal, instrumental }) =>
      Math.min(vocal.analysis.confidence.beats, instrumental.analysis.confidence.beats),
  ),
  feature(
    'metre-match',
    {
      unit: 'share',
      range: [0, 1],
      direction: 1,
      meaning: 'Whether both songs have as many beats in a bar',
    },
    ({ vocal, instrumental }) => (vocal.beatsPerBar === instrumental.beatsPerBar ? 1 : 0),
  ),
  feature(
    'drums-under-voice',
    {
      unit: 'share',
      range: [0, 1],
      direction: 0,
      meaning: 'Share of the sung time under which drums play',
    },
    drumsUnderVoice,
  ),
  feature(
    'drum-fill',
    {
      unit: 'share',
      range: [0, 1],
      direction: 0,
      meaning: 'Share of the time meant for drums in which they sound',
    },
    drumFill,
  ),
];
