/** Models in a worker: ONNX Runtime, loaded from our own server on first use. */
import { expose } from 'comlink';
import { testOnnxRuntime } from '@/lib/onnx/self-test';
import { onnxRuntimeInfo } from '@/lib/onnx/session';
import { configureOnnxHere } from './onnx-host';

configureOnnxHere();

const api = {
  /** Runs the smallest model there is and reports on the runtime. */
  async selfTest() {
    const passed = await testOnnxRuntime();
    return { passed, isolated: self.crossOriginIsolated, ...onnxRuntimeInfo() };
  },
};

export type OnnxWorkerApi = typeof api;

expose(api);
