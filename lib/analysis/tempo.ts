/**
 * Tempo over time and as a whole: a tempogram by windowed autocorrelation with a comb over four beats,
 * and a log-Gaussian preference for the tempi that people tap.
 * Sources: P. Grosche, M. Müller, "Cyclic tempogram", ICASSP 2010; D. Ellis, "Beat tracking by dynamic
 * programming", JNMR 2007 (log-Gaussian weighting).
 */
import { FRAME_RATE_HZ } from '@/lib/audio/band-spectrogram';
import { RealFft } from '@/lib/audio/fft';
import { clamp } from './statistics';

/** Tempi at which pulses are tracked. */
export const SLOWEST_BPM = 50;
export const FASTEST_BPM = 216;
/** Tempi of the tempogram stand 1 % apart. */
const STEP = Math.log(1.01);
const WINDOW_FRAMES = 10 * FRAME_RATE_HZ;
const HOP_FRAMES = 2 * FRAME_RATE_HZ;
/** Weights of the autocorrelation at 1, 2, 3 and 4 beats. */
const COMB = [1, 0.9, 0.5, 0.9];
/** Preferred tempo and spread in octaves (rules of the house: 90 to 150 BPM are preferred). */
const PREFERRED_BPM = 118;
const PREFERENCE_OCTAVES = 0.55;

export interface Tempogram {
  /** Tempo by column. */
  tempiBpm: Float32Array;
  windows: number;
  /** Centre of window w is (w · 2 + 5) s. */
  values: Float32Array;
}

export interface TempoEstimate {
  tempoBpm: number;
  /** Other readings, most likely first. */
  alternativesBpm: number[];
  /** 0 to 1. */
  confidence: number;
}

export function windowCentreSeconds(window: number): number {
  return (window * HOP_FRAMES + WINDOW_FRAMES / 2) / FRAME_RATE_HZ;
}

function interpolate(values: Float32Array, position: number): number {
  const index = Math.floor(position);
  if (index + 1 >= values.length) return 0;
  return values[index] + (position - index) * (values[index + 1] - values[index]);
}

/** Autocorrelation of stretches of a curve, by way of their power spectrum (Wiener and Khinchin). */
class Autocorrelation {
  private readonly fft: RealFft;
  private readonly stretch: Float64Array;
  private readonly spectrum: Float64Array;

  /** @param longest stretch, in frames */
  constructor(
    private readonly lags: number,
    longest: number,
  ) {
    const size = 2 ** Math.ceil(Math.log2(longest + lags));
    this.fft = new RealFft(size);
    this.stretch = new Float64Array(size);
    this.spectrum = new Float64Array(2 * this.fft.bins);
  }

  /** 1 at lag 0, each lag by the frames it has; 0 throughout for silence. */
  of(curve: Float32Array): Float32Array {
    const { stretch, spectrum, fft } = this;
    const mean = curve.reduce((sum, value) => sum + value, 0) / Math.max(1, curve.length);
    stretch.fill(0);
    for (let i = 0; i < curve.length; i++) stretch[i] = curve[i] - mean;
    fft.forward(stretch, spectrum);
    for (let i = 0; i < spectrum.length; i += 2) {
      spectrum[i] = spectrum[i] ** 2 + spectrum[i + 1] ** 2;
      spectrum[i + 1] = 0;
    }
    fft.inverse(spectrum, stretch);
    const result = new Float32Array(this.lags);
    const power = stretch[0] / Math.max(1, curve.length);
    if (power < 1e-6) return result;
    for (let lag = 0; lag < Math.min(this.lags, curve.length); lag++) {
      result[lag] = stretch[lag] / (curve.length - lag) / power;
    }
    return result;
  }
}

export function computeTempogram(pulse: Float32Array): Tempogram {
  const columns = Math.floor(Math.log(FASTEST_BPM / SLOWEST_BPM) / STEP) + 1;
  const tempiBpm = Float32Array.from(
    { length: columns },
    (_, i) => SLOWEST_BPM * Math.exp(i * STEP),
  );
  const windows = Math.max(1, Math.floor((pulse.length - WINDOW_FRAMES) / HOP_FRAMES) + 1);
  const values = new Float32Array(windows * columns);
  const lags = Math.ceil((4.1 * 60 * FRAME_RATE_HZ) / SLOWEST_BPM);
  const autocorrelation = new Autocorrelation(lags, WINDOW_FRAMES);
  for (let window = 0; window < windows; window++) {
    const start = window * HOP_FRAMES;
    const correlation = autocorrelation.of(pulse.subarray(start, start + WINDOW_FRAMES));
    for (let column = 0; column < columns; column++) {
      const period = (60 * FRAME_RATE_HZ) / tempiBpm[column];
      let score = 0;
      for (let beats = 1; beats <= COMB.length; beats++) {
        score += COMB[beats - 1] * interpolate(correlation, beats * period);
      }
      values[window * columns + column] = Math.max(0, score);
    }
  }
  return { tempiBpm, windows, values };
}

