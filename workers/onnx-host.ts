/** Where ONNX Runtime finds its own files when it runs in a worker of ours. */
import { configureOnnx } from '@/lib/onnx/session';

/** Copied there by `scripts/prepare-public.ts`. */
const RUNTIME_FOLDER = '/generated/onnxruntime';

/** Beyond four threads small models get slower. */
const MAX_THREADS = 4;

/** To be called once, before the first model is loaded. */
export function configureOnnxHere(): void {
  const address = (file: string) => new URL(`${RUNTIME_FOLDER}/${file}`, self.location.origin).href;
  configureOnnx({
    files: {
      mjs: address('ort-wasm-simd-threaded.mjs'),
      wasm: address('ort-wasm-simd-threaded.wasm'),
    },
    threads: self.crossOriginIsolated ? Math.min(MAX_THREADS, navigator.hardwareConcurrency) : 1,
  });
}
