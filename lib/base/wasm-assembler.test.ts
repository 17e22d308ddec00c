import { describe, expect, it } from 'vitest';
import { assemble, double2, float4, int, type WasmFunction, whileTrue } from './wasm-assembler';

/** Writes to `output` the roots of the sums of all vectors between two addresses. */
const rootOfSums: WasmFunction = {
  parameters: 3,
  body: ([from, until, output], declare) => {
    const sum = declare.vector();
    return [
      sum.set(float4.zero),
      whileTrue(int.isLess(from.get, until.get), [
        sum.set(float4.add(sum.get, float4.load(from.get))),
        from.set(int.add(from.get, int.of(16))),
      ]),
      float4.store(output.get, float4.squareRoot(sum.get)),
    ];
  },
};
const gatherAround: WasmFunction = {
  parameters: 2,
  body: ([at, output]) => [
    float4.store(
      output.get,
      float4.multiply(
        float4.gather([0, -4, 300, -200].map((bytes) => int.add(at.get, int.of(bytes)))),
        float4.loadSplat(at.get, 4),
      ),
      16,
    ),
  ],
};
/** Of two pairs of doubles: the quotient of the lower ones, the larger of the higher ones, at a byte's place. */
const quotientAndLarger: WasmFunction = {
  parameters: 3,
  body: ([pairs, place, output], declare) => {
    const [lows, highs] = [declare.vector(), declare.vector()];
    const [one, other] = [double2.load(pairs.get), double2.load(pairs.get, 16)];
    const swapped = double2.lows(double2.highs(highs.get, highs.get), highs.get);
    const quotient = double2.divide(lows.get, double2.loadSplat(pairs.get, 16));
    const larger = double2.select(double2.isLess(highs.get, swapped), swapped, highs.get);
    return [
      lows.set(double2.lows(one, other)),
      highs.set(double2.highs(one, other)),
      output.set(int.add(output.get, int.shiftLeft(int.loadByte(place.get), 4))),
      double2.store(output.get, double2.lows(quotient, larger)),
    ];
  },
};

/** 0.1 a - 3 (b + c) of two floats each, in 64 bits. */
const inDoubles: WasmFunction = {
  parameters: 2,
  body: ([at, output]) => {
    const [a, b, c] = [0, 8, 16].map((offset) => double2.ofFloats(float4.load(at.get, offset)));
    const sum = double2.multiply(double2.of(3), double2.add(b, c));
    const value = double2.subtract(double2.multiply(double2.of(0.1), a), sum);
    return [double2.store(output.get, value)];
  },
};

/** The greater of |a| and 0.5, four times. */
const atLeastHalf: WasmFunction = {
  parameters: 2,
  body: ([at, output]) => {
    const { magnitude, greater, load, of } = float4;
    return [float4.store(output.get, greater(magnitude(load(at.get)), of(0.5)))];
  },
};

describe('assemble', () => {
  const { memory, run } = assemble(
    { rootOfSums, gatherAround, quotientAndLarger, inDoubles, atLeastHalf },
    65_536,
  );
  const floats = new Float32Array(memory);

  it('runs loops over vectors, none where there is nothing to do', () => {
    floats.set([1, 2, 3, 4, 8, 14, 22, 32]);
    run.rootOfSums(0, 32, 64);
    expect([...floats.subarray(16, 20)]).toEqual([3, 4, 5, 6]);
    run.rootOfSums(32, 32, 64);
    expect([...floats.subarray(16, 20)]).toEqual([0, 0, 0, 0]);
  });

  it('gathers from four places, before and behind', () => {
    floats.forEach((_, i) => {
      floats[i] = i;
    });
    run.gatherAround(1024, 2048);
    expect([...floats.subarray(516, 520)]).toEqual([256, 255, 331, 206].map((i) => 257 * i));
  });

  it('reckons with two doubles as plain ones are reckoned with', () => {
    const doubles = new Float64Array(memory);
    doubles.set([1, 0.2, 3, 0.1]);
    new Uint8Array(memory)[100] = 200;
    run.quotientAndLarger(0, 100, 256);
    expect([...doubles.subarray((256 + 200 * 16) / 8, (256 + 200 * 16) / 8 + 2)]).toEqual([
      1 / 3,
      0.2,
    ]);
  });

  it('compares magnitudes', () => {
    floats.set([0.25, -0.75, 3, -0.5]);
    run.atLeastHalf(0, 64);
    expect([...floats.subarray(16, 20)]).toEqual([0.5, 0.75, 3, 0.5]);
  });

  it('reckons with pairs of doubles', () => {
    floats.set([1, 2, 0.5, 0.25, 7, -9]);
    run.inDoubles(0, 64);
    const [first, second] = new Float64Array(memory, 64, 2);
    expect([first, second]).toEqual([0.1 * 1 - 3 * 7.5, 0.1 * 2 - 3 * -8.75]);
  });
});
