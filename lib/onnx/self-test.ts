/**
 * The smallest model that proves the runtime works here: one node, y = x + x. Written on the spot, so
 * that no file has to be fetched.
 */
import { loadOnnxModel } from './session';
import { writeModel } from './write/write-model';

const LENGTH = 4;

/** @returns whether the runtime doubles numbers as it should */
export async function testOnnxRuntime(): Promise<boolean> {
  const model = await loadOnnxModel(doublingModel());
  try {
    const data = Float32Array.from({ length: LENGTH }, (_, index) => index - 1.5);
    const { y } = await model.run({ x: { data, dims: [LENGTH] } });
    return (
      y.data.length === LENGTH && data.every((value, index) => y.data[index] === value + value)
    );
  } finally {
    await model.release();
  }
}

/** The model's file: input x, output y, both [4] float32. */
export function doublingModel(): Uint8Array {
  return writeModel({
    name: 'doubling',
    inputs: [{ name: 'x', type: 'float32', dims: [LENGTH] }],
    outputs: [{ name: 'y', type: 'float32', dims: [LENGTH] }],
    nodes: [{ operator: 'Add', inputs: ['x', 'x'], outputs: ['y'] }],
    opsets: { '': 13 },
  });
}
