/** ONNX Runtime for small models, in whichever worker needs it: WASM, served by us. */
import { configureOnnx } from '@/lib/onnx/session';
import { networkThreads, onnxHost } from './onnx-runtime';

/** Beyond four threads small models get slower. */
const MAX_THREADS = 4;

export function configureOnnxHere(): void {
  configureOnnx(onnxHost('wasm', Math.min(MAX_THREADS, networkThreads())));
}
