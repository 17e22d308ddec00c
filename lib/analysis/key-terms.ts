/**
 * What speaks for each key: which tones sound, whether its scale holds them, and what its own chord does. Tones
 * alone leave a minor key and its relative major nearly alike; how often the chord of the tonic sounds, and
 * whether phrases start on it, tells them apart.
 */
import { correlation } from '@/lib/base/correlation';
import { ALL_KEYS, type Key, type Mode, PITCH_CLASSES, pitchClassIndex } from '@/lib/music/key';
import { SCALE_SEMITONES } from '@/lib/music/scale';
import { NO_CHORD } from './chord-sequence';
import type { Chroma } from './chroma';

export const KEY_TERMS = [
  /** How alike the tones are to those that are usual in the key: correlation. */
  'tones',
  /** The same with its scale, one weight for every tone of it, ... */
  'scale',
  /** ... and with the scale of which minor raises the seventh where its dominant sounds. */
  'raisedScale',
  /** How alike the notes of the bass are to those on which it usually stands in the key, ... */
  'bass',
  /** ... and at the starts of phrases. */
  'phraseBass',
  /** Share of the time in which a chord of the key sounds, ... */
  'chords',
  /** ... in which that of the tonic does, ... */
  'tonicChord',
  /** ... and in which it does at the starts of phrases. */
  'phraseTonicChord',
] as const;
export type KeyTerm = (typeof KEY_TERMS)[number];

type Profile = Readonly<Record<Mode, readonly number[]>>;

/**
 * How strongly each degree above the tonic is felt to belong.
 * Source: C. Krumhansl, E. Kessler, "Tracing the dynamic changes in perceived tonal organization", 1982.
 */
const TONE_PROFILE: Profile = {
  major: [6.35, 2.23, 3.48, 2.33, 4.38, 4.09, 2.52, 5.19, 2.39, 3.66, 2.29, 2.88],
  minor: [6.33, 2.68, 3.52, 5.38, 2.6, 3.53, 2.54, 4.75, 3.98, 2.69, 3.34, 3.17],
};
const SCALE_PROFILE: Profile = { major: scaleProfile('major'), minor: scaleProfile('minor') };
/**
 * An estimate that was not measured: in minor either seventh sounds about half as surely as the other tones. What the
 * term counts (`key-weights.ts`) was learned with it as it is.
 */
const RAISED_SCALE_PROFILE: Profile = {
  major: SCALE_PROFILE.major,
  minor: SCALE_PROFILE.minor.map((share, degree) => ({ 10: 0.6, 11: 0.5 })[degree] ?? share),
};
/** How often each degree is the bass note: roots of the common progressions, counted by length. */
const BASS_PROFILE: Profile = {
  major: [0.31, 0.01, 0.06, 0.01, 0.06, 0.17, 0.01, 0.2, 0.02, 0.13, 0.01, 0.01],
  minor: [0.29, 0.01, 0.02, 0.13, 0.01, 0.1, 0.01, 0.11, 0.14, 0.01, 0.15, 0.02],
};
/** The same at the starts of phrases, most of which stand on the tonic. */
const PHRASE_BASS_PROFILE: Profile = {
  major: [0.5, 0.01, 0.03, 0.01, 0.04, 0.15, 0.01, 0.12, 0.01, 0.09, 0.01, 0.02],
  minor: [0.48, 0.01, 0.02, 0.11, 0.01, 0.07, 0.01, 0.08, 0.12, 0.01, 0.07, 0.01],
};
/** Chords of the key by degree; minor has its dominant in both forms. */
const KEY_CHORDS: Readonly<Record<Mode, Readonly<Record<Mode, readonly number[]>>>> = {
  major: { major: [0, 5, 7], minor: [2, 4, 9] },
  minor: { major: [3, 7, 8, 10], minor: [0, 5, 7] },
};

function scaleProfile(mode: Mode): number[] {
  return PITCH_CLASSES.map((_, degree) => (SCALE_SEMITONES[mode].includes(degree) ? 1 : 0));
}

