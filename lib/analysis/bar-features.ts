/** Every bar as a vector: who plays and how loud, how busy the drums are, colour, harmony, voice. */
import { bandAtHz } from '@/lib/audio/band-spectrogram';
import { meanByBeat } from './beat-features';
import type { SignalFrames } from './signal-frames';
import type { SongSignals } from './song-signals';
import { clamp, mean, percentile, standardDeviation } from './statistics';

/** Levels more than this under a stem's loud bars are all the same silence. */
const RANGE_DB = 36;
/** Edges of the coarse bands that describe colour. */
const BAND_EDGES_HZ = [30, 120, 300, 800, 2000, 5000, 10000, 16000] as const;
/** Weight of each group of features in the distance between two bars. */
const GROUP_WEIGHTS = { levels: 1, drums: 1, colour: 1, harmony: 0.5, voice: 0.7 } as const;
/** Deviation below which a feature counts as constant: it is not blown up to the size of the others. */
const LEAST_DEVIATION = 0.06;

/** A feature over the bars, about 0 to 1. */
type Row = number[];

function toBars(byBeat: readonly number[], lines: readonly number[]): Row {
  return lines.slice(1).map((to, bar) => mean(byBeat.slice(lines[bar], to)));
}

/** Power by beat as a level between silence (0) and the signal's loud bars (1). */
function levelRow(
  power: ArrayLike<number>,
  beats: readonly number[],
  lines: readonly number[],
): Row {
  const bars = toBars(meanByBeat(power, beats), lines).map((p) => 10 * Math.log10(p + 1e-10));
  const loud = percentile(bars, 0.95);
  return bars.map((level) => clamp((level - loud + RANGE_DB) / RANGE_DB, 0, 1.2));
}

/** Onset strength by bar relative to the busiest bars. */
function busyRow(onset: Float32Array, beats: readonly number[], lines: readonly number[]): Row {
  const bars = toBars(meanByBeat(onset, beats), lines);
  const busiest = Math.max(percentile(bars, 0.95), 1e-6);
  return bars.map((value) => clamp(value / busiest, 0, 1.2));
}

/** Sum of magnitudes squared between two bands by frame. */
export function bandPower(signal: SignalFrames, fromBand: number, toBand: number): Float32Array {
  const { frames, bands, magnitudes } = signal.spectrogram;
  const power = new Float32Array(frames);
  for (let frame = 0; frame < frames; frame++) {
    for (let band = fromBand; band < toBand; band++) {
      power[frame] += magnitudes[frame * bands + band] ** 2;
    }
  }
  return power;
}

function colourRows(
  signal: SignalFrames,
  beats: readonly number[],
  lines: readonly number[],
): Row[] {
  return BAND_EDGES_HZ.slice(1).map((highHz, i) => {
    const from = bandAtHz(signal.spectrogram, BAND_EDGES_HZ[i]);
    const to = bandAtHz(signal.spectrogram, highHz);
    return levelRow(bandPower(signal, from, to), beats, lines);
  });
}

/**
 * @param lines bar lines as beat indices
 * @returns one vector a bar, scaled so that Euclidean distance weighs the groups evenly
 */
export function computeBarFeatures(
  { mix, stems }: SongSignals,
  beats: readonly number[],
  lines: readonly number[],
  chromaByBeat: readonly Float64Array[],
  voiceByBeat: readonly number[],
): Float64Array[] {
  const groups: Record<keyof typeof GROUP_WEIGHTS, Row[]> = {
    levels: [stems.drums, stems.bass, stems.other, mix].map(({ power }) =>
      levelRow(power, beats, lines),
    ),
    drums: (['low', 'mid', 'high'] as const).map((register) =>
      busyRow(stems.drums.onset[register], beats, lines),
    ),
    colour: [...colourRows(mix, beats, lines), ...colourRows(stems.other, beats, lines)],
    harmony: Array.from({ length: 12 }, (_, pitch) =>
      toBars(
        chromaByBeat.map((chroma) => chroma[pitch]),
        lines,
      ),
    ),
    voice: [toBars(voiceByBeat, lines)],
  };
  const vectors = lines.slice(1).map(() => [] as number[]);
  for (const name of Object.keys(GROUP_WEIGHTS) as (keyof typeof GROUP_WEIGHTS)[]) {
    const rows = groups[name];
    const scale = Math.sqrt(GROUP_WEIGHTS[name] / rows.length);
    for (const row of rows) {
      const deviation = Math.max(standardDeviation(row), LEAST_DEVIATION);
      for (const [bar, value] of row.entries()) vectors[bar].push((scale * value) / deviation);
    }
  }
  return vectors.map((vector) => Float64Array.from(vector));
}
