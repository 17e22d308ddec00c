/** The page's end of the model worker, which is started for one question and ended after it. */
import { wrap } from 'comlink';
import type { OnnxWorkerApi } from '@/workers/onnx.worker';

export type OnnxReport = Awaited<ReturnType<OnnxWorkerApi['selfTest']>>;

export async function testOnnx(): Promise<OnnxReport> {
  const worker = new Worker(new URL('../../workers/onnx.worker.ts', import.meta.url), {
    type: 'module',
  });
  try {
    const failed = new Promise<never>((_, reject) => {
      worker.addEventListener('error', (event) => reject(new Error(event.message)));
    });
    return await Promise.race([wrap<OnnxWorkerApi>(worker).selfTest(), failed]);
  } finally {
    worker.terminate();
  }
}
