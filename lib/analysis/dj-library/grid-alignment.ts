/**
 * The offset between an imported grid and our PCM: each program's MP3 decoder leaves its own delay at
 * the head of a file, 20 to 50 ms more or less than ours.
 */

/** Wider than any decoder's delay, narrower than half a sixteenth at 120 BPM. */
const SEARCH_SECONDS = 0.06;
const STEP_SECONDS = 0.0005;
/** Spread of onsets around their beat: human timing and the detector's own. */
const SPREAD_SECONDS = 0.004;
/** Another peak at least this far off is a rival: a bass that speaks late, say, beside the drums. */
const RIVAL_SECONDS = 0.012;
/** Fewer beats with an onset in reach than this say nothing. */
const FEWEST_BEATS = 8;

/** Evidence of a sound's start; strengths count relative to each other. */
export interface WeightedOnset {
  seconds: number;
  strength: number;
}

export interface GridOffset {
  /** To be added to the imported times. */
  offsetSeconds: number;
  /**
   * How far the best offset stands out from all others, 0 to 1; below some 0.3 either no offset fits
   * or two of them do.
   */
  confidence: number;
}

/**
 * Finds the offset within ±60 ms at which the beats of an imported grid meet the onsets of the audio.
 * @param beatsSeconds rising
 * @param onsets sharp attacks, best those of the drums, in any order
 * @returns offset 0 with confidence 0 where too few beats have an onset in reach
 */
export function alignImportedGrid(
  beatsSeconds: readonly number[],
  onsets: readonly WeightedOnset[],
): GridOffset {
  const reach = SEARCH_SECONDS + 3 * SPREAD_SECONDS;
  const bins = 2 * Math.round(reach / STEP_SECONDS) + 1;
  const middle = (bins - 1) / 2;
  const histogram = new Float64Array(bins);
  const beatsInReach = new Set<number>();
  let next = 0;
  for (const { seconds, strength } of [...onsets].sort((a, b) => a.seconds - b.seconds)) {
    while (next < beatsSeconds.length && beatsSeconds[next] < seconds - reach) next++;
    for (let i = next; i < beatsSeconds.length && beatsSeconds[i] <= seconds + reach; i++) {
      const bin = middle + Math.round((seconds - beatsSeconds[i]) / STEP_SECONDS);
      if (bin < 0 || bin >= bins || !(strength > 0)) continue;
      // The square root keeps a few loud hits from outvoting all others.
      histogram[bin] += Math.sqrt(strength);
      beatsInReach.add(i);
    }
  }
  if (beatsInReach.size < FEWEST_BEATS) return { offsetSeconds: 0, confidence: 0 };
  return peakOf(smooth(histogram), middle);
}

/** Convolution with a Gaussian of the onsets' spread. */
function smooth(histogram: Float64Array): Float64Array {
  const radius = Math.ceil((3 * SPREAD_SECONDS) / STEP_SECONDS);
  const smoothed = new Float64Array(histogram.length);
  for (let d = -radius; d <= radius; d++) {
    const weight = Math.exp(-0.5 * ((d * STEP_SECONDS) / SPREAD_SECONDS) ** 2);
    const to = Math.min(histogram.length, histogram.length - d);
    for (let i = Math.max(0, -d); i < to; i++) smoothed[i + d] += weight * histogram[i];
  }
  return smoothed;
}

function peakOf(curve: Float64Array, middle: number): GridOffset {
  const searched = Math.round(SEARCH_SECONDS / STEP_SECONDS);
  let best = middle;
  let total = 0;
  for (let bin = middle - searched; bin <= middle + searched; bin++) {
    total += curve[bin];
    // Of equals the smaller offset.
    const isNearer = Math.abs(bin - middle) < Math.abs(best - middle);
    if (curve[bin] > curve[best] || (curve[bin] === curve[best] && isNearer)) best = bin;
  }
  const [left, peak, right] = [curve[best - 1], curve[best], curve[best + 1]];
  const curvature = left - 2 * peak + right;
  const fraction = curvature < 0 ? (0.5 * (left - right)) / curvature : 0;
  const mean = total / (2 * searched + 1);
  return {
    offsetSeconds: (best - middle + fraction) * STEP_SECONDS,
    confidence: standsOut(peak, mean) * (1 - rivalOf(curve, best, middle) / (peak || 1)),
  };
}

/** 0 for onsets spread evenly over the range, 1 for all at one offset. */
function standsOut(peak: number, mean: number): number {
  if (peak <= 0) return 0;
  const evenShare = (Math.sqrt(2 * Math.PI) * SPREAD_SECONDS) / (2 * SEARCH_SECONDS);
  const share = (mean / peak - evenShare) / (1 - evenShare);
  return Math.min(1, Math.max(0, 1 - share));
}

/** The highest other peak within the search. */
function rivalOf(curve: Float64Array, best: number, middle: number): number {
  const searched = Math.round(SEARCH_SECONDS / STEP_SECONDS);
  const apart = Math.round(RIVAL_SECONDS / STEP_SECONDS);
  let rival = 0;
  for (let bin = middle - searched; bin <= middle + searched; bin++) {
    const isPeak = curve[bin] >= curve[bin - 1] && curve[bin] >= curve[bin + 1];
    if (isPeak && Math.abs(bin - best) >= apart) rival = Math.max(rival, curve[bin]);
  }
  return rival;
}
