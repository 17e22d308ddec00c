/** Whose the patterns are that a stretch of sound is made of, and what they, so owned, say of the stretch. */
import type { Factors, Rows } from './nonnegative-factors';

/** Vocals, drums, bass, other: so many values belong to one place. */
export const STEMS = 4;

/**
 * A pattern's shares, beside those of all patterns, to this power: what is mostly a voice's is nearly all a voice's.
 * Chosen like the constants of `recurring-sounds.ts`.
 */
const CLEARER = 3;

/**
 * Shares of the stems in each pattern's energy, pattern by pattern, made clearer.
 * @param spans what the factors were found of: of each row its own bands and those of the rows that follow
 * @param shares of the stems, by row and band
 */
export function findOwners(
  { rows, columns, values }: Rows,
  { parts, activations, patterns }: Factors,
  shares: Float32Array,
): Float64Array {
  const owners = new Float64Array(parts * STEMS);
  const bands = shares.length / STEMS / rows;
  const explained = new Float64Array(columns);
  const wanted = new Float64Array(columns * STEMS);
  for (let row = 0; row < rows; row++) {
    explained.fill(0);
    for (let part = 0; part < parts; part++) {
      const activation = activations[row * parts + part];
      for (let column = 0; column < columns; column++) {
        explained[column] += activation * patterns[part * columns + column];
      }
    }
    for (let column = 0; column < columns; column++) {
      const quotient = values[row * columns + column] / explained[column];
      const from = (row * bands + column) * STEMS;
      for (let stem = 0; stem < STEMS; stem++) {
        const share = from < shares.length ? shares[from + stem] : 1 / STEMS;
        wanted[column * STEMS + stem] = quotient * share;
      }
    }
    for (let part = 0; part < parts; part++) {
      let [vocals, drums, bass, other] = [0, 0, 0, 0];
      for (let column = 0; column < columns; column++) {
        const pattern = patterns[part * columns + column];
        vocals += pattern * wanted[STEMS * column];
        drums += pattern * wanted[STEMS * column + 1];
        bass += pattern * wanted[STEMS * column + 2];
        other += pattern * wanted[STEMS * column + 3];
      }
      const activation = activations[row * parts + part];
      owners[STEMS * part] += activation * vocals;
      owners[STEMS * part + 1] += activation * drums;
      owners[STEMS * part + 2] += activation * bass;
      owners[STEMS * part + 3] += activation * other;
    }
  }
  for (let at = 0; at < owners.length; at += STEMS) normalize(owners, at);
  makeClearer(owners);
  return owners;
}

/** What sets a pattern's owners apart from those of all patterns, made stronger. */
function makeClearer(owners: Float64Array): void {
  for (let stem = 0; stem < STEMS; stem++) {
    let usual = 0;
    for (let at = stem; at < owners.length; at += STEMS) usual += owners[at] / owners.length;
    usual *= STEMS;
    for (let at = stem; at < owners.length; at += STEMS) {
      owners[at] = usual > 0 ? usual * (owners[at] / usual) ** CLEARER : 0;
    }
  }
  for (let at = 0; at < owners.length; at += STEMS) normalize(owners, at);
}

/** Shares of the stems by row and band, as the patterns and their owners have it. */
export function sharesByPatterns(
  { parts, activations, patterns }: Factors,
  owners: Float64Array,
  rows: number,
  bands: number,
): Float64Array {
  const shares = new Float64Array(rows * bands * STEMS);
  const columns = patterns.length / parts;
  for (let row = 0; row < rows; row++) {
    const last = Math.min(columns, (rows - row) * bands);
    for (let part = 0; part < parts; part++) {
      const activation = activations[row * parts + part];
      const [vocals, drums, bass, other] = owners.subarray(STEMS * part, STEMS * (part + 1));
      for (let column = 0; column < last; column++) {
        const energy = activation * patterns[part * columns + column];
        const at = (row * bands + column) * STEMS;
        shares[at] += energy * vocals;
        shares[at + 1] += energy * drums;
        shares[at + 2] += energy * bass;
        shares[at + 3] += energy * other;
      }
    }
  }
  for (let at = 0; at < shares.length; at += STEMS) normalize(shares, at);
  return shares;
}

/** Scales the shares of the stems at a place so that they sum to one; what is nobody's is anybody's. */
export function normalize(shares: Float32Array | Float64Array, at: number): void {
  let sum = 0;
  for (let stem = 0; stem < STEMS; stem++) sum += shares[at + stem];
  for (let stem = 0; stem < STEMS; stem++) {
    shares[at + stem] = sum > 0 ? shares[at + stem] / sum : 1 / STEMS;
  }
}
