import { beforeAll, describe, expect, it } from 'vitest';
import { configureOnnx, loadOnnxModel } from '../session';
import { bytesField, floatField, integerField, integersField } from './protobuf';
import { type OnnxGraph, writeModel } from './write-model';

beforeAll(() => configureOnnx({ files: null, threads: 1 }));

/** Runs a model of one input `x` and one output `y`. */
async function answer(graph: OnnxGraph, values: number[], dims: number[]): Promise<number[]> {
  const model = await loadOnnxModel(writeModel(graph));
  try {
    const { y } = await model.run({ x: { data: Float32Array.from(values), dims } });
    return Array.from(y.data);
  } finally {
    await model.release();
  }
}

describe('protocol buffers', () => {
  // The examples of protobuf.dev, "Encoding".
  it('are laid out as the specification shows', () => {
    expect(Array.from(integerField(1, 150))).toEqual([0x08, 0x96, 0x01]);
    expect(Array.from(bytesField(2, 'testing'))).toEqual([
      0x12, 0x07, 0x74, 0x65, 0x73, 0x74, 0x69, 0x6e, 0x67,
    ]);
    expect(Array.from(integersField(6, [3, 270, 86942]))).toEqual([
      0x32, 0x06, 0x03, 0x8e, 0x02, 0x9e, 0xa7, 0x05,
    ]);
    expect(Array.from(integerField(1, -2))).toEqual([
      0x08, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01,
    ]);
    expect(Array.from(floatField(20, 1))).toEqual([0xa5, 0x01, 0, 0, 0x80, 0x3f]);
  });
});

describe('writeModel', () => {
  it('writes constants, whole-number attributes and inputs of any length', async () => {
    const graph: OnnxGraph = {
      name: 'scaled-sums',
      inputs: [{ name: 'x', type: 'float32', dims: ['rows', 3] }],
      outputs: [{ name: 'y', type: 'float32', dims: ['rows', 1] }],
      initializers: {
        scale: { type: 'float32', dims: [3], values: [1, -2, 0.5] },
        axes: { type: 'int64', dims: [1], values: [-1] },
      },
      nodes: [
        { operator: 'Mul', inputs: ['x', 'scale'], outputs: ['scaled'] },
        {
          operator: 'ReduceSum',
          inputs: ['scaled', 'axes'],
          outputs: ['y'],
          attributes: { keepdims: { int: 1 } },
        },
      ],
      opsets: { '': 13 },
      metadata: { purpose: 'test' },
    };
    expect(await answer(graph, [1, 2, 4, 10, 20, 40], [2, 3])).toEqual([-1, -10]);
  });

  it("writes a tree of the standard's machine-learning domain", async () => {
    const graph: OnnxGraph = {
      name: 'one-tree',
      inputs: [{ name: 'x', type: 'float32', dims: ['rows', 2] }],
      outputs: [{ name: 'y', type: 'float32', dims: ['rows', 1] }],
      nodes: [
        {
          operator: 'TreeEnsembleRegressor',
          domain: 'ai.onnx.ml',
          inputs: ['x'],
          outputs: ['y'],
          attributes: {
            n_targets: { int: 1 },
            nodes_treeids: { ints: [0, 0, 0] },
            nodes_nodeids: { ints: [0, 1, 2] },
            nodes_featureids: { ints: [1, 0, 0] },
            nodes_modes: { strings: ['BRANCH_LEQ', 'LEAF', 'LEAF'] },
            nodes_values: { floats: [0.5, 0, 0] },
            nodes_truenodeids: { ints: [1, 0, 0] },
            nodes_falsenodeids: { ints: [2, 0, 0] },
            target_treeids: { ints: [0, 0] },
            target_nodeids: { ints: [1, 2] },
            target_ids: { ints: [0, 0] },
            target_weights: { floats: [-3, 7] },
            post_transform: { string: 'NONE' },
          },
        },
      ],
      opsets: { '': 13, 'ai.onnx.ml': 3 },
    };
    expect(await answer(graph, [9, 0.25, 9, 0.75], [2, 2])).toEqual([-3, 7]);
  });

  it('writes single floats and tensors as attributes', async () => {
    const graph: OnnxGraph = {
      name: 'leaky',
      inputs: [{ name: 'x', type: 'float32', dims: [4] }],
      outputs: [{ name: 'y', type: 'float32', dims: [4] }],
      nodes: [
        {
          operator: 'Constant',
          inputs: [],
          outputs: ['offset'],
          attributes: { value: { tensor: { type: 'float32', dims: [1], values: [1] } } },
        },
        {
          operator: 'LeakyRelu',
          inputs: ['x'],
          outputs: ['bent'],
          attributes: { alpha: { float: 0.25 } },
        },
        { operator: 'Add', inputs: ['bent', 'offset'], outputs: ['y'] },
      ],
      opsets: { '': 13 },
    };
    expect(await answer(graph, [-4, 0, 1, 8], [4])).toEqual([0, 1, 2, 9]);
  });

  it('refuses a constant that does not fill its shape', () => {
    const short = { type: 'float32', dims: [2, 2], values: [1, 2, 3] } as const;
    expect(() =>
      writeModel({
        name: 'x',
        inputs: [],
        outputs: [],
        nodes: [],
        initializers: { short },
        opsets: { '': 13 },
      }),
    ).toThrow(RangeError);
  });
});
