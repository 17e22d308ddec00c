/**
 * A second look at whose a sound is: sounds that are alike mostly come from the same source, wherever they are. The
 * song is taken for a sum of some dozens of short patterns; each is given to the stems that its energy went to at
 * first, and more clearly so. Where a voice comes back, or a hit is new, the first look is misled and this one is not.
 * Sources: D. Lee and H. Seung, Learning the parts of objects by non-negative matrix factorization (Nature 1999); P.
 * Smaragdis, Non-negative matrix factor deconvolution (ICA 2004), for patterns that last; P. Seetharaman et al.,
 * Bootstrapping single-channel source separation via unsupervised spatial clustering on stereo mixtures (ICASSP 2019),
 * for learning from one's own first estimate.
 */
import type { Random } from '@/lib/base/random';
import { type Factors, factorize, type Rows } from './nonnegative-factors';
import type { FrameShares } from './quick-masks';

/** Frames that are summed to a row: 46 ms. */
const ROW_FRAMES = 4;
/** Rows that a pattern lasts. */
const PATTERN_ROWS = 3;
/** Patterns of a song, and rounds in which they are found. */
const PATTERNS = 40;
const ROUNDS = 30;
/** Bands are a bin wide at the bottom, a semitone above, and end where voices have next to nothing. */
const BAND_RATIO = 2 ** (1 / 12);
const NARROW_UP_TO_HZ = 650;
const HIGHEST_HZ = 9000;
/** A pattern's shares, beside those of all patterns, to this power: mostly a voice's is nearly all a voice's. */
const CLEARER = 3;
/** Added to the power of every point, of the mean. */
const FLOOR = 1e-6;
/** No look may rule a stem out. */
const LEAST_SHARE = 1e-4;

const STEMS = 4;

/** The sounds of consecutive frames: first all are observed, then it learns, then it answers for each. */
export class RecurringSounds {
  private readonly edges: readonly number[];
  private readonly bands: number;
  private readonly rows: number;
  /** Power by row and band, and how much of it is whose. */
  private readonly powers: Float32Array;
  private readonly parts: Float32Array;
  /** Shares by row, band and stem; none of silence. */
  private looks: Float32Array = new Float32Array(0);
  private readonly look = new Float64Array(STEMS);

