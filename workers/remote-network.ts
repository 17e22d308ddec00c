/** A network in a worker of its own, as this worker sees it. */
import { transfer, wrap } from 'comlink';
import { SegueError } from '@/lib/base/errors';
import type { FloatTensor, OnnxModel } from '@/lib/onnx/model';
import { unusableModel } from '@/lib/onnx/unusable-model';
import type { Backend } from '@/lib/stems/choose-engine';
import type { NetworkWorkerApi } from './network.worker';
import type { Outcome } from './outcome';

/**
 * Where the graphics processor does not take the model it is opened on the processor, and `onNote` is told.
 * @param signal ends the worker at once, also in the middle of a pass
 * @throws SegueError `model-unusable`, `aborted`
 */
export async function openNetwork(
  bytes: Uint8Array,
  name: string,
  backend: Backend,
  { signal, onNote }: { signal?: AbortSignal; onNote?: (sentence: string) => void } = {},
): Promise<OnnxModel> {
  try {
    return await open(bytes, name, backend, signal);
  } catch (thrown) {
    if (backend === 'wasm' || signal?.aborted) throw thrown;
    onNote?.(
      `The graphics processor does not take "${name}", so it ran on the processor, which is slower.`,
    );
    return open(bytes, name, 'wasm', signal);
  }
}

async function open(
  bytes: Uint8Array,
  name: string,
  backend: Backend,
  signal?: AbortSignal,
): Promise<OnnxModel> {
  const worker = new Worker(new URL('./network.worker.ts', import.meta.url), { type: 'module' });
  const ended = new Promise<never>((_, reject) => {
    worker.addEventListener('error', ({ message }) => {
      reject(unusableModel(name, message || 'the browser stopped it; it may be short of memory'));
    });
    signal?.addEventListener('abort', () => {
      worker.terminate();
      reject(new SegueError('aborted', 'Cancelled.'));
    });
  });
  ended.catch(() => undefined);
  const api = wrap<NetworkWorkerApi>(worker);
  const answerOf = async <T>(answer: Promise<Outcome<T>>): Promise<T> => {
    const outcome = await Promise.race([answer, ended]);
    if (outcome.ok) return outcome.value;
    throw new Error(outcome.error.message);
  };
  try {
    const { inputs, outputs } = await answerOf(api.open(bytes, backend));
    return {
      inputs,
      outputs,
      inputNames: inputs.map((input) => input.name),
      outputNames: outputs.map((output) => output.name),
      run: (feeds) => answerOf(api.run(handOver(feeds))),
      release: async () => worker.terminate(),
    };
  } catch (cause) {
    worker.terminate();
    throw cause instanceof SegueError ? cause : unusableModel(name, cause);
  }
}

/** The samples go to the other worker without being copied. */
function handOver(feeds: Record<string, FloatTensor>): Record<string, FloatTensor> {
  return transfer(
    feeds,
    Object.values(feeds).map(({ data }) => data.buffer),
  );
}
