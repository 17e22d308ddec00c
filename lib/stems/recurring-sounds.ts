/**
 * A second look at whose a sound is: sounds that are alike mostly come from the same source, wherever they are. What is
 * heard is taken for a sum of some dozens of short patterns; each is given to the stems that its energy went to at
 * first, and more clearly so. So a voice that comes back, or a hit that is new, is known by the others that are like it.
 * Sources: D. Lee and H. Seung, Learning the parts of objects by non-negative matrix factorization (Nature 1999); that
 * patterns last, P. Smaragdis, Non-negative matrix factor deconvolution (ICA 2004), though here the rows that one lasts
 * are laid side by side and factored plainly; that it learns from its own first estimate, P. Seetharaman et al.,
 * Bootstrapping single-channel source separation via unsupervised spatial clustering on stereo mixtures (ICASSP 2019).
 */
import type { Random } from '@/lib/base/random';
import { factorize, type Rows } from './nonnegative-factors';
import { HIGHEST_HZ } from './novelty';
import { findOwners, normalize, STEMS, sharesByPatterns } from './pattern-owners';
import type { FrameShares } from './quick-masks';

/*
 * Rows, patterns and rounds were chosen by 24 real songs with true stems, which are no part of the project.
 * Half or twice as many of each, and other first patterns, come to within 0.2 dB of these on all four stems.
 */
/** Frames that are summed to a row: 46 ms at 44.1 kHz. */
export const ROW_FRAMES = 4;
/** Rows that a pattern lasts. */
const PATTERN_ROWS = 3;
/** How many patterns there are, and rounds in which they are found. */
const PATTERNS = 40;
const ROUNDS = 30;
/** Bands are a bin wide up to where notes can hardly be told apart by less than a semitone, then a semitone. */
const NARROW_UP_TO_HZ = 650;
const BAND_RATIO = 2 ** (1 / 12);
/** So much of the mean power is added everywhere: patterns need not account for silence. */
const FLOOR = 1e-6;
/** Neither look may rule a stem out. */
const LEAST_SHARE = 1e-4;

/** Consecutive rows. */
interface Stretch {
  first: number;
  rows: number;
}

/** The sounds of a song: first frames are observed, then it learns from a stretch of them, then it answers for those. */
export class RecurringSounds {
  private readonly edges: readonly number[];
  private readonly bands: number;
  private readonly rows: number;
  /** Power by row and band, and how much of it is whose. */
  private readonly powers: Float32Array;
  private readonly parts: Float32Array;
  /** Shares by row, band and stem, summed over the stretches they were learned from, and the stretches' weights. */
  private readonly looks: Float32Array;
  private readonly weights: Float32Array;
  private readonly look = new Float64Array(STEMS);

  constructor(hzPerBin: number, bins: number, frames: number) {
    this.edges = bandEdges(hzPerBin, bins);
    this.bands = this.edges.length - 1;
    this.rows = Math.ceil(frames / ROW_FRAMES);
    this.powers = new Float32Array(this.rows * this.bands);
    this.parts = new Float32Array(this.powers.length * STEMS);
    this.looks = new Float32Array(this.parts.length);
    this.weights = new Float32Array(this.rows);
  }

  /** Takes in one frame's magnitudes and first shares. */
  observe(frame: number, magnitudes: Float32Array, { vocals, drums, bass }: FrameShares): void {
    const row = Math.floor(frame / ROW_FRAMES);
    for (let band = 0; band < this.bands; band++) {
      const at = row * this.bands + band;
      for (let bin = this.edges[band]; bin < this.edges[band + 1]; bin++) {
        const power = magnitudes[bin] ** 2;
        this.powers[at] += power;
        this.parts[STEMS * at] += power * vocals[bin];
        this.parts[STEMS * at + 1] += power * drums[bin];
        this.parts[STEMS * at + 2] += power * bass[bin];
        this.parts[STEMS * at + 3] += power * otherShare(vocals[bin], drums[bin], bass[bin]);
      }
    }
  }