  constructor(hzPerBin: number, bins: number, frames: number) {
    this.edges = bandEdges(hzPerBin, bins);
    this.bands = this.edges.length - 1;
    this.rows = Math.ceil(frames / ROW_FRAMES);
    this.powers = new Float32Array(this.rows * this.bands);
    this.parts = new Float32Array(this.powers.length * STEMS);
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
        this.parts[STEMS * at + 3] += power * (1 - vocals[bin] - drums[bin] - bass[bin]);
      }
    }
  }

  /** Finds the patterns, and whose each is. @param pause called now and then with the share of the work done */
  async learn(random: Random, pause: (fraction: number) => Promise<void>): Promise<void> {
    if (!this.powers.some((power) => power > 0)) return;
    const spans = this.spans();
    const factors = await factorize(spans, PATTERNS, ROUNDS, random, (round) =>
      pause(round / ROUNDS),
    );
    const owners = clearer(this.owners(spans, factors));
    this.looks = this.lookAgain(factors, owners);
  }

  /** Power from each row to the end of a pattern that begins there, with a mean of one. */
  private spans(): Rows {
    const { rows, bands, powers } = this;
    const columns = PATTERN_ROWS * bands;
    const mean = powers.reduce((sum, power) => sum + power, 0) / powers.length;
    const values = new Float32Array(rows * columns);
    for (let row = 0; row < rows; row++) {
      const following = powers.subarray(row * bands, row * bands + columns);
      values.set(
        following.map((power) => power / mean),
        row * columns,
      );
    }
    return { rows, columns, values: values.map((value) => value + FLOOR) };
  }

  /** Shares of the stems in each pattern's energy, pattern by pattern. */
  private owners({ rows, columns, values }: Rows, { activations, patterns }: Factors) {
    const owners = new Float64Array(PATTERNS * STEMS);
    const explained = new Float64Array(columns);
    const wanted = new Float64Array(columns * STEMS);
    for (let row = 0; row < rows; row++) {
      explained.fill(0);
      for (let part = 0; part < PATTERNS; part++) {
        const activation = activations[row * PATTERNS + part];
        for (let column = 0; column < columns; column++) {
          explained[column] += activation * patterns[part * columns + column];
        }
      }
      for (let column = 0; column < columns; column++) {
        const quotient = values[row * columns + column] / explained[column];
        const at = row * this.bands + column;
        const power = at < this.powers.length ? this.powers[at] : 0;
        for (let stem = 0; stem < STEMS; stem++) {
          const share = power > 0 ? this.parts[STEMS * at + stem] / power : 1 / STEMS;
          wanted[column * STEMS + stem] = quotient * share;
        }
      }
      for (let part = 0; part < PATTERNS; part++) {
        let [vocals, drums, bass, other] = [0, 0, 0, 0];
        for (let column = 0; column < columns; column++) {
          const pattern = patterns[part * columns + column];
          vocals += pattern * wanted[STEMS * column];
          drums += pattern * wanted[STEMS * column + 1];
          bass += pattern * wanted[STEMS * column + 2];
          other += pattern * wanted[STEMS * column + 3];
        }
        const activation = activations[row * PATTERNS + part];
        owners[STEMS * part] += activation * vocals;
        owners[STEMS * part + 1] += activation * drums;
        owners[STEMS * part + 2] += activation * bass;
        owners[STEMS * part + 3] += activation * other;
      }
    }
    for (let at = 0; at < owners.length; at += STEMS) normalize(owners, at);
    return owners;
  }

  /** What the patterns, each with its owners, say of each row and band. */
  private lookAgain({ activations, patterns }: Factors, owners: Float64Array): Float32Array {
    const looks = new Float32Array(this.parts.length);
    const columns = PATTERN_ROWS * this.bands;
    for (let row = 0; row < this.rows; row++) {
      const last = Math.min(columns, this.powers.length - row * this.bands);
      for (let part = 0; part < PATTERNS; part++) {
        const activation = activations[row * PATTERNS + part];
        const [vocals, drums, bass, other] = owners.subarray(STEMS * part, STEMS * (part + 1));
        for (let column = 0; column < last; column++) {
          const energy = activation * patterns[part * columns + column];
          const at = (row * this.bands + column) * STEMS;
          looks[at] += energy * vocals;
          looks[at + 1] += energy * drums;
          looks[at + 2] += energy * bass;
          looks[at + 3] += energy * other;
        }
      }
    }
    for (let at = 0; at < looks.length; at += STEMS) normalize(looks, at);
    return looks;
  }

  /** Brings the second look into a frame's shares: both count alike, as factors. */
  refine(frame: number, { vocals, drums, bass }: FrameShares): void {
    if (this.looks.length === 0) return;
    const place = (frame - (ROW_FRAMES - 1) / 2) / ROW_FRAMES;
    const row = Math.max(0, Math.floor(place));
    const before = row * this.bands * STEMS;
    const after = Math.min(row + 1, this.rows - 1) * this.bands * STEMS;
    const weight = Math.max(0, place - row);
    const { looks, look } = this;
    for (let band = 0; band < this.bands; band++) {
      for (let stem = 0; stem < STEMS; stem++) {
        const early = looks[before + band * STEMS + stem];
        const late = looks[after + band * STEMS + stem];
        look[stem] = early + weight * (late - early) + LEAST_SHARE;
      }
      for (let bin = this.edges[band]; bin < this.edges[band + 1]; bin++) {
        const other = Math.max(0, 1 - vocals[bin] - drums[bin] - bass[bin]);
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
  for (let edge = 1; edge < Math.min(bins, HIGHEST_HZ / hzPerBin); ) {
    edges.push(Math.round(edge));
    edge = Math.max(edge + 1, edge * hzPerBin < NARROW_UP_TO_HZ ? 0 : edge * BAND_RATIO);
  }
  edges.push(Math.min(bins, Math.ceil(HIGHEST_HZ / hzPerBin)));
  return edges;
}

/** What sets a pattern's owners apart from those of all patterns, made stronger. */
function clearer(owners: Float64Array): Float64Array {
  const clear = new Float64Array(owners.length);
  for (let stem = 0; stem < STEMS; stem++) {
    let usual = 0;
    for (let at = stem; at < owners.length; at += STEMS) usual += owners[at] / PATTERNS;
    for (let at = stem; at < owners.length; at += STEMS) {
      clear[at] = usual > 0 ? usual * (owners[at] / usual) ** CLEARER : 0;
    }
  }
  for (let at = 0; at < clear.length; at += STEMS) normalize(clear, at);
  return clear;
}

/** Scales the shares of the stems at a place so that they sum to one; nobody's are anybody's. */
function normalize(shares: Float32Array | Float64Array, at: number): void {
  let sum = 0;
  for (let stem = 0; stem < STEMS; stem++) sum += shares[at + stem];
  for (let stem = 0; stem < STEMS; stem++) {
    shares[at + stem] = sum > 0 ? shares[at + stem] / sum : 1 / STEMS;
  }
}
