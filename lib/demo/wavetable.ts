/** Band-limited oscillators: one period in a table for each half octave, so that nothing folds back. */
import { SAMPLE_RATE_HZ } from '@/lib/audio/pcm';

/** Samples a period; a power of two, so that a 32-bit phase indexes it by a shift. */
const TABLE_BITS = 11;
const TABLE_SIZE = 1 << TABLE_BITS;
export const PHASE_SHIFT = 32 - TABLE_BITS;
export const PHASE_MASK = (1 << PHASE_SHIFT) - 1;
export const PHASE_FRACTION = 1 / (1 << PHASE_SHIFT);

/** Harmonics stop here, well under the Nyquist frequency. */
const HIGHEST_HARMONIC_HZ = 18000;
const LOWEST_TABLE_HZ = 20;

export type Waveform = 'sine' | 'saw' | 'square' | 'triangle' | 'organ' | 'hollow';

/** Amplitude of the nth harmonic (1 = fundamental). */
const HARMONICS: Record<Waveform, (n: number) => number> = {
  sine: (n) => (n === 1 ? 1 : 0),
  saw: (n) => 0.6 / n,
  square: (n) => (n % 2 === 1 ? 0.8 / n : 0),
  triangle: (n) => (n % 2 === 1 ? ((n % 4 === 1 ? 1 : -1) * 0.81) / (n * n) : 0),
  organ: (n) => [0, 0.5, 0.4, 0.3, 0.2, 0, 0.12, 0, 0.14][n] ?? 0,
  hollow: (n) => (n % 2 === 1 ? 0.7 / n ** 1.5 : 0.12 / n ** 1.2),
};

const tables = new Map<string, Float32Array>();

/** One period (and its first sample again, for interpolation) fit for a frequency. */
export function wavetable(waveform: Waveform, frequencyHz: number): Float32Array {
  const octaves = Math.log2(Math.max(frequencyHz, LOWEST_TABLE_HZ) / LOWEST_TABLE_HZ);
  const band = Math.ceil(octaves * 2 - 1e-6);
  const name = `${waveform} ${band}`;
  let table = tables.get(name);
  if (!table) {
    table = buildTable(waveform, LOWEST_TABLE_HZ * 2 ** (band / 2));
    tables.set(name, table);
  }
  return table;
}

function buildTable(waveform: Waveform, highestHz: number): Float32Array {
  const table = new Float32Array(TABLE_SIZE + 1);
  const harmonics = Math.max(
    1,
    Math.min(TABLE_SIZE / 2 - 1, Math.floor(HIGHEST_HARMONIC_HZ / highestHz)),
  );
  const sines = new Float64Array(TABLE_SIZE);
  for (let i = 0; i < TABLE_SIZE; i++) sines[i] = Math.sin((2 * Math.PI * i) / TABLE_SIZE);
  for (let n = 1; n <= harmonics; n++) {
    const amplitude = HARMONICS[waveform](n);
    if (amplitude === 0) continue;
    for (let i = 0; i < TABLE_SIZE; i++) table[i] += amplitude * sines[(i * n) & (TABLE_SIZE - 1)];
  }
  table[TABLE_SIZE] = table[0];
  return table;
}

/** Step of the 32-bit phase for a frequency. */
export function phaseIncrement(frequencyHz: number): number {
  return Math.round((frequencyHz / SAMPLE_RATE_HZ) * 4294967296) | 0;
}

/** A starting phase from a number in [0, 1). */
export function phaseFrom(fraction: number): number {
  return Math.floor(fraction * 4294967296) | 0;
}

/** Adds a steady tone to a span of a buffer. */
export function addTone(
  output: Float32Array,
  start: number,
  end: number,
  waveform: Waveform,
  frequencyHz: number,
  gain: number,
  startPhase: number,
): void {
  const table = wavetable(waveform, frequencyHz);
  const increment = phaseIncrement(frequencyHz);
  let phase = startPhase;
  for (let i = start; i < end; i++) {
    const index = phase >>> PHASE_SHIFT;
    const fraction = (phase & PHASE_MASK) * PHASE_FRACTION;
    output[i] += gain * (table[index] + fraction * (table[index + 1] - table[index]));
    phase = (phase + increment) | 0;
  }
}
