/**
 * The inner loops of the band spectrogram: four windows of a signal at once are windowed, transformed and
 * summed into bands. Each number of the transform in {@link ComplexFft} and {@link RealFft} is here four, one
 * a window.
 */
import {
  assemble,
  type Code,
  float4,
  int,
  type Local,
  type WasmFunction,
  whileTrue,
} from '@/lib/base/wasm-assembler';

const { add, subtract, multiply, load, loadSplat, store, squareRoot } = float4;
/** Bytes of a float, and of the same float of four windows. */
const FLOAT = 4;
const QUAD = 16;
/** Bytes of a complex number of four windows. */
const COMPLEX = 2 * QUAD;

/** Windows that are transformed at once. */
export const WINDOWS_AT_ONCE = 4;

const step = (variable: Local, bytes: number): Code =>
  variable.set(int.add(variable.get, int.of(bytes)));
const moved = (base: Local, by: Local): Code => int.add(base.get, by.get);

/** (re, im) of a number times a factor. */
function turned(re: Code, im: Code, factorRe: Code, factorIm: Code): [re: Code, im: Code] {
  return [
    subtract(multiply(factorRe, re), multiply(factorIm, im)),
    add(multiply(factorRe, im), multiply(factorIm, re)),
  ];
}

/** Windows from four places of the sound into a buffer, and their energies before that. */
const takeWindows: WasmFunction = {
  parameters: 8,
  body([first, second, third, fourth, window, windowEnd, output, energies], declare) {
    const samples = declare.vector();
    const energy = declare.vector();
    return [
      energy.set(float4.zero),
      whileTrue(int.isLess(window.get, windowEnd.get), [
        samples.set(float4.gather([first.get, second.get, third.get, fourth.get])),
        energy.set(add(energy.get, multiply(samples.get, samples.get))),
        store(output.get, multiply(samples.get, loadSplat(window.get))),
        ...[first, second, third, fourth, window].map((at) => step(at, FLOAT)),
        step(output, QUAD),
      ]),
      store(energies.get, energy.get),
    ];
  },
};

/** A pass of four; offsets between the four inputs and between the four outputs are in bytes. */
const passOfFour: WasmFunction = {
  parameters: 6,
  body([input, inputEnd, output, factors, quarter, span], declare) {
    const [second, third, fourth] = [declare.int(), declare.int(), declare.int()];
    const [outSecond, outThird, outFourth] = [declare.int(), declare.int(), declare.int()];
    const groupEnd = declare.int();
    const quads = () => declare.vector();
    const [re1, im1, re2, im2, re3, im3] = [quads(), quads(), quads(), quads(), quads(), quads()];
    const [sumRe, sumIm, differenceRe, differenceIm] = [quads(), quads(), quads(), quads()];
    const [oddSumRe, oddSumIm, oddDifferenceRe, oddDifferenceIm] = [
      quads(),
      quads(),
      quads(),
      quads(),
    ];
    const write = (at: Code, [re, im]: readonly [Code, Code]): Code => [
      ...store(at, re),
      ...store(at, im, QUAD),
    ];
    return [
      whileTrue(int.isLess(input.get, inputEnd.get), [
        ...[re1, im1, re2, im2, re3, im3].map((factor, i) =>
          factor.set(loadSplat(factors.get, i * FLOAT)),
        ),
        step(factors, 6 * FLOAT),
        groupEnd.set(moved(input, span)),
        whileTrue(int.isLess(input.get, groupEnd.get), [
          second.set(moved(input, quarter)),
          third.set(moved(second, quarter)),
          fourth.set(moved(third, quarter)),
          outSecond.set(moved(output, span)),
          outThird.set(moved(outSecond, span)),
          outFourth.set(moved(outThird, span)),
          sumRe.set(add(load(input.get), load(third.get))),
          sumIm.set(add(load(input.get, QUAD), load(third.get, QUAD))),
          differenceRe.set(subtract(load(input.get), load(third.get))),
          differenceIm.set(subtract(load(input.get, QUAD), load(third.get, QUAD))),
          oddSumRe.set(add(load(second.get), load(fourth.get))),
          oddSumIm.set(add(load(second.get, QUAD), load(fourth.get, QUAD))),
          oddDifferenceRe.set(subtract(load(second.get), load(fourth.get))),
          oddDifferenceIm.set(subtract(load(second.get, QUAD), load(fourth.get, QUAD))),
          write(output.get, [add(sumRe.get, oddSumRe.get), add(sumIm.get, oddSumIm.get)]),
          write(
            outSecond.get,
            turned(
              add(differenceRe.get, oddDifferenceIm.get),
              subtract(differenceIm.get, oddDifferenceRe.get),
              re1.get,
              im1.get,
            ),
          ),
          write(
            outThird.get,
            turned(
              subtract(sumRe.get, oddSumRe.get),
              subtract(sumIm.get, oddSumIm.get),
              re2.get,
              im2.get,
            ),
          ),
          write(
            outFourth.get,
            turned(
              subtract(differenceRe.get, oddDifferenceIm.get),
              add(differenceIm.get, oddDifferenceRe.get),
              re3.get,
              im3.get,
            ),
          ),
          step(input, COMPLEX),
          step(output, COMPLEX),
        ]),
        // The outputs of a group lie one after the other, four spans of them.
        output.set(int.add(outFourth.get, int.of(COMPLEX))),
      ]),
    ];
  },
};

