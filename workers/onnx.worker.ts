/** Models in a worker: ONNX Runtime, loaded from our own server on first use. */
import { expose } from 'comlink';
import { testOnnxRuntime } from '@/lib/onnx/self-test';
import { configureOnnx, onnxRuntimeInfo } from '@/lib/onnx/session';

/** Copied there by `scripts/prepare-public.ts`. */
const RUNTIME_FOLDER = '/generated/onnxruntime';

/** Beyond four threads small models get slower. */
const MAX_THREADS = 4;

configureOnnx({
  files: {
    mjs: new URL(`${RUNTIME_FOLDER}/ort-wasm-simd-threaded.mjs`, self.location.origin).href,
    wasm: new URL(`${RUNTIME_FOLDER}/ort-wasm-simd-threaded.wasm`, self.location.origin).href,
  },
  threads: self.crossOriginIsolated ? Math.min(MAX_THREADS, navigator.hardwareConcurrency) : 1,
});

const api = {
  /** Runs the smallest model there is and reports on the runtime. */
  async selfTest() {
    const passed = await testOnnxRuntime();
    return { passed, isolated: self.crossOriginIsolated, ...onnxRuntimeInfo() };
  },
};

export type OnnxWorkerApi = typeof api;

expose(api);
