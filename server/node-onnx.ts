/** Models in Node: on the processor by onnxruntime-node where it is installed, else by WASM. */
import { type OnnxModel, wrapSession } from '@/lib/onnx/model';
import { configureOnnx, loadOnnxModel } from '@/lib/onnx/session';
import { unusableModel } from '@/lib/onnx/unusable-model';

/** @throws SegueError `model-unusable` */
export async function openModelInNode(bytes: Uint8Array, name: string): Promise<OnnxModel> {
  try {
    const native = await nativeRuntime();
    if (native) {
      const session = await native.InferenceSession.create(bytes, { logSeverityLevel: 3 });
      return wrapSession(session, native.Tensor);
    }
    // Its threads do not start in Node ("fetch failed"): with more than one nothing would run.
    configureOnnx({ files: null, threads: 1 });
    return await loadOnnxModel(bytes);
  } catch (cause) {
    throw unusableModel(name, cause);
  }
}

/** null where there is no build for this platform: not every one has one. */
async function nativeRuntime(): Promise<typeof import('onnxruntime-node') | null> {
  try {
    return await import('onnxruntime-node');
  } catch {
    return null;
  }
}
