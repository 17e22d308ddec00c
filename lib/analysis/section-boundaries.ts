/**
 * Where sections begin: novelty along the bars of the song, then the division whose boundaries are new
 * and whose lengths are those that songs have.
 * Source: J. Foote, "Automatic audio segmentation using a measure of audio novelty", ICME 2000.
 */
import { cosineDistance } from './beat-features';
import { percentile } from './statistics';

/** Half-widths of the checkerboard kernels in bars. */
const KERNEL_BARS = [4, 8] as const;
const LONGEST_BARS = 32;
/** Cost of a section by its length in bars, in units of a strong boundary's novelty. */
function lengthCost(bars: number): number {
  if (bars < 2) return 3;
  if (bars < 4) return 0.9;
  const odd = bars % 4 === 0 ? 0 : bars % 2 === 0 ? 0.25 : 0.45;
  const long = bars > 16 ? 0.02 * (bars - 16) : 0;
  return 0.45 + odd + long + (bars === 4 ? 0.1 : 0);
}

/** Novelty at every bar line, 1 for the song's strong ones. */
export function barNovelty(features: readonly Float64Array[]): Float64Array {
  const bars = features.length;
  const novelty = new Float64Array(bars + 1);
  for (const width of KERNEL_BARS) {
    for (let line = 1; line < bars; line++) {
      let [within, withinCount, across, acrossCount] = [0, 0, 0, 0];
      for (let i = Math.max(0, line - width); i < Math.min(bars, line + width); i++) {
        for (let j = i + 1; j < Math.min(bars, line + width); j++) {
          const distance = cosineDistance(features[i], features[j]);
          const taper = Math.exp(
            -(((i - line + 0.5) / width) ** 2 + ((j - line + 0.5) / width) ** 2),
          );
          if (i < line !== j < line) {
            across += taper * distance;
            acrossCount += taper;
          } else {
            within += taper * distance;
            withinCount += taper;
          }
        }
      }
      const inside = withinCount > 0 ? within / withinCount : 0;
      const between = acrossCount > 0 ? across / acrossCount : 0;
      novelty[line] += Math.max(0, between - inside) / KERNEL_BARS.length;
    }
  }
  const strong = percentile(novelty, 0.95);
  return strong > 1e-9 ? novelty.map((value) => Math.min(1.5, value / strong)) : novelty;
}

/** @returns bar lines at which sections begin, from 0 to the number of bars */
export function divideBars(novelty: Float64Array): number[] {
  const bars = novelty.length - 1;
  const scores = new Float64Array(bars + 1).fill(-Infinity);
  const origins = new Int32Array(bars + 1);
  scores[0] = 0;
  for (let line = 1; line <= bars; line++) {
    for (let length = 1; length <= Math.min(LONGEST_BARS, line); length++) {
      const isEdge = line === bars || line === length;
      // The first and last part may be a pickup or a tail of any length.
      const cost = isEdge ? Math.min(0.5, lengthCost(length)) : lengthCost(length);
      const score = scores[line - length] + (line < bars ? novelty[line] : 0) - cost;
      if (score > scores[line]) {
        scores[line] = score;
        origins[line] = line - length;
      }
    }
  }
  const lines = [bars];
  while (lines[0] > 0) lines.unshift(origins[lines[0]]);
  return lines;
}
