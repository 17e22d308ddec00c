/** ONNX Runtime as a worker loads it: the build for where it is to run, from our own server. */
import type { OnnxModel } from '@/lib/onnx/model';
import type { OnnxHost } from '@/lib/onnx/session';
import type { Backend } from '@/lib/stems/choose-engine';

/** Copied there by `scripts/prepare-public.ts`. */
const RUNTIME_FOLDER = '/generated/onnxruntime';

/** Names of the runtime's files by where it runs. */
const BUILDS: Record<Backend, string> = {
  wasm: 'ort-wasm-simd-threaded',
  webgpu: 'ort-wasm-simd-threaded.asyncify',
};

/** Beyond eight threads the memory is the bottleneck. */
const MAX_THREADS = 8;

/** How many threads a network may use here. */
export function networkThreads(): number {
  return self.crossOriginIsolated ? Math.min(MAX_THREADS, navigator.hardwareConcurrency) : 1;
}

/** @param threads for small models fewer are faster */
export function onnxHost(backend: Backend, threads = networkThreads()): OnnxHost {
  const file = (end: string) =>
    new URL(`${RUNTIME_FOLDER}/${BUILDS[backend]}.${end}`, self.location.origin).href;
  return { files: { mjs: file('mjs'), wasm: file('wasm') }, threads };
}

/** One of the two builds is loaded into this worker: it cannot have both. */
export async function loadModel(bytes: Uint8Array, backend: Backend): Promise<OnnxModel> {
  if (backend === 'webgpu') {
    const { configureWebGpu, loadWebGpuModel } = await import('@/lib/onnx/webgpu-session');
    configureWebGpu(onnxHost(backend));
    return loadWebGpuModel(bytes);
  }
  const { configureOnnx, loadOnnxModel } = await import('@/lib/onnx/session');
  configureOnnx(onnxHost(backend));
  return loadOnnxModel(bytes);
}

export async function hasGpu(): Promise<boolean> {
  try {
    return (await navigator.gpu?.requestAdapter()) != null;
  } catch {
    return false;
  }
}
