/**
 * The inner loops of growing a tree, two 64-bit numbers at once: a row's first and second derivative, or two
 * borders of a feature. Every sum runs in the order in which plain loops would run it, so that the bits are
 * theirs.
 */
import {
  assemble,
  type Code,
  double2,
  int,
  type Local,
  type WasmFunction,
  whileTrue,
} from '@/lib/base/wasm-assembler';

const { add, subtract, multiply, divide, load, loadSplat, store } = double2;
/** Bytes of a row number, of a double, and of two. */
const ROW = 4;
const DOUBLE = 8;
const PAIR = 16;
const PAIR_BITS = 4;

/** Features that are summed in one pass over the rows. */
export const FEATURES_AT_ONCE = 4;

const step = (variable: Local, bytes: number): Code =>
  variable.set(int.add(variable.get, int.of(bytes)));

/** Derivatives in the order of a list of rows. */
const reorder: WasmFunction = {
  parameters: 4,
  body: ([order, orderEnd, derivatives, output]) => [
    whileTrue(int.isLess(order.get, orderEnd.get), [
      store(
        output.get,
        load(int.add(derivatives.get, int.shiftLeft(int.load(order.get), PAIR_BITS))),
      ),
      step(order, ROW),
      step(output, PAIR),
    ]),
  ],
};

/** Adds a run of ordered rows to the sums by bin of four features. */
const sumRows: WasmFunction = {
  parameters: 3 + 2 * FEATURES_AT_ONCE,
  body([order, orderEnd, ordered, ...features], declare) {
    const columns = features.slice(0, FEATURES_AT_ONCE);
    const sums = features.slice(FEATURES_AT_ONCE);
    const [row, at] = [declare.int(), declare.int()];
    const both = declare.vector();
    return [
      whileTrue(int.isLess(order.get, orderEnd.get), [
        row.set(int.load(order.get)),
        both.set(load(ordered.get)),
        ...columns.flatMap((column, i) => [
          at.set(
            int.add(
              sums[i].get,
              int.shiftLeft(int.loadByte(int.add(column.get, row.get)), PAIR_BITS),
            ),
          ),
          store(at.get, add(load(at.get), both.get)),
        ]),
        step(order, ROW),
        step(ordered, PAIR),
      ]),
    ];
  },
};

/** Writes what was summed of one half of a leaf there, and what is left of the leaf to the other half. */
const partLeaf: WasmFunction = {
  parameters: 5,
  body([summed, summedEnd, parent, half, rest], declare) {
    const [one, left] = [declare.vector(), declare.vector()];
    return [
      whileTrue(int.isLess(summed.get, summedEnd.get), [
        one.set(load(summed.get)),
        left.set(subtract(load(parent.get), one.get)),
        store(rest.get, left.get),
        store(half.get, one.get),
        ...[summed, parent, half, rest].map((at) => step(at, PAIR)),
      ]),
    ];
  },
};

/**
 * Adds what splitting a leaf at each border comes to: the sum of both sides' squares over their curvature.
 * Where a direction is kept, a split whose higher side would be worse (1) or better (-1) comes to no more than
 * the leaf as it is. To `whole` is added what that is.
 */
