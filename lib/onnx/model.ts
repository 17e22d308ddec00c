/** A loaded model as the rest of the project sees it, whichever build of ONNX Runtime runs it. */
import type { InferenceSession, TensorConstructor } from 'onnxruntime-web/wasm';

/** A tensor of 32-bit floats with its shape. */
export interface FloatTensor {
  data: Float32Array;
  dims: readonly number[];
}

/** What a model says about one of its inputs or outputs. */
export interface TensorDescription {
  name: string;
  /** `float32`, `float16`, `int64` … */
  type: string;
  /** A dimension with a name instead of a size may be of any length. */
  dims: readonly (number | string)[];
}

export interface OnnxModel {
  inputs: readonly TensorDescription[];
  outputs: readonly TensorDescription[];
  inputNames: readonly string[];
  outputNames: readonly string[];
  /** One pass; every output of the model by name. */
  run(inputs: Record<string, FloatTensor>): Promise<Record<string, FloatTensor>>;
  /** Frees what the runtime holds for this model: WASM memory is not garbage-collected. */
  release(): Promise<void>;
}

/** @param Tensor of the same build of the runtime as the session */
export function wrapSession(session: InferenceSession, Tensor: TensorConstructor): OnnxModel {
  return {
    inputs: session.inputMetadata.map(describe),
    outputs: session.outputMetadata.map(describe),
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    async run(inputs) {
      const feeds = Object.fromEntries(
        Object.entries(inputs).map(([name, { data, dims }]) => [
          name,
          new Tensor('float32', data, dims),
        ]),
      );
      const results = await session.run(feeds);
      return Object.fromEntries(
        Object.entries(results).map(([name, tensor]) => [
          name,
          { data: tensor.data as Float32Array, dims: tensor.dims },
        ]),
      );
    },
    release: () => session.release(),
  };
}

function describe(value: InferenceSession.ValueMetadata): TensorDescription {
  return value.isTensor
    ? { name: value.name, type: value.type, dims: value.shape }
    : { name: value.name, type: 'not a tensor', dims: [] };
}
