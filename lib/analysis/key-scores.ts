/**
 * How well each key fits: what sounds over the whole song, what the bass plays, and where phrases start, each
 * compared with what is usual in every key. Chords alone leave a minor key and its relative major alike;
 * the bass and the first chord of a phrase tell them apart.
 */
import { type Key, type Mode, PITCH_CLASSES } from '@/lib/music/key';
import { SCALE_SEMITONES } from '@/lib/music/scale';
import type { Chroma } from './chroma';

type Profile = Readonly<Record<Mode, readonly number[]>>;

/**
 * How strongly each degree above the tonic sounds.
 * Source: I. Sha'ath, "Estimation of key in digital music recordings", Birkbeck 2011 (KeyFinder).
 */
const CHORD_PROFILE: Profile = {
  major: [6.6, 2, 3.5, 2.3, 4.6, 4, 2.5, 5.2, 2.4, 3.7, 2.3, 3.4],
  minor: [6.5, 2.7, 3.5, 5.4, 2.6, 3.5, 2.5, 5.2, 4, 2.7, 4.3, 3.2],
};
/** Which degrees belong to the scale: a key and the one a fifth up differ by one note and by little else. */
const SCALE_PROFILE: Profile = { major: scaleProfile('major'), minor: scaleProfile('minor') };
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
/** Chosen by the keys of 144 generated songs; none is delicate. */
const WEIGHTS = {
  chords: 0.35,
  scale: 0.3,
  bass: 0.15,
  phraseChords: 0.1,
  phraseBass: 0.1,
} as const;

function scaleProfile(mode: Mode): number[] {
  return PITCH_CLASSES.map((_, degree) => (SCALE_SEMITONES[mode].includes(degree) ? 1 : 0));
}

/** Tones by frame, of bass and chords together and of the bass alone. */
export interface PitchedTones {
  chords: Chroma;
  bass: Chroma;
}

/** A stretch of time. */
export interface Span {
  startSeconds: number;
  endSeconds: number;
}

export interface KeyScore extends Key {
  score: number;
}

/** Pearson correlation of a histogram, turned so that `tonic` comes first, with a profile. */
function correlation(
  histogram: ArrayLike<number>,
  profile: readonly number[],
  tonic: number,
): number {
  let [sa, sb, saa, sbb, sab] = [0, 0, 0, 0, 0];
  for (let i = 0; i < 12; i++) {
    const x = histogram[(i + tonic) % 12];
    const y = profile[i];
    sa += x;
    sb += y;
    saa += x * x;
    sbb += y * y;
    sab += x * y;
  }
  const denominator = Math.sqrt((saa - (sa * sa) / 12) * (sbb - (sb * sb) / 12));
  return denominator > 1e-12 ? (sab - (sa * sb) / 12) / denominator : 0;
}

/** Whether each frame lies in one of the spans. */
function framesWithin(chroma: Chroma, spans: readonly Span[]): Uint8Array {
  const within = new Uint8Array(chroma.frames);
  for (const { startSeconds, endSeconds } of spans) {
    const from = Math.max(0, Math.round(startSeconds / chroma.hopSeconds));
    within.fill(1, from, Math.max(from, Math.round(endSeconds / chroma.hopSeconds)));
  }
  return within;
}

/** Sum over frames, loud ones counting more but less than in proportion. */
function sumChroma(chroma: Chroma, within: Uint8Array | null): Float64Array {
  const sum = new Float64Array(12);
  for (let frame = 0; frame < chroma.frames; frame++) {
    if (within && !within[frame]) continue;
    let total = 0;
    for (let pitch = 0; pitch < 12; pitch++) total += chroma.values[frame * 12 + pitch];
    if (total < 1e-6) continue;
    const weight = 1 / Math.sqrt(total);
    for (let pitch = 0; pitch < 12; pitch++) {
      sum[pitch] += chroma.values[frame * 12 + pitch] * weight;
    }
  }
  return sum;
}

/**
 * All 24 keys, best first.
 * @param phraseStarts the first beats of phrases; may be empty
 * @param span a part of the song to listen to; the whole of it where it is not given
 */
export function scoreKeys(
  { chords, bass }: PitchedTones,
  phraseStarts: readonly Span[],
  span?: Span,
): KeyScore[] {
  const part = span ? [span] : null;
  const within = (chroma: Chroma) => part && framesWithin(chroma, part);
  const sounding = sumChroma(chords, within(chords));
  const evidence: { weight: number; histogram: Float64Array; profile: Profile }[] = [
    { weight: WEIGHTS.chords, histogram: sounding, profile: CHORD_PROFILE },
    { weight: WEIGHTS.scale, histogram: sounding, profile: SCALE_PROFILE },
    { weight: WEIGHTS.bass, histogram: sumChroma(bass, within(bass)), profile: BASS_PROFILE },
    {
      weight: WEIGHTS.phraseChords,
      histogram: sumChroma(chords, framesWithin(chords, phraseStarts)),
      profile: CHORD_PROFILE,
    },
    {
      weight: WEIGHTS.phraseBass,
      histogram: sumChroma(bass, framesWithin(bass, phraseStarts)),
      profile: PHRASE_BASS_PROFILE,
    },
  ];
  const scores: KeyScore[] = [];
  for (const mode of ['major', 'minor'] as const) {
    for (let tonic = 0; tonic < 12; tonic++) {
      let score = 0;
      for (const { weight, histogram, profile } of evidence) {
        score += weight * correlation(histogram, profile[mode], tonic);
      }
      scores.push({ tonic: PITCH_CLASSES[tonic], mode, score });
    }
  }
  return scores.sort((a, b) => b.score - a.score);
}