/** What lies between two times of a song. */
export function tempogramBetween(
  { tempiBpm, windows, values }: Tempogram,
  startSeconds: number,
  endSeconds: number,
): Tempogram {
  const columns = tempiBpm.length;
  const within = Array.from({ length: windows }, (_, window) => window).filter(
    (window) =>
      windowCentreSeconds(window) >= startSeconds && windowCentreSeconds(window) <= endSeconds,
  );
  const from = within[0] ?? windows - 1;
  const count = Math.max(1, within.length);
  return {
    tempiBpm,
    windows: count,
    values: values.subarray(from * columns, (from + count) * columns),
  };
}

/** Log-Gaussian preference, 1 at its centre. */
export function tempoPreference(bpm: number): number {
  const octaves = Math.log2(bpm / PREFERRED_BPM) / PREFERENCE_OCTAVES;
  return Math.exp(-0.5 * octaves * octaves);
}

/** The tempo that most of the song agrees on. */
export function estimateTempo(tempogram: Tempogram): TempoEstimate {
  const { tempiBpm, windows, values } = tempogram;
  const columns = tempiBpm.length;
  const total = new Float32Array(columns);
  for (let window = 0; window < windows; window++) {
    for (let column = 0; column < columns; column++) {
      // A drifting tempo spreads over neighbours: count the best within ±1 %.
      let best = 0;
      for (let near = Math.max(0, column - 1); near <= Math.min(columns - 1, column + 1); near++) {
        best = Math.max(best, values[window * columns + near]);
      }
      total[column] += best / windows;
    }
  }
  const weighted = total.map((value, column) => value * tempoPreference(tempiBpm[column]));
  const peaks: number[] = [];
  for (let column = 1; column < columns - 1; column++) {
    if (weighted[column] > weighted[column - 1] && weighted[column] >= weighted[column + 1]) {
      peaks.push(column);
    }
  }
  peaks.sort((a, b) => weighted[b] - weighted[a]);
  const best = peaks[0] ?? 0;
  const combTotal = COMB.reduce((a, b) => a + b);
  return {
    tempoBpm: tempiBpm[best],
    alternativesBpm: peaks.slice(1, 5).map((column) => tempiBpm[column]),
    confidence: clamp(total[best] / combTotal / 0.35, 0, 1),
  };
}

/** Tempi may move this far from the song's own over its length, where nothing speaks for more. */
const USUAL_REACH = 1.3;
/** Cost of moving by one column (1 %) from window to window. */
const MOVE_COST = 0.08;

/**
 * The tempo by window near `tempoBpm`: the path through the tempogram that is strong and moves little.
 * @param reach ratio by which it may move
 */
export function trackTempo(
  tempogram: Tempogram,
  tempoBpm: number,
  reach: number = USUAL_REACH,
): Float32Array {
  const { tempiBpm, windows, values } = tempogram;
  const columns = tempiBpm.length;
  const from = tempiBpm.findIndex((bpm) => bpm * reach >= tempoBpm);
  let to = from;
  while (to < columns && tempiBpm[to] <= reach * tempoBpm) to++;
  const width = to - from;
  const scores = new Float32Array(windows * width);
  const origins = new Int32Array(windows * width);
  for (let window = 0; window < windows; window++) {
    for (let column = 0; column < width; column++) {
      let best = 0;
      let origin = column;
      if (window > 0) {
        best = -Infinity;
        for (let previous = 0; previous < width; previous++) {
          const candidate =
            scores[(window - 1) * width + previous] - MOVE_COST * Math.abs(previous - column);
          if (candidate > best) {
            best = candidate;
            origin = previous;
          }
        }
      }
      scores[window * width + column] = best + values[window * columns + from + column];
      origins[window * width + column] = origin;
    }
  }
  const path = new Float32Array(windows);
  let column = 0;
  for (let i = 1; i < width; i++) {
    if (scores[(windows - 1) * width + i] > scores[(windows - 1) * width + column]) column = i;
  }
  for (let window = windows - 1; window >= 0; window--) {
    path[window] = tempiBpm[from + column];
    column = origins[window * width + column];
  }
  return path;
}
