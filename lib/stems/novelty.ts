/**
 * What does not come back. Accompaniments repeat from bar to bar, voices do so less: what a moment has above the
 * median of its repeats is new, and rather the voice's.
 * Source: Z. Rafii and B. Pardo, Music/voice separation using the similarity matrix (ISMIR 2012).
 */
import { lengthSamples, type Pcm } from '@/lib/audio/pcm';
import type { Stft } from '@/lib/audio/stft';
import { findRepeats, type Lags, MOMENT_FRAMES, type Outlines } from './repeats';

/** Of each second frame of a transform: how new each bin is, 0 to 255; of higher bins nothing is known. */
export interface Novelty {
  frames: number;
  bins: number;
  values: Uint8Array;
}

/** Frames of the transform to one that is looked at: 23 ms. */
export const FRAMES_TO_NOVELTY = 2;
/** A shorter song has too few repeats to tell. */
const LEAST_SECONDS = 20;
/** Voices have next to nothing above. */
export const HIGHEST_HZ = 9000;

/** Bands by which moments are compared: narrow for notes, broad where only noise is left. */
const NOTE_BANDS = { fromHz: 40, toHz: 5000, bands: 80 };
const NOISE_BANDS = { fromHz: 5000, toHz: 16_000, bands: 10 };
/** Levels are compared by this power of them: loud and soft notes count about alike, silence does not. */
const LOUDNESS_POWER = 0.25;

/** Where its repeats have this much of a point's level, -8 dB, it is as likely new as not; */
const EVEN_RATIO = 0.4;
/** and the odds of that go with this power of the two levels' ratio. */
const SLOPE = 3;

/** Frames and moments that are worked on between two pauses. */
const PAUSE_FRAMES = 128;
const PAUSE_MOMENTS = 32;

/**
 * How new each point of a song is.
 * @param pause called now and then with the share of the work that is done
 * @returns null where the song is too short
 */
export async function measureNovelty(
  mix: Pcm,
  stft: Stft,
  pause: (fraction: number) => Promise<void>,
): Promise<Novelty | null> {
  if (lengthSamples(mix) < LEAST_SECONDS * mix.sampleRateHz) return null;
  const frames = Math.ceil(stft.frameCount(lengthSamples(mix)) / FRAMES_TO_NOVELTY);
  const hzPerBin = mix.sampleRateHz / stft.size;
  const bins = Math.min(stft.bins, Math.ceil(HIGHEST_HZ / hzPerBin));
  const edges = [...bandEdges(NOTE_BANDS, hzPerBin), ...bandEdges(NOISE_BANDS, hzPerBin).slice(1)];
  const levels = new Float32Array(frames * bins);
  const bands = edges.length - 1;
  const outlines: Outlines = { frames, bands, values: new Float32Array(frames * bands) };
  const level = new Float32Array(stft.bins);
  for (let frame = 0; frame < frames; frame++) {
    if (frame % PAUSE_FRAMES === 0) await pause((0.3 * frame) / frames);
    measureLevels(mix, stft, frame * FRAMES_TO_NOVELTY, level);
    levels.set(level.subarray(0, bins), frame * bins);
    outline(level, edges, outlines.values.subarray(frame * bands, (frame + 1) * bands));
  }
  const framesPerSecond = mix.sampleRateHz / stft.hop / FRAMES_TO_NOVELTY;
  const moments = Math.ceil(frames / MOMENT_FRAMES);
  const repeats = await findRepeats(outlines, framesPerSecond, (moment) =>
    moment % PAUSE_MOMENTS === 0 ? pause(0.3 + (0.4 * moment) / moments) : undefined,
  );
  const novelty: Novelty = { frames, bins, values: new Uint8Array(frames * bins) };
  for (let frame = 0; frame < frames; frame++) {
    if (frame % PAUSE_FRAMES === 0) await pause(0.7 + (0.3 * frame) / frames);
    compare(levels, frame, repeats[Math.floor(frame / MOMENT_FRAMES)], novelty);
  }
  return novelty;
}

function bandEdges({ fromHz, toHz, bands }: typeof NOTE_BANDS, hzPerBin: number): number[] {
  const edges = Array.from({ length: bands + 1 }, (_, band) =>
    Math.round((fromHz * (toHz / fromHz) ** (band / bands)) / hzPerBin),
  );
  return [...new Set(edges)];
}

/** Amplitudes of a frame's bins over all channels. */
function measureLevels({ channels }: Pcm, stft: Stft, frame: number, level: Float32Array): void {
  const spectrum = new Float32Array(2 * stft.bins);
  level.fill(0);
  for (const channel of channels) {
    stft.analyze(channel, frame, spectrum);
    for (let bin = 0; bin < level.length; bin++) {
      level[bin] += spectrum[2 * bin] ** 2 + spectrum[2 * bin + 1] ** 2;
    }
  }
  for (let bin = 0; bin < level.length; bin++) level[bin] = Math.sqrt(level[bin]);
}

function outline(level: Float32Array, edges: readonly number[], bands: Float32Array): void {
  for (let band = 0; band < bands.length; band++) {
    let sum = 0;
    for (let bin = edges[band]; bin < edges[band + 1]; bin++) sum += level[bin];
    bands[band] = (sum / (edges[band + 1] - edges[band])) ** LOUDNESS_POWER;
  }
}

/** Writes how new a frame's bins are beside the median of its repeats. */
function compare(
  levels: Float32Array,
  frame: number,
  lags: Lags,
  { frames, bins, values }: Novelty,
): void {
  const others = lags.map((lag) => frame + lag).filter((other) => other >= 0 && other < frames);
  const sorted = new Float32Array(others.length);
  for (let bin = 0; bin < bins; bin++) {
    for (let count = 0; count < others.length; count++) {
      const level = levels[others[count] * bins + bin];
      let at = count;
      for (; at > 0 && sorted[at - 1] > level; at--) sorted[at] = sorted[at - 1];
      sorted[at] = level;
    }
    const at = frame * bins + bin;
    const ratio = sorted[sorted.length >> 1] / (EVEN_RATIO * levels[at]);
    values[at] = levels[at] > 0 ? 255 / (1 + ratio ** SLOPE) : 0;
  }
}
