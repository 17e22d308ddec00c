/** Group 9: whether the strongest moment is one, heard in the rendered sound. */
import { featureGroup, type RenderFeature } from './feature';
import { correlation } from './figures';
import { levelDb, meanOver, type RenderFacts, type SoundFrames } from './render-facts';

/** Course of level is compared in steps of this length. */
const STEP_SECONDS = 0.25;
/** What comes before the peak is measured over this. */
const BEFORE_SECONDS = 4;
/** A voice this far under the instruments is not there. */
const ABSENT_DB = -15;

const feature = featureGroup<RenderFeature>({
  tier: 3,
  group: 'moment-quality',
  source: 'taste plan, feature group 9 (moment quality)',
});

/** Level of a bus over the peak in short steps, dB. */
function peakCourse(facts: RenderFacts, frames: SoundFrames): number[] {
  const { startSeconds, endSeconds } = facts.sound.peak;
  const course: number[] = [];
  for (let at = startSeconds; at + STEP_SECONDS <= endSeconds; at += STEP_SECONDS) {
    course.push(levelDb(facts, frames, at, at + STEP_SECONDS));
  }
  return course;
}

/** Likeness of the notes that voice and instruments sound at the peak, -1 to 1. */
function melodicAlignment(facts: RenderFacts): number {
  const { startSeconds, endSeconds } = facts.sound.peak;
  const notes = ({ chroma }: SoundFrames) => meanOver(facts, chroma, 12, startSeconds, endSeconds);
  return correlation(notes(facts.vocals), notes(facts.instruments));
}

/** Rise from the seconds before the peak to its first ones, dB. */
function lift(facts: RenderFacts): number {
  const { startSeconds } = facts.sound.peak;
  return (
    levelDb(facts, facts.master, startSeconds, startSeconds + BEFORE_SECONDS) -
    levelDb(facts, facts.master, startSeconds - BEFORE_SECONDS, startSeconds)
  );
}

/** Share of the peak's steps in which the voice stands beside the instruments. */
function voicePresence(facts: RenderFacts): number {
  const voice = peakCourse(facts, facts.vocals);
  const beat = peakCourse(facts, facts.instruments);
  if (voice.length === 0) return 0;
  return voice.filter((level, i) => level - beat[i] > ABSENT_DB).length / voice.length;
}

/** Share of the steps in which the voice enters anew together with a rise of the instruments. */
function sharedAccents(facts: RenderFacts): number {
  const rises = (frames: SoundFrames) => {
    const course = peakCourse(facts, frames);
    return course.slice(1).map((level, i) => Math.max(0, level - course[i]));
  };
  return correlation(rises(facts.vocals), rises(facts.instruments));
}

export const MOMENT_FEATURES: readonly RenderFeature[] = [
  feature(
    'melodic-alignment',
    {
      unit: 'correlation',
      range: [-1, 1],
      direction: 1,
      meaning: 'Likeness of the notes of voice and instruments at the strongest moment',
    },
    melodicAlignment,
  ),
  feature(
    'energy-contour-match',
    {
      unit: 'correlation',
      range: [-1, 1],
      direction: 0,
      meaning: 'Whether voice and instruments swell together at the strongest moment',
    },
    (facts) => correlation(peakCourse(facts, facts.vocals), peakCourse(facts, facts.instruments)),
  ),
  feature(
    'peak-lift',
    {
      unit: 'dB',
      range: [-24, 40],
      direction: 0,
      meaning: 'How much the strongest moment rises over what comes before',
    },
    lift,
  ),
  feature(
    'peak-voice-presence',
    {
      unit: 'share',
      range: [0, 1],
      direction: 0,
      meaning: 'Share of the strongest moment in which the voice is there',
    },
    voicePresence,
  ),
  feature(
    'shared-accents',
    {
      unit: 'correlation',
      range: [-1, 1],
      direction: 0,
      meaning: 'Whether sung words and hits of the instruments fall together',
    },
    sharedAccents,
  ),
];
