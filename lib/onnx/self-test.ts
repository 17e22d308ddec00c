/**
 * The smallest model that proves the runtime works here: one node, y = x + x. Written by hand in ONNX's
 * protocol buffers, so that no file has to be fetched.
 * Source: onnx.proto (field numbers), ONNX operator Add, opset 13.
 */
import { loadOnnxModel } from './session';

/** Field numbers of the messages used, as in onnx.proto. */
const MODEL = { irVersion: 1, graph: 7, opsetImport: 8 } as const;
const OPSET = { version: 2 } as const;
const GRAPH = { node: 1, name: 2, input: 11, output: 12 } as const;
const NODE = { input: 1, output: 2, opType: 4 } as const;
const VALUE_INFO = { name: 1, type: 2 } as const;
const TYPE = { tensorType: 1 } as const;
const TENSOR_TYPE = { elementType: 1, shape: 2 } as const;
const SHAPE = { dimension: 1 } as const;
const DIMENSION = { value: 1 } as const;
const FLOAT32 = 1;
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
  const tensor = (name: string) =>
    message([
      text(VALUE_INFO.name, name),
      bytes(
        VALUE_INFO.type,
        bytes(
          TYPE.tensorType,
          message([
            integer(TENSOR_TYPE.elementType, FLOAT32),
            bytes(TENSOR_TYPE.shape, bytes(SHAPE.dimension, integer(DIMENSION.value, LENGTH))),
          ]),
        ),
      ),
    ]);
  const node = message([
    text(NODE.input, 'x'),
    text(NODE.input, 'x'),
    text(NODE.output, 'y'),
    text(NODE.opType, 'Add'),
  ]);
  const graph = message([
    bytes(GRAPH.node, node),
    text(GRAPH.name, 'doubling'),
    bytes(GRAPH.input, tensor('x')),
    bytes(GRAPH.output, tensor('y')),
  ]);
  return message([
    integer(MODEL.irVersion, 8),
    bytes(MODEL.opsetImport, integer(OPSET.version, 13)),
    bytes(MODEL.graph, graph),
  ]);
}

/** A field that holds a small whole number. */
function integer(field: number, value: number): Uint8Array {
  return Uint8Array.of(field << 3, value);
}

/** A field that holds bytes: a text or another message, shorter than 128 bytes. */
function bytes(field: number, content: Uint8Array): Uint8Array {
  return message([Uint8Array.of((field << 3) | 2, content.length), content]);
}

function text(field: number, value: string): Uint8Array {
  return bytes(field, new TextEncoder().encode(value));
}

function message(fields: Uint8Array[]): Uint8Array {
  return Uint8Array.from(fields.flatMap((field) => Array.from(field)));
}
