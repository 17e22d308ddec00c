/**
 * ONNX Runtime (Microsoft, MIT) wrapped once: its WASM build, loaded from where the host serves it, with
 * threads where the page is cross-origin isolated. Runs in a worker and in Node.
 */
import * as ort from 'onnxruntime-web/wasm';
import { type OnnxModel, wrapSession } from './model';

export type { FloatTensor, OnnxModel } from './model';

/** Where and how the runtime is loaded; what the host knows and lib does not. */
export interface OnnxHost {
  /** Addresses of the runtime's two files; null lets the package find its own (Node). */
  files: { mjs: string; wasm: string } | null;
  /** Threads to use; more than one needs cross-origin isolation. */
  threads: number;
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
  return wrapSession(session, ort.Tensor);
}
