/**
 * Which tones were played, from the chroma that they gave: every tone also sounds on its fifth, its third and
 * its seventh, and a chord on tones that are not in its key. Each frame is explained by as much of each
 * tone as it takes, none of it negative.
 * Source of the update: D. Lee, H. Seung, "Algorithms for non-negative matrix factorization", NIPS 2000.
 */
import { type Chroma, chromaOfTone } from './chroma';

/** Each harmonic of a usual tone, as the root of its magnitude, against the one before it. */
const OVERTONE_DECAY = 0.9;
const OVERTONES = 8;
const ROUNDS = 20;

const TONE = chromaOfTone(Array.from({ length: OVERTONES }, (_, i) => OVERTONE_DECAY ** i));
/** How alike two tones are that lie so many semitones apart. */
const LIKENESS = TONE.map((_, distance) =>
  TONE.reduce((sum, value, i) => sum + value * TONE[(i + distance) % 12], 0),
);
/** Below this a frame is silent. */
const SILENCE = 1e-6;

/** The same frames, each with how much of every tone was played. */
export function playedTones({ frames, hopSeconds, values }: Chroma): Chroma {
  const played = new Float32Array(values.length);
  for (let frame = 0; frame < frames; frame++) {
    explain(values.subarray(12 * frame, 12 * frame + 12), played.subarray(12 * frame));
  }
  return { frames, hopSeconds, values: played };
}

function explain(chroma: Float32Array, played: Float32Array): void {
  const total = chroma.reduce((sum, value) => sum + value, 0);
  if (total < SILENCE) return;
  const tones = new Float64Array(12).fill(total / 12);
  const wanted = tones.map((_, tone) =>
    TONE.reduce((sum, value, i) => sum + value * chroma[(tone + i) % 12], 0),
  );
  for (let round = 0; round < ROUNDS; round++) {
    for (let tone = 0; tone < 12; tone++) {
      let given = 0;
      for (let other = 0; other < 12; other++) {
        given += LIKENESS[(other - tone + 12) % 12] * tones[other];
      }
      tones[tone] *= wanted[tone] / given;
    }
  }
  played.set(tones);
}
