/**
 * Where sections begin: novelty along the bars of the song, then the division whose boundaries are new
 * and whose lengths are those that songs have.
 * Source: J. Foote, "Automatic audio segmentation using a measure of audio novelty", ICME 2000.
 */

/** Half-widths of the checkerboard kernels in bars. */
const KERNEL_BARS = [4, 8] as const;
const LONGEST_BARS = 32;
/** Contrast at which a bar line is half new. */
const HALF_NEW_CONTRAST = 0.45;

/** Cost of a section by its length in bars, in units of a boundary's novelty. */
function lengthCost(bars: number): number {
  if (bars < 2) return 2;
  if (bars < 4) return 0.8;
  const odd = bars % 4 === 0 ? 0 : bars % 2 === 0 ? 0.2 : 0.4;
  const short = bars < 8 ? 0.06 : 0;
  const long = bars > 16 ? 0.02 * (bars - 16) : 0;
  return 0.36 + odd + short + long;
}

function distance(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += (a[i] - b[i]) ** 2;
  return Math.sqrt(sum);
}

/** Distances of every bar from the bars up to `reach` after it. */
function bandedDistances(features: readonly Float64Array[], reach: number): Float64Array[] {
  return features.map((feature, i) =>
    Float64Array.from({ length: Math.min(reach, features.length - i) }, (_, lag) =>
      distance(feature, features[i + lag]),
    ),
  );
}

/**
 * How new every bar line is, 0 to 1: by how much bars on either side of it differ from each other more
 * than among themselves.
 */
export function barNovelty(features: readonly Float64Array[]): Float64Array {
  const bars = features.length;
  const distances = bandedDistances(features, 2 * Math.max(...KERNEL_BARS));
  const novelty = new Float64Array(bars + 1);
  for (const width of KERNEL_BARS) {
    for (let line = 1; line < bars; line++) {
      let [within, withinCount, across, acrossCount] = [0, 0, 0, 0];
      const to = Math.min(bars, line + width);
      for (let i = Math.max(0, line - width); i < to; i++) {
        for (let j = i + 1; j < to; j++) {
          const near = ((i - line + 0.5) / width) ** 2 + ((j - line + 0.5) / width) ** 2;
          const taper = Math.exp(-near);
          if (i < line !== j < line) {
            across += taper * distances[i][j - i];
            acrossCount += taper;
          } else {
            within += taper * distances[i][j - i];
            withinCount += taper;
          }
        }
      }
      if (withinCount === 0 || acrossCount === 0) continue;
      const inside = within / withinCount;
      const contrast = Math.max(0, across / acrossCount - inside) / (inside + 0.25);
      novelty[line] += contrast / (contrast + HALF_NEW_CONTRAST) / KERNEL_BARS.length;
    }
  }
  return novelty;
}

/** @returns bar lines at which sections begin, from 0 to the number of bars */
export function divideBars(novelty: Float64Array): number[] {
  const bars = novelty.length - 1;
  const scores = new Float64Array(bars + 1).fill(-Infinity);
  const origins = new Int32Array(bars + 1);
  scores[0] = 0;
  for (let line = 1; line <= bars; line++) {
    for (let length = 1; length <= Math.min(LONGEST_BARS, line); length++) {
      // The last part may be a tail of any length from two bars on.
      const isTail = line === bars && length > 1;
      const cost = isTail ? Math.min(0.5, lengthCost(length)) : lengthCost(length);
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
