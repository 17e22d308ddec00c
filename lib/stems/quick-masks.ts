/**
 * Which stem a point of the spectrogram belongs to, from what is known of music without a model.
 *
 * - Drums are short and broad, notes are long and narrow: medians along time and along frequency tell
 *   them apart (D. FitzGerald, Harmonic/percussive separation using median filtering, DAFx 2010). Sung
 *   notes glide and tremble: what lasts may move on to the frequency beside it. At
 *   the bottom there are too few bins for a median along frequency; there the drums are what rises
 *   above the median along time.
 * - Bass is what is left below the crossover.
 * - The voice lies in its band and is told from the rest, `other`, by signs of its own (`voice-signs.ts`).
 *
 * All shares are soft and a point's four shares sum to 1, as in a Wiener filter, so that the stems sum
 * to the mix.
 */
import { type Line, medianFilterLine } from './median-filter';

/** Magnitudes of consecutive frames, one frame after the other. */
export interface MagnitudeBlock {
  frames: number;
  bins: number;
  values: Float32Array;
}

/** Shares of one frame's bins; what the three leave belongs to `other`. */
export interface FrameShares {
  vocals: Float32Array;
  drums: Float32Array;
  bass: Float32Array;
}

/** Median along time at the bottom: longer than a kick, shorter than most bass notes. */
const LOW_TIME_WINDOW_SECONDS = 0.5;
/** Median along time for notes: longer than a hit, shorter than a sung note. */
const TIME_WINDOW_SECONDS = 0.25;
/**
 * Bins to either side to which a note may glide within that time. Chosen by composed songs: with two, drums and bass
 * come out 0.1 dB worse and the voice no better.
 */
const GLIDE_BINS = 1;
/** Median along frequency: wider than a partial, narrower than a hit. */
const FREQUENCY_WINDOW_HZ = 250;

/** Below this only the median along time tells drums from bass. */
const LOW_DRUM_HZ = 130;
/** Up to where the longer median along time counts. */
const LOW_BAND_END_HZ = 400;
/** Above it a note that is not a hit is no longer counted as bass. */
const BASS_CROSSOVER_HZ = 220;
/** Fundamentals of most voices lie above, their strong formants below these. */
const VOICE_BAND_HZ = [150, 6000];

/** Keeps divisions defined in silence; far below one step of 24 bits. */
const TINY = 1e-20;

/** Frames to either side of a frame that its masks depend on. */
export function contextFrames(framesPerSecond: number): number {
  return oddWindow(LOW_TIME_WINDOW_SECONDS * framesPerSecond) >> 1;
}

/** Shares of drums and bass, and of the voice by how like one a point is, for one kind of spectrogram. */
export class QuickMasks {
  private readonly timeWindow: number;
  private readonly lowTimeWindow: number;
  private readonly frequencyWindow: number;
  private readonly lowBins: number;
  private readonly lowDrumWeight: Float32Array;
  private readonly bassWeight: Float32Array;
  private readonly voiceWeight: Float32Array;
  private readonly sorted: Float32Array;
  private smeared = new Float32Array(0);
  private lasting = new Float32Array(0);
  private steady = new Float32Array(0);
  private broad = new Float32Array(0);
  private drums = new Float32Array(0);

  constructor(
    private readonly bins: number,
    binWidthHz: number,
    framesPerSecond: number,
  ) {
    this.timeWindow = oddWindow(TIME_WINDOW_SECONDS * framesPerSecond);
    this.lowTimeWindow = oddWindow(LOW_TIME_WINDOW_SECONDS * framesPerSecond);
    this.frequencyWindow = oddWindow(FREQUENCY_WINDOW_HZ / binWidthHz);
    this.lowBins = Math.min(bins, Math.ceil(LOW_BAND_END_HZ / binWidthHz));
    this.sorted = new Float32Array(Math.max(this.lowTimeWindow, this.frequencyWindow));
    const byBin = (weight: (hz: number) => number) =>
      Float32Array.from({ length: bins }, (_, bin) => weight(bin * binWidthHz));
    const below = (cornerHz: number, order: number) => (hz: number) =>
      1 / (1 + (hz / cornerHz) ** order);
    this.lowDrumWeight = byBin(below(LOW_DRUM_HZ, 6)).fill(0, this.lowBins);
    this.bassWeight = byBin(below(BASS_CROSSOVER_HZ, 8));
    const [lowest, highest] = VOICE_BAND_HZ;
    this.voiceWeight = byBin((hz) => (1 - below(lowest, 4)(hz)) * below(highest, 4)(hz));
  }