/** What is left where the size is no power of four. */
const passOfTwo: WasmFunction = {
  parameters: 4,
  body([input, inputEnd, output, half], declare) {
    const second = declare.int();
    return [
      whileTrue(int.isLess(input.get, inputEnd.get), [
        second.set(moved(input, half)),
        store(output.get, add(load(input.get), load(second.get))),
        store(moved(output, half), subtract(load(input.get), load(second.get))),
        step(input, QUAD),
        step(output, QUAD),
      ]),
    ];
  },
};

/** Magnitudes of the real signal's bins from both ends to the middle. */
const mergeMagnitudes: WasmFunction = {
  parameters: 5,
  body([low, high, factors, lowBin, highBin], declare) {
    const quads = () => declare.vector();
    const [sumRe, sumIm, oddRe, oddIm] = [quads(), quads(), quads(), quads()];
    const [re, im, factorRe, factorIm, half] = [quads(), quads(), quads(), quads(), quads()];
    const magnitude = (a: Code, b: Code): Code => [
      ...re.set(a),
      ...im.set(b),
      ...squareRoot(add(multiply(re.get, re.get), multiply(im.get, im.get))),
    ];
    const [turnedRe, turnedIm] = [quads(), quads()];
    const [byRe, byIm] = turned(oddRe.get, oddIm.get, factorRe.get, factorIm.get);
    return [
      half.set(loadSplat(factors.get)),
      step(factors, 2 * FLOAT),
      whileTrue(int.isAtMost(low.get, high.get), [
        sumRe.set(multiply(half.get, add(load(low.get), load(high.get)))),
        sumIm.set(multiply(half.get, subtract(load(low.get, QUAD), load(high.get, QUAD)))),
        oddRe.set(add(load(low.get, QUAD), load(high.get, QUAD))),
        oddIm.set(subtract(load(high.get), load(low.get))),
        factorRe.set(loadSplat(factors.get)),
        factorIm.set(loadSplat(factors.get, FLOAT)),
        turnedRe.set(byRe),
        turnedIm.set(byIm),
        store(lowBin.get, magnitude(add(sumRe.get, turnedRe.get), add(sumIm.get, turnedIm.get))),
        store(
          highBin.get,
          magnitude(subtract(sumRe.get, turnedRe.get), subtract(turnedIm.get, sumIm.get)),
        ),
        step(low, COMPLEX),
        step(high, -COMPLEX),
        step(factors, 2 * FLOAT),
        step(lowBin, QUAD),
        step(highBin, -QUAD),
      ]),
    ];
  },
};

/** Sums of the bins between one edge and the next: all, and weighed by their share in the rising filter. */
const sumSegments: WasmFunction = {
  parameters: 5,
  body([bin, edges, edgesEnd, shares, output], declare) {
    const [total, rising] = [declare.vector(), declare.vector()];
    const end = declare.int();
    return [
      whileTrue(int.isLess(edges.get, edgesEnd.get), [
        total.set(float4.zero),
        rising.set(float4.zero),
        end.set(int.load(edges.get)),
        whileTrue(int.isLess(bin.get, end.get), [
          total.set(add(total.get, load(bin.get))),
          rising.set(add(rising.get, multiply(load(bin.get), loadSplat(shares.get)))),
          step(bin, QUAD),
          step(shares, FLOAT),
        ]),
        store(output.get, rising.get),
        store(output.get, subtract(total.get, rising.get), QUAD),
        step(output, COMPLEX),
        step(edges, FLOAT),
      ]),
    ];
  },
};

