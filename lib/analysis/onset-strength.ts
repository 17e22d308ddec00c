/**
 * Onset strength: how much new sound each frame brings, by register.
 * Source: S. Böck, G. Widmer, "Maximum filter vibrato suppression for onset detection", DAFx 2013
 * (SuperFlux), here on logarithmic bands and summed by register.
 */
import { type BandSpectrogram, bandAtHz } from './band-spectrogram';

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
  const compressed = new Float32Array(frames * bands);
  for (let i = 0; i < compressed.length; i++) compressed[i] = Math.log10(1 + gain * magnitudes[i]);
  for (let frame = LAG_FRAMES; frame < frames; frame++) {
    const now = frame * bands;
    const before = (frame - LAG_FRAMES) * bands;
    for (let register = 0; register < 3; register++) {
      const from = registers[register];
      const to = registers[register + 1];
      let sum = 0;
      for (let band = from; band < to; band++) {
        let previous = compressed[before + band];
        if (band > 0) previous = Math.max(previous, compressed[before + band - 1]);
        if (band < bands - 1) previous = Math.max(previous, compressed[before + band + 1]);
        const rise = compressed[now + band] - previous;
        if (rise > 0) sum += rise;
      }
      results[register][frame] = sum / Math.max(1, to - from);
    }
  }
  return { frames, low: results[0], mid: results[1], high: results[2] };
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
