/**
 * ONNX Runtime's build for graphics processors: WebGPU, with WASM for what it cannot do there. Another
 * build than `session.ts`; a worker loads one of the two.
 */
import * as ort from 'onnxruntime-web/webgpu';
import { type OnnxModel, wrapSession } from './model';
import type { OnnxHost } from './session';

/** The runtime's settings are global and read once, when its WASM is loaded. */
export function configureWebGpu({ files, threads }: OnnxHost): void {
  if (files) ort.env.wasm.wasmPaths = files;
  ort.env.wasm.numThreads = threads;
}

/** Loads a model from its bytes. Where there is no adapter this fails. */
export async function loadWebGpuModel(bytes: Uint8Array): Promise<OnnxModel> {
  const session = await ort.InferenceSession.create(bytes, { executionProviders: ['webgpu'] });
  return wrapSession(session, ort.Tensor);
}