export interface BandKernel {
  /** The sound goes in here, `blockSamples` of it. */
  readonly block: Float32Array;
  /**
   * Transforms the windows that begin at four samples of the block.
   * @returns energies of the windows, and for each segment between two edges of which a filter rises in the
   *   first and falls in the next: the rising and the falling share; four values each, one a window
   */
  run(starts: readonly number[]): { energies: Float32Array; segments: Float32Array };
}

/**
 * @param window as many values as a window has samples, a power of two of at least 16
 * @param edges FFT bins, rising, between which the segments lie
 * @param shares by bin from the first edge to the last: its share in the filter that rises there
 */
export function createBandKernel(
  window: Float32Array,
  edges: Int32Array,
  shares: Float32Array,
  blockSamples: number,
): BandKernel {
  const size = window.length;
  const half = size / 2;
  let end = 0;
  const place = (bytes: number) => {
    const at = end;
    end += QUAD * Math.ceil(bytes / QUAD);
    return at;
  };
  const at = {
    energies: place(QUAD),
    window: place(size * FLOAT),
    block: place(blockSamples * FLOAT),
    first: place(size * QUAD),
    second: place(size * QUAD),
    bins: place((half + 1) * QUAD),
    merge: place((size / 4 + 2) * 2 * FLOAT),
    edges: place(edges.length * FLOAT),
    shares: place(shares.length * FLOAT),
    segments: place((edges.length - 1) * COMPLEX),
  };
  const passes: { factors: number; span: number }[] = [];
  let rest = half;
  for (let span = 1; rest >= 4; rest /= 4, span *= 4) {
    passes.push({ factors: place((rest / 4) * 6 * FLOAT), span });
  }
  const { memory, run } = assemble(
    { takeWindows, passOfFour, passOfTwo, mergeMagnitudes, sumSegments },
    end,
  );
  const floats = new Float32Array(memory);
  floats.set(window, at.window / FLOAT);
  floats.set(shares, at.shares / FLOAT);
  new Int32Array(memory).set(
    edges.map((bin) => at.bins + bin * QUAD),
    at.edges / FLOAT,
  );
  const writeTurn = (address: number, turn: number, scale = 1) => {
    floats[address / FLOAT] = scale * Math.cos(2 * Math.PI * turn);
    floats[address / FLOAT + 1] = -scale * Math.sin(2 * Math.PI * turn);
  };
  let length = half;
  for (const { factors } of passes) {
    for (let p = 0; p < length / 4; p++) {
      for (let j = 1; j <= 3; j++)
        writeTurn(factors + (6 * p + 2 * j - 2) * FLOAT, (p * j) / length);
    }
    length /= 4;
  }
  // Begins with the half that sums are multiplied by, which is the first factor too.
  for (let bin = 0; bin <= size / 4; bin++) {
    writeTurn(at.merge + 2 * bin * FLOAT, bin / size, 0.5);
  }
  const energies = floats.subarray(at.energies / FLOAT, at.energies / FLOAT + WINDOWS_AT_ONCE);
  const segmentsFrom = at.segments / FLOAT;
  const segments = floats.subarray(
    segmentsFrom,
    segmentsFrom + (edges.length - 1) * 2 * WINDOWS_AT_ONCE,
  );
  return {
    block: floats.subarray(at.block / FLOAT, at.block / FLOAT + blockSamples),
    run(starts) {
      const [a, b, c, d] = starts.map((start) => at.block + start * FLOAT);
      run.takeWindows(a, b, c, d, at.window, at.window + size * FLOAT, at.first, at.energies);
      let [from, to] = [at.first, at.second];
      const quarter = (half / 4) * COMPLEX;
      for (const { factors, span } of passes) {
        run.passOfFour(from, from + quarter, to, factors, quarter, span * COMPLEX);
        [from, to] = [to, from];
      }
      if (rest === 2) {
        const middle = (half / 2) * COMPLEX;
        run.passOfTwo(from, from + middle, to, middle);
        [from, to] = [to, from];
      }
      run.mergeMagnitudes(
        from + COMPLEX,
        from + (half - 1) * COMPLEX,
        at.merge,
        at.bins + QUAD,
        at.bins + (half - 1) * QUAD,
      );
      run.sumSegments(
        at.bins + edges[0] * QUAD,
        at.edges + FLOAT,
        at.edges + edges.length * FLOAT,
        at.shares,
        at.segments,
      );
      return { energies, segments };
    },
  };
}
