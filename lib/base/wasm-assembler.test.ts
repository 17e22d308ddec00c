import { describe, expect, it } from 'vitest';
import { assemble, float4, int, type WasmFunction, whileTrue } from './wasm-assembler';

/** Writes to `output` the roots of the sums of all vectors between two addresses. */
const rootOfSums: WasmFunction = {
  parameters: 3,
  body: ([from, until, output], declare) => {
    const sum = declare.float4();
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

describe('assemble', () => {
  const { memory, run } = assemble({ rootOfSums, gatherAround }, 1);
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
});
