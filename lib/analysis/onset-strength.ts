/**
 * Onset strength: how much new sound each frame brings, by register.
 * Source: S. Böck, G. Widmer, "Maximum filter vibrato suppression for onset detection", DAFx 2013
 * (SuperFlux), here on logarithmic bands and summed by register.
 */
import { type BandSpectrogram, bandAtHz } from '@/lib/audio/band-spectrogram';

/** Frames between the two spectra that are compared: 20 ms, about half the window. */
const LAG_FRAMES = 2;
/** Compression log10(1 + g·m): g sets the level below which onsets fade, here about -60 dB. */
const COMPRESSION_GAIN = 1000;
/** Upper edge of the kick's register and lower edge of the cymbals'. */
const LOW_HZ = 150;
const HIGH_HZ = 5000;

/** One value a frame of the spectrogram, not negative; a loud broadband attack gives about 1 a register. */
export interface OnsetStrength {
  frames: number;
  /** Below 150 Hz: kick and bass. */
  low: Float32Array;
  /** 150 Hz to 5 kHz: snare, chords, voice. */
  mid: Float32Array;
  /** Above 5 kHz: hats and cymbals. */
  high: Float32Array;
}

/** @param referenceMagnitude level of the signal's loud parts, so that quiet masters count the same */
export function computeOnsetStrength(
  spectrogram: BandSpectrogram,
  referenceMagnitude: number,
): OnsetStrength {
  const { frames, bands, magnitudes } = spectrogram;
  const gain = COMPRESSION_GAIN / Math.max(referenceMagnitude, 1e-6);
  const registers = [0, bandAtHz(spectrogram, LOW_HZ), bandAtHz(spectrogram, HIGH_HZ), bands];
  const results = [0, 1, 2].map(() => new Float32Array(frames));
  // The compressed spectra of this frame and of those up to the lag before it, in turn.
  const recent = Array.from({ length: LAG_FRAMES + 1 }, () => new Float32Array(bands));
  for (let frame = 0; frame < frames; frame++) {
    const now = recent[frame % recent.length];
    compress(magnitudes, frame * bands, gain, now);
    if (frame < LAG_FRAMES) continue;
    const before = recent[(frame - LAG_FRAMES) % recent.length];
    for (let register = 0; register < 3; register++) {
      const from = registers[register];
      const to = registers[register + 1];
      results[register][frame] = riseBetween(before, now, from, to) / Math.max(1, to - from);
    }
  }
  return { frames, low: results[0], mid: results[1], high: results[2] };
}

/** log10(1 + gain · m) of one frame. */
function compress(
  magnitudes: Float32Array,
  offset: number,
  gain: number,
  output: Float32Array,
): void {
  for (let band = 0; band < output.length; band++) {
    output[band] = Math.log(1 + gain * magnitudes[offset + band]) * Math.LOG10E;
  }
}

/** By how much the bands have risen in sum, each over the strongest of itself and its neighbours before. */
function riseBetween(before: Float32Array, now: Float32Array, from: number, to: number): number {
  const last = before.length - 1;
  let sum = 0;
  for (let band = from; band < to; band++) {
    let previous = before[band];
    if (band > 0 && before[band - 1] > previous) previous = before[band - 1];
    if (band < last && before[band + 1] > previous) previous = before[band + 1];
    if (now[band] > previous) sum += now[band] - previous;
  }
  return sum;
}

/** Level of the loud frames (95th percentile of the strongest band). */
export function referenceMagnitude(spectrogram: BandSpectrogram): number {
  const { frames, bands, magnitudes } = spectrogram;
  const peaks = new Float32Array(frames);
  for (let frame = 0; frame < frames; frame++) {
    let peak = 0;
    for (let band = 0; band < bands; band++) {
      peak = Math.max(peak, magnitudes[frame * bands + band]);
    }
    peaks[frame] = peak;
  }
  peaks.sort();
  return peaks[Math.floor(0.95 * (frames - 1))];
}