function addGains(keepsDirection: boolean): WasmFunction {
  return {
    parameters: 6,
    body([sums, sumsEnd, gains, l2, whole, direction], declare) {
      const vectors = () => declare.vector();
      const [total, damping, first, curve] = [vectors(), vectors(), vectors(), vectors()];
      const [before, upTo, asItIs] = [vectors(), vectors(), vectors()];
      const [low, lowCurve, high, highCurve] = [vectors(), vectors(), vectors(), vectors()];
      const gain = declare.vector();
      const at = declare.int();
      const isForbidden = double2.isLess(
        multiply(
          subtract(multiply(low.get, highCurve.get), multiply(high.get, lowCurve.get)),
          loadSplat(direction.get),
        ),
        double2.zero,
      );
      return [
        at.set(sums.get),
        whileTrue(int.isLess(at.get, sumsEnd.get), [
          total.set(add(total.get, load(at.get))),
          step(at, PAIR),
        ]),
        damping.set(loadSplat(l2.get)),
        first.set(double2.lows(total.get, total.get)),
        curve.set(double2.highs(total.get, total.get)),
        asItIs.set(divide(multiply(first.get, first.get), add(curve.get, damping.get))),
        store(whole.get, add(load(whole.get), asItIs.get)),
        curve.set(add(curve.get, add(damping.get, damping.get))),
        // no first derivative yet, and the damping
        before.set(double2.lows(double2.zero, damping.get)),
        // two bins at a time; what comes out past the last border is nobody's gain
        whileTrue(int.isLess(sums.get, sumsEnd.get), [
          before.set(add(before.get, load(sums.get))),
          upTo.set(add(before.get, load(sums.get, PAIR))),
          low.set(double2.lows(before.get, upTo.get)),
          lowCurve.set(double2.highs(before.get, upTo.get)),
          before.set(upTo.get),
          high.set(subtract(first.get, low.get)),
          highCurve.set(subtract(curve.get, lowCurve.get)),
          gain.set(
            divide(
              add(
                multiply(multiply(low.get, low.get), highCurve.get),
                multiply(multiply(high.get, high.get), lowCurve.get),
              ),
              multiply(lowCurve.get, highCurve.get),
            ),
          ),
          keepsDirection ? gain.set(double2.select(isForbidden, asItIs.get, gain.get)) : [],
          store(gains.get, add(load(gains.get), gain.get)),
          step(sums, 2 * PAIR),
          step(gains, PAIR),
        ]),
      ];
    },
  };
}

const FUNCTIONS = {
  reorder,
  sumRows,
  partLeaf,
  addFreeGains: addGains(false),
  addKeptGains: addGains(true),
};

export interface TreeSizes {
  rows: number;
  features: number;
  /** Of each feature, and leaves whose sums are kept. */
  bins: number;
  leaves: number;
}

/** The memory in which trees grow; the functions take addresses in it, which are the lists' byte offsets. */
export interface TreeKernel {
  run: Record<keyof typeof FUNCTIONS, (...addresses: number[]) => void>;
  /** Bin of every row, feature after feature. */
  bins: Uint8Array;
  /** Row numbers, leaf after leaf, with one place more; and room for them after a split. */
  order: Int32Array;
  spare: Int32Array;
  /** First and second derivative of every row, interleaved; and in the order of `order`. */
  derivatives: Float64Array;
  ordered: Float64Array;
  /** Sums of both derivatives, interleaved, by feature, leaf and bin; and those of one run of rows. */
  sums: Float64Array;
  summed: Float64Array;
  /** What a split at each border comes to. */
  gains: Float64Array;
  /** Leaves as they are, twice; the damping; the direction that is kept. */
  whole: Float64Array;
  l2: Float64Array;
  direction: Float64Array;
}

export function createTreeKernel({ rows, features, bins, leaves }: TreeSizes): TreeKernel {
  let end = 0;
  const place = (length: number, bytesEach: number) => {
    const at = end;
    end += PAIR * Math.ceil((length * bytesEach) / PAIR);
    return { at, length };
  };
  const doubles = (length: number) => place(length, DOUBLE);
  const places = {
    order: place(rows + 1, ROW),
    spare: place(rows + 1, ROW),
    derivatives: doubles(2 * rows),
    ordered: doubles(2 * rows),
    sums: doubles(2 * bins * leaves * features),
    summed: doubles(2 * bins * FEATURES_AT_ONCE),
    gains: doubles(bins + 1),
    whole: doubles(2),
    l2: doubles(1),
    direction: doubles(1),
    bins: place(rows * features, 1),
  };
  const { memory, run } = assemble(FUNCTIONS, end);
  const doublesOf = ({ at, length }: { at: number; length: number }) =>
    new Float64Array(memory, at, length);
  return {
    run,
    bins: new Uint8Array(memory, places.bins.at, places.bins.length),
    order: new Int32Array(memory, places.order.at, places.order.length),
    spare: new Int32Array(memory, places.spare.at, places.spare.length),
    derivatives: doublesOf(places.derivatives),
    ordered: doublesOf(places.ordered),
    sums: doublesOf(places.sums),
    summed: doublesOf(places.summed),
    gains: doublesOf(places.gains),
    whole: doublesOf(places.whole),
    l2: doublesOf(places.l2),
    direction: doublesOf(places.direction),
  };
}