/** The harmony as it is heard. */
export interface HeardHarmony {
  /** Of bass and chords together, how much of every tone was played. */
  tones: Chroma;
  /** Of the bass alone. */
  bass: Chroma;
  /** By frame, as `traceChords` gives them. */
  chordByFrame: Int8Array;
}

/** A stretch of time. */
export interface Span {
  startSeconds: number;
  endSeconds: number;
}

export interface KeyTerms {
  key: Key;
  terms: Readonly<Record<KeyTerm, number>>;
}

/** A histogram by pitch class as degrees above a tonic. */
function turned(histogram: Float64Array, tonic: number): Float64Array {
  return histogram.map((_, degree) => histogram[(degree + tonic) % 12]);
}

/** Whether each frame lies in one of the spans. */
function framesWithin({ frames, hopSeconds }: Chroma, spans: readonly Span[]): Uint8Array {
  const within = new Uint8Array(frames);
  for (const { startSeconds, endSeconds } of spans) {
    const from = Math.max(0, Math.round(startSeconds / hopSeconds));
    within.fill(1, from, Math.max(from, Math.round(endSeconds / hopSeconds)));
  }
  return within;
}

/** Sum over frames, loud ones counting more but less than in proportion. */
function sumTones(tones: Chroma, within: Uint8Array | null): Float64Array {
  const sum = new Float64Array(12);
  for (let frame = 0; frame < tones.frames; frame++) {
    if (within && !within[frame]) continue;
    let total = 0;
    for (let pitch = 0; pitch < 12; pitch++) total += tones.values[frame * 12 + pitch];
    if (total < 1e-6) continue;
    const weight = 1 / Math.sqrt(total);
    for (let pitch = 0; pitch < 12; pitch++) {
      sum[pitch] += tones.values[frame * 12 + pitch] * weight;
    }
  }
  return sum;
}

/** Share of the frames with a chord that each chord has. */
function chordShares(chordByFrame: Int8Array, within: Uint8Array | null): Float64Array {
  const shares = new Float64Array(ALL_KEYS.length);
  let count = 0;
  chordByFrame.forEach((chord, frame) => {
    if (chord === NO_CHORD || (within && !within[frame])) return;
    shares[chord]++;
    count++;
  });
  return count > 0 ? shares.map((share) => share / count) : shares;
}

/**
 * All 24 keys in the order of `ALL_KEYS`.
 * @param phraseStarts the first beats of phrases; may be empty
 * @param span a part of the song to listen to; the whole of it where it is not given
 */
export function keyTerms(
  { tones, bass, chordByFrame }: HeardHarmony,
  phraseStarts: readonly Span[],
  span?: Span,
): KeyTerms[] {
  const part = span ? framesWithin(tones, [span]) : null;
  const atPhrases = framesWithin(tones, phraseStarts);
  const all = sumTones(tones, part);
  const low = sumTones(bass, part);
  const lowAtPhrases = sumTones(bass, atPhrases);
  const shares = chordShares(chordByFrame, part);
  const phraseShares = chordShares(chordByFrame, atPhrases);
  return ALL_KEYS.map((key, i) => {
    const tonic = pitchClassIndex(key.tonic);
    const likeness = (histogram: Float64Array, profile: Profile) =>
      correlation(turned(histogram, tonic), profile[key.mode]);
    const shareOf = (chord: Mode) =>
      KEY_CHORDS[key.mode][chord].reduce(
        (sum, degree) => sum + shares[(chord === 'major' ? 0 : 12) + ((tonic + degree) % 12)],
        0,
      );
    return {
      key,
      terms: {
        tones: likeness(all, TONE_PROFILE),
        scale: likeness(all, SCALE_PROFILE),
        raisedScale: likeness(all, RAISED_SCALE_PROFILE),
        bass: likeness(low, BASS_PROFILE),
        phraseBass: likeness(lowAtPhrases, PHRASE_BASS_PROFILE),
        chords: shareOf('major') + shareOf('minor'),
        tonicChord: shares[i],
        phraseTonicChord: phraseShares[i],
      },
    };
  });
}
