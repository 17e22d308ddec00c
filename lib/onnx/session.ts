/**
 * ONNX Runtime (Microsoft, MIT) wrapped once: its WASM build, loaded from where the host serves it, with
 * threads where the page is cross-origin isolated. Runs in a worker and in Node.
 */
import * as ort from 'onnxruntime-web/wasm';

/** Where and how the runtime is loaded; what the host knows and lib does not. */
export interface OnnxHost {
  /** Addresses of the runtime's two files; null lets the package find its own (Node). */
  files: { mjs: string; wasm: string } | null;
  /** Threads to use; more than one needs cross-origin isolation. */
  threads: number;
}

/** A tensor of 32-bit floats with its shape. */
export interface FloatTensor {
  data: Float32Array;
  dims: readonly number[];
}

export interface OnnxModel {
  inputNames: readonly string[];
  outputNames: readonly string[];
  /** One pass; every output of the model by name. */
  run(inputs: Record<string, FloatTensor>): Promise<Record<string, FloatTensor>>;
  /** Frees what the runtime holds for this model: WASM memory is not garbage-collected. */
  release(): Promise<void>;
}

/** The runtime's settings are global and read once, when its WASM is loaded. */
export function configureOnnx({ files, threads }: OnnxHost): void {
  if (files) ort.env.wasm.wasmPaths = files;
  ort.env.wasm.numThreads = threads;
}

/** @returns how many threads the runtime uses, and its version */
export function onnxRuntimeInfo(): { version: string; threads: number } {
  return { version: ort.env.versions.web ?? '', threads: ort.env.wasm.numThreads ?? 1 };
}

/** Loads a model from its bytes. */
export async function loadOnnxModel(bytes: Uint8Array): Promise<OnnxModel> {
  const session = await ort.InferenceSession.create(bytes, { executionProviders: ['wasm'] });
  return {
    inputNames: session.inputNames,
    outputNames: session.outputNames,
    async run(inputs) {
      const feeds = Object.fromEntries(
        Object.entries(inputs).map(([name, { data, dims }]) => [
          name,
          new ort.Tensor('float32', data, dims),
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