  /**
   * Finds the patterns of the frames `from` to `until` (exclusive), and whose each is. What is learned from two
   * stretches counts by how far inside of each a moment lies.
   * @param from a multiple of {@link ROW_FRAMES}
   * @param pause called now and then with the share of the work that is done
   */
  async learn(
    from: number,
    until: number,
    random: Random,
    pause: (fraction: number) => Promise<void>,
  ): Promise<void> {
    const first = from / ROW_FRAMES;
    const stretch = { first, rows: Math.ceil(until / ROW_FRAMES) - first };
    const spans = this.spans(stretch);
    const steps = ROUNDS + 2;
    const factors = await factorize(spans, PATTERNS, ROUNDS, random, (round) =>
      pause(round / steps),
    );
    await pause(ROUNDS / steps);
    const owners = findOwners(spans, factors, this.firstShares(stretch));
    await pause((ROUNDS + 1) / steps);
    this.blend(stretch, sharesByPatterns(factors, owners, stretch.rows, this.bands));
  }

  /** Power from each row to the end of a pattern that begins there, with a mean of one. */
  private spans({ first, rows }: Stretch): Rows {
    const { bands } = this;
    const powers = this.powers.subarray(first * bands, (first + rows) * bands);
    const mean = powers.reduce((sum, power) => sum + power, 0) / powers.length;
    const columns = PATTERN_ROWS * bands;
    const values = new Float32Array(rows * columns).fill(FLOOR);
    for (let row = 0; row < rows && mean > 0; row++) {
      const following = powers.subarray(row * bands, row * bands + columns);
      following.forEach((power, column) => {
        values[row * columns + column] += power / mean;
      });
    }
    return { rows, columns, values };
  }

  /** First shares of the stems by row and band. */
  private firstShares({ first, rows }: Stretch): Float32Array {
    const rowShares = this.bands * STEMS;
    const shares = this.parts.slice(first * rowShares, (first + rows) * rowShares);
    for (let at = 0; at < shares.length; at += STEMS) normalize(shares, at);
    return shares;
  }

  /** Adds what was learned of a stretch: by row, band and stem. */
  private blend({ first, rows }: Stretch, looks: Float64Array): void {
    const rowLooks = this.bands * STEMS;
    for (let row = 0; row < rows; row++) {
      const weight = Math.min(row + 1, rows - row);
      this.weights[first + row] += weight;
      for (let at = row * rowLooks; at < (row + 1) * rowLooks; at++) {
        this.looks[first * rowLooks + at] += weight * looks[at];
      }
    }
  }

  /** Brings the second look into the shares of a frame it has learned from: both count alike, as factors. */
  refine(frame: number, { vocals, drums, bass }: FrameShares): void {
    const { look, looks, weights, bands } = this;
    const place = (frame - (ROW_FRAMES - 1) / 2) / ROW_FRAMES;
    const before = Math.max(0, Math.floor(place));
    const next = Math.min(before + 1, this.rows - 1);
    const after = weights[next] > 0 ? next : before;
    const ofAfter = Math.max(0, place - before) / weights[after];
    const ofBefore = (1 - Math.max(0, place - before)) / weights[before];
    for (let band = 0; band < bands; band++) {
      for (let stem = 0; stem < STEMS; stem++) {
        const early = looks[(before * bands + band) * STEMS + stem];
        const late = looks[(after * bands + band) * STEMS + stem];
        look[stem] = ofBefore * early + ofAfter * late + LEAST_SHARE;
      }
      for (let bin = this.edges[band]; bin < this.edges[band + 1]; bin++) {
        const other = otherShare(vocals[bin], drums[bin], bass[bin]);
        const voice = Math.sqrt((vocals[bin] + LEAST_SHARE) * look[0]);
        const hit = Math.sqrt((drums[bin] + LEAST_SHARE) * look[1]);
        const low = Math.sqrt((bass[bin] + LEAST_SHARE) * look[2]);
        const sum = voice + hit + low + Math.sqrt((other + LEAST_SHARE) * look[3]);
        vocals[bin] = voice / sum;
        drums[bin] = hit / sum;
        bass[bin] = low / sum;
      }
    }
  }
}

function bandEdges(hzPerBin: number, bins: number): number[] {
  const edges = [0];
  const end = Math.min(bins, Math.ceil(HIGHEST_HZ / hzPerBin));
  for (let edge = 1; Math.round(edge) < end; ) {
    edges.push(Math.round(edge));
    edge = Math.max(edge + 1, edge * hzPerBin < NARROW_UP_TO_HZ ? 0 : edge * BAND_RATIO);
  }
  return [...edges, end];
}

function otherShare(vocals: number, drums: number, bass: number): number {
  return Math.max(0, 1 - vocals - drums - bass);
}