  /** Takes in a block of magnitudes; {@link shares} then answers for the frames in it. */
  observe({ frames, bins, values }: MagnitudeBlock): void {
    if (this.steady.length < values.length) {
      this.smeared = new Float32Array(values.length);
      this.lasting = new Float32Array(values.length);
      this.steady = new Float32Array(values.length);
      this.broad = new Float32Array(values.length);
      this.drums = new Float32Array(values.length);
    }
    this.smear(values, bins);
    const line: Line = { start: 0, stride: bins, length: frames };
    for (line.start = 0; line.start < bins; line.start++) {
      medianFilterLine(this.smeared, this.lasting, line, this.timeWindow, this.sorted);
      if (line.start < this.lowBins) {
        medianFilterLine(values, this.steady, line, this.lowTimeWindow, this.sorted);
      }
    }
    line.stride = 1;
    line.length = bins;
    for (let frame = 0; frame < frames; frame++) {
      line.start = frame * bins;
      medianFilterLine(values, this.broad, line, this.frequencyWindow, this.sorted);
      for (let bin = 0; bin < bins; bin++) {
        const at = line.start + bin;
        this.drums[at] = this.drumShare(values[at], at, bin);
      }
    }
  }

  private drumShare(amplitude: number, at: number, bin: number): number {
    const steady = bin < this.lowBins ? this.steady[at] ** 2 : 0;
    const lasting = Math.max(steady, Math.min(this.lasting[at], amplitude) ** 2);
    const broad = this.broad[at] ** 2;
    const risen = Math.max(0, 1 - steady / (amplitude ** 2 + TINY));
    const low = this.lowDrumWeight[bin];
    return low * risen + ((1 - low) * broad) / (lasting + broad + TINY);
  }

  /** Writes for each point the largest of those to which its note may glide. */
  private smear(values: Float32Array, bins: number): void {
    for (let start = 0; start < values.length; start += bins) {
      for (let bin = 0; bin < bins; bin++) {
        const last = Math.min(bins - 1, bin + GLIDE_BINS);
        let most = 0;
        for (let beside = Math.max(0, bin - GLIDE_BINS); beside <= last; beside++) {
          if (values[start + beside] > most) most = values[start + beside];
        }
        this.smeared[start + bin] = most;
      }
    }
  }

  /** Writes the powers of one frame that may be a voice's: neither drums nor bass, and in its band. */
  voicePowers({ values }: MagnitudeBlock, frame: number, powers: Float32Array): void {
    for (let bin = 0; bin < powers.length; bin++) {
      const at = frame * this.bins + bin;
      const notes = (1 - this.drums[at]) * (1 - this.bassWeight[bin]) * values[at];
      powers[bin] = notes * notes * this.voiceWeight[bin];
    }
  }

  /**
   * Writes the shares of one frame of the block. `likeness` says for each bin how like a voice its notes are, 0 to 1.
   */
  shares(frame: number, likeness: Float32Array, { vocals, drums, bass }: FrameShares): void {
    for (let bin = 0; bin < this.bins; bin++) {
      const drumShare = this.drums[frame * this.bins + bin];
      const notes = 1 - drumShare;
      const bassShare = this.bassWeight[bin];
      drums[bin] = drumShare;
      bass[bin] = notes * bassShare;
      vocals[bin] = notes * (1 - bassShare) * this.voiceWeight[bin] * likeness[bin];
    }
  }
}

function oddWindow(length: number): number {
  return 2 * Math.max(1, Math.round(length / 2)) + 1;
}
