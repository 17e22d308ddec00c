/** What each part of the sound does on every eighth of a beat: the raw material for finding the bar. */
import { FRAME_RATE_HZ } from '@/lib/audio/band-spectrogram';
import { BAR_VOICES, type BarVoice, SLOTS_PER_BEAT } from './bar-styles';
import { cosineDistance } from './beat-features';
import type { BeatSignals, BeatStem } from './beat-signals';
import type { Chroma } from './chroma';

/** An onset this many frames from a slot counts for it (less where slots are closer). */
const NEAR_FRAMES = 2;
/** Chords are compared over about this long before and after. */
const CHORD_FRAMES = 4;
const BASS_FRAMES = 3;
/** A stem whose onsets are this weak against the mix's holds bleed: it has no say. */
const SILENT_SHARE = 0.02;

/** A curve over time at its own frame rate. */
interface Curve {
  values: Float32Array;
  rateHz: number;
  nearFrames: number;
}

export type BarCurves = Record<BarVoice, Curve | null>;

/** How much the chroma changes at every frame. */
function chromaChange(chroma: Chroma, span: number): Float32Array {
  const changes = new Float32Array(chroma.frames);
  for (let frame = 0; frame < chroma.frames; frame++) {
    const before = new Float64Array(12);
    const after = new Float64Array(12);
    for (let i = 0; i < span; i++) {
      const late = Math.min(frame + i, chroma.frames - 1);
      const early = Math.max(frame - 1 - i, 0);
      for (let pitch = 0; pitch < 12; pitch++) {
        after[pitch] += chroma.values[late * 12 + pitch];
        before[pitch] += chroma.values[early * 12 + pitch];
      }
    }
    changes[frame] = cosineDistance(before, after);
  }
  return changes;
}

function sum(values: Float32Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** The curves of a song; null for a part that is silent. */
export function barCurves(signals: BeatSignals): BarCurves {
  const { mix, stems, harmony } = signals;
  const mixPower = sum(mix.power);
  const onsets = (stem: BeatStem, register: 'low' | 'mid' | 'high') =>
    sum(stems[stem].power) > SILENT_SHARE ** 2 * mixPower
      ? { values: stems[stem].onset[register], rateHz: FRAME_RATE_HZ, nearFrames: NEAR_FRAMES }
      : null;
  const change = (chroma: Chroma, span: number) => ({
    values: chromaChange(chroma, span),
    rateHz: 1 / chroma.hopSeconds,
    nearFrames: 0,
  });
  return {
    kick: onsets('drums', 'low'),
    snare: onsets('drums', 'mid'),
    hat: onsets('drums', 'high'),
    bass: onsets('bass', 'low'),
    chords: onsets('other', 'mid'),
    chordChange: change(harmony.chords, CHORD_FRAMES),
    bassChange: change(harmony.bass, BASS_FRAMES),
  };
}

/** Activity by slot, `SLOTS_PER_BEAT` a beat interval; each part sums to 1 over the song, or to 0. */
export function activityBySlot(
  curves: BarCurves,
  beatsSeconds: readonly number[],
): Record<BarVoice, Float32Array> {
  const result = {} as Record<BarVoice, Float32Array>;
  for (const voice of BAR_VOICES) result[voice] = sampleCurve(curves[voice], beatsSeconds);
  return result;
}

function sampleCurve(curve: Curve | null, beatsSeconds: readonly number[]): Float32Array {
  const slots = new Float32Array((beatsSeconds.length - 1) * SLOTS_PER_BEAT);
  if (!curve) return slots;
  const { values, rateHz, nearFrames } = curve;
  let total = 0;
  for (let slot = 0; slot < slots.length; slot++) {
    const beat = Math.floor(slot / SLOTS_PER_BEAT);
    const length = (beatsSeconds[beat + 1] - beatsSeconds[beat]) / SLOTS_PER_BEAT;
    const seconds = beatsSeconds[beat] + (slot % SLOTS_PER_BEAT) * length;
    const near = Math.min(nearFrames, Math.floor((length * rateHz) / 2));
    const frame = Math.round(seconds * rateHz);
    for (let i = frame - near; i <= frame + near; i++) {
      slots[slot] = Math.max(slots[slot], values[i] ?? 0);
    }
    total += slots[slot];
  }
  return total > 1e-6 ? slots.map((value) => value / total) : slots;
}
