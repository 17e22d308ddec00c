/** Pictures of sound from reduced peaks: a column a pixel, the highest peak that falls into it. */
import type { BandOverview } from '@/lib/audio/waveform-overview';
import { COLORS } from '../theme/colors';

/** Bands from the largest to the smallest shape, so that each stays visible on the one before. */
const BANDS = [
  { name: 'low', color: COLORS.bandLow, gain: 1 },
  { name: 'mid', color: COLORS.bandMid, gain: 0.85 },
  { name: 'high', color: COLORS.bandHigh, gain: 0.7 },
] as const;

/** Three bands over each other, mirrored about the middle. */
export function drawBands(
  context: CanvasRenderingContext2D,
  overview: BandOverview,
  width: number,
  height: number,
): void {
  const loudest = Math.max(1, highest(overview.low), highest(overview.mid), highest(overview.high));
  for (const { name, color, gain } of BANDS) {
    drawPeaks(context, overview[name], { width, height, color, scale: gain / loudest });
  }
}

/** One shape, mirrored about the middle. `scale` turns a stored peak into a share of the height. */
export function drawPeaks(
  context: CanvasRenderingContext2D,
  columns: Uint8Array,
  { width, height, color, scale }: { width: number; height: number; color: string; scale: number },
): void {
  const middle = height / 2;
  context.fillStyle = color;
  // One rectangle at a time: a single path of thousands takes far longer to fill.
  for (let x = 0; x < width; x++) {
    const peak = peakBetween(
      columns,
      (x / width) * columns.length,
      ((x + 1) / width) * columns.length,
    );
    const half = Math.max(0.5, peak * scale * middle);
    context.fillRect(x, middle - half, 1, 2 * half);
  }
}

/** The highest of the columns from one place to another; at least the one at the first place. */
export function peakBetween(columns: Uint8Array, from: number, to: number): number {
  const first = Math.min(Math.floor(from), columns.length - 1);
  const last = Math.max(first + 1, Math.min(Math.ceil(to), columns.length));
  let peak = 0;
  for (let i = first; i < last; i++) if (columns[i] > peak) peak = columns[i];
  return peak;
}

export function highest(columns: Uint8Array): number {
  return peakBetween(columns, 0, columns.length);
}
