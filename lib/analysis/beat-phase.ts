/**
 * Which of the subdivisions is the beat. A tracker locks onto any strong pulse, off-beat hats and
 * syncopated claps included; where the weight of a whole bar falls (kick, snare, bass notes, chords) tells
 * the beat from its half.
 */
import { FRAME_RATE_HZ } from './band-spectrogram';
import type { PulseSources } from './pulse';

/** Positions of a beat that are compared, in quarters of a beat. */
const SLOTS_PER_BEAT = 4;
/** Bars of this many beats are folded; an even number serves three beats a bar less well, but well enough. */
const BEATS_FOLDED = 4;
/** How far round a slot its onset is looked for. */
const NEAR_FRAMES = 3;
/** What each part of the sound says about the beat. */
const VOICES = [
  { source: 'drums', register: 'low', weight: 1.2 },
  { source: 'drums', register: 'mid', weight: 0.8 },
  { source: 'bass', register: 'low', weight: 1 },
  { source: 'other', register: 'mid', weight: 0.8 },
  { source: 'mix', register: 'low', weight: 0.6 },
] as const;
/** Another phase than the tracked one must be better by this much. */
const INERTIA = 0.06;

/** Onset strength by slot: the largest value near each quarter of each beat. */
function bySlot(curve: Float32Array, beatsSeconds: readonly number[]): Float32Array {
  const slots = new Float32Array((beatsSeconds.length - 1) * SLOTS_PER_BEAT);
  for (let slot = 0; slot < slots.length; slot++) {
    const beat = Math.floor(slot / SLOTS_PER_BEAT);
    const share = (slot % SLOTS_PER_BEAT) / SLOTS_PER_BEAT;
    const seconds = beatsSeconds[beat] + share * (beatsSeconds[beat + 1] - beatsSeconds[beat]);
    const frame = Math.round(seconds * FRAME_RATE_HZ);
    for (let i = frame - NEAR_FRAMES; i <= frame + NEAR_FRAMES; i++) {
      slots[slot] = Math.max(slots[slot], curve[i] ?? 0);
    }
  }
  return slots;
}

/** Share of the whole strength at each slot of the folded bar. */
function fold(slots: Float32Array): Float64Array {
  const folded = new Float64Array(SLOTS_PER_BEAT * BEATS_FOLDED);
  let total = 0;
  for (let slot = 0; slot < slots.length; slot++) {
    folded[slot % folded.length] += slots[slot];
    total += slots[slot];
  }
  return total > 1e-9 ? folded.map((value) => value / total) : folded;
}

/** Evidence for each quarter of the tracked beat to be the beat. */
export function scorePhases(sources: PulseSources, beatsSeconds: readonly number[]): number[] {
  const scores = new Array<number>(SLOTS_PER_BEAT).fill(0);
  for (const { source, register, weight } of VOICES) {
    const folded = fold(bySlot(sources[source][register], beatsSeconds));
    for (let phase = 0; phase < SLOTS_PER_BEAT; phase++) {
      let sum = 0;
      let peak = 0;
      for (let slot = phase; slot < folded.length; slot += SLOTS_PER_BEAT) {
        sum += folded[slot];
        peak = Math.max(peak, folded[slot]);
      }
      scores[phase] += weight * (sum + peak);
    }
  }
  return scores;
}

/** Moves the beats by 0, a quarter, a half or three quarters of a beat to where the evidence is. */
export function settleBeatPhase(sources: PulseSources, beatsSeconds: readonly number[]): number[] {
  if (beatsSeconds.length < 8) return [...beatsSeconds];
  const scores = scorePhases(sources, beatsSeconds);
  scores[0] += INERTIA;
  const phase = scores.indexOf(Math.max(...scores));
  if (phase === 0) return [...beatsSeconds];
  const share = phase / SLOTS_PER_BEAT;
  return beatsSeconds.slice(1).map((next, i) => beatsSeconds[i] + share * (next - beatsSeconds[i]));
}
