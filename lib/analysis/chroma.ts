/**
 * Pitch-class content over time from spectral peaks, with the song's tuning taken out.
 * Source: E. Gómez, "Tonal description of polyphonic audio", 2006 (harmonic pitch class profile).
 */
import { hannWindow, RealFft } from '@/lib/audio/fft';

const WINDOW_SAMPLES = 2048;
const HOP_SAMPLES = 512;
/** Peaks this far under the frame's strongest are left out. */
const PEAK_FLOOR = 0.01;
/** A peak also counts for the pitches of which it may be a harmonic, less for higher ones. */
const HARMONICS = 4;
const HARMONIC_DECAY = 0.6;
const MIDDLE_C_HZ = 261.6255653;

export interface SpectralPeaks {
  frames: number;
  /** Seconds between frames; frame i is centred on i times this. */
  hopSeconds: number;
  /** Where the peaks of frame i begin in the two lists; one entry more than frames. */
  offsets: Int32Array;
  frequenciesHz: Float32Array;
  magnitudes: Float32Array;
}

export interface Chroma {
  frames: number;
  hopSeconds: number;
  /** 12 values a frame from C on, in units of magnitude. */
  values: Float32Array;
}

/**
 * Peaks of the spectrum between two frequencies, interpolated in frequency.
 * @param signal at a low rate, about 5.5 kHz
 */
export function findSpectralPeaks(
  signal: Float32Array,
  sampleRateHz: number,
  lowestHz: number,
  highestHz: number,
): SpectralPeaks {
  const frames = Math.max(1, Math.ceil(signal.length / HOP_SAMPLES));
  const fft = new RealFft(WINDOW_SAMPLES);
  const window = hannWindow(WINDOW_SAMPLES);
  const input = new Float32Array(WINDOW_SAMPLES);
  const spectrum = new Float64Array(fft.bins);
  const magnitude = new Float32Array(fft.bins);
  const binHz = sampleRateHz / WINDOW_SAMPLES;
  const first = Math.max(2, Math.floor(lowestHz / binHz));
  const last = Math.min(fft.bins - 2, Math.ceil(highestHz / binHz));
  const offsets = new Int32Array(frames + 1);
  const frequencies: number[] = [];
  const magnitudes: number[] = [];
  for (let frame = 0; frame < frames; frame++) {
    const start = frame * HOP_SAMPLES - WINDOW_SAMPLES / 2;
    input.fill(0);
    const from = Math.max(0, -start);
    const to = Math.min(WINDOW_SAMPLES, signal.length - start);
    for (let i = from; i < to; i++) input[i] = signal[start + i] * window[i];
    fft.magnitudes(input, spectrum);
    let strongest = 0;
    for (let bin = first - 1; bin <= last + 1; bin++) {
      magnitude[bin] = (spectrum[bin] * 4) / WINDOW_SAMPLES;
      strongest = Math.max(strongest, magnitude[bin]);
    }
    const floor = Math.max(strongest * PEAK_FLOOR, 1e-5);
    for (let bin = first; bin <= last; bin++) {
      const [a, b, c] = [magnitude[bin - 1], magnitude[bin], magnitude[bin + 1]];
      if (b < floor || b <= a || b < c) continue;
      const [la, lb, lc] = [Math.log(a + 1e-9), Math.log(b), Math.log(c + 1e-9)];
      const shift = (0.5 * (la - lc)) / (la - 2 * lb + lc);
      frequencies.push((bin + shift) * binHz);
      magnitudes.push(b);
    }
    offsets[frame + 1] = frequencies.length;
  }
  return {
    frames,
    hopSeconds: HOP_SAMPLES / sampleRateHz,
    offsets,
    frequenciesHz: Float32Array.from(frequencies),
    magnitudes: Float32Array.from(magnitudes),
  };
}

/** How a song is tuned. */
export interface Tuning {
  /** Deviation from A = 440 Hz, -50 to 50. */
  cents: number;
  /** How near the peaks lie to semitones of that tuning: 1 all of them on one, 0 anywhere between. */
  clarity: number;
}

/** Circular mean of the peaks' distances from the nearest semitone. */
export function estimateTuning(peaks: SpectralPeaks): Tuning {
  let real = 0;
  let imaginary = 0;
  let total = 0;
  for (let i = 0; i < peaks.frequenciesHz.length; i++) {
    const semitones = 12 * Math.log2(peaks.frequenciesHz[i] / MIDDLE_C_HZ);
    real += peaks.magnitudes[i] * Math.cos(2 * Math.PI * semitones);
    imaginary += peaks.magnitudes[i] * Math.sin(2 * Math.PI * semitones);
    total += peaks.magnitudes[i];
  }
  if (total === 0) return { cents: 0, clarity: 0 };
  return {
    cents: (Math.atan2(imaginary, real) / (2 * Math.PI)) * 100,
    clarity: Math.hypot(real, imaginary) / total,
  };
}

export function computeChroma(peaks: SpectralPeaks, tuningCents: number): Chroma {
  const values = new Float32Array(peaks.frames * 12);
  for (let frame = 0; frame < peaks.frames; frame++) {
    for (let i = peaks.offsets[frame]; i < peaks.offsets[frame + 1]; i++) {
      const semitones = 12 * Math.log2(peaks.frequenciesHz[i] / MIDDLE_C_HZ) - tuningCents / 100;
      addPeak(values, frame * 12, semitones, Math.sqrt(peaks.magnitudes[i]));
    }
  }
  return { frames: peaks.frames, hopSeconds: peaks.hopSeconds, values };
}

/** Adds a peak to the pitch classes that it may come from. @param semitones above C */
function addPeak(values: Float32Array, offset: number, semitones: number, weight: number): void {
  let share = weight;
  for (let harmonic = 1; harmonic <= HARMONICS; harmonic++) {
    const pitch = semitones - 12 * Math.log2(harmonic);
    const nearest = Math.round(pitch);
    const distance = pitch - nearest;
    values[offset + (((nearest % 12) + 12) % 12)] += share * Math.cos(Math.PI * distance) ** 2;
    share *= HARMONIC_DECAY;
  }
}

/**
 * What one tone on C gives, 12 values that sum to 1.
 * @param overtones roots of the magnitudes of the tone's harmonics, the fundamental first
 */
export function chromaOfTone(overtones: readonly number[]): Float32Array {
  const values = new Float32Array(12);
  overtones.forEach((root, i) => {
    addPeak(values, 0, 12 * Math.log2(i + 1), root);
  });
  const sum = values.reduce((total, value) => total + value, 0);
  return values.map((value) => value / sum);
}

/** Mean chroma between two times, 12 values. */
export function meanChroma(chroma: Chroma, startSeconds: number, endSeconds: number): Float64Array {
  const sum = new Float64Array(12);
  const from = Math.max(0, Math.round(startSeconds / chroma.hopSeconds));
  const to = Math.min(
    chroma.frames,
    Math.max(from + 1, Math.round(endSeconds / chroma.hopSeconds)),
  );
  for (let frame = from; frame < to; frame++) {
    for (let pitch = 0; pitch < 12; pitch++) sum[pitch] += chroma.values[frame * 12 + pitch];
  }
  for (let pitch = 0; pitch < 12; pitch++) sum[pitch] /= Math.max(1, to - from);
  return sum;
}
