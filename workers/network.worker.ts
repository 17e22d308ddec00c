/**
 * Holds one network and runs it. A worker of its own, since the memory of WASM never shrinks: when the song
 * is done the worker ends and gives it back.
 */
import { expose, transfer } from 'comlink';
import type { FloatTensor, OnnxModel } from '@/lib/onnx/model';
import type { Backend } from '@/lib/stems/choose-engine';
import { loadModel } from './onnx-runtime';
import { type Outcome, outcome } from './outcome';

let model: OnnxModel | undefined;

const api = {
  open: (bytes: Uint8Array, backend: Backend) =>
    outcome(async () => {
      model = await loadModel(bytes, backend);
      const { inputs, outputs } = model;
      return { inputs, outputs };
    }),

  run: async (
    inputs: Record<string, FloatTensor>,
  ): Promise<Outcome<Record<string, FloatTensor>>> => {
    const answer = await outcome(async () => {
      if (!model) throw new Error('no model is open');
      return model.run(inputs);
    });
    if (!answer.ok) return answer;
    return transfer(
      answer,
      Object.values(answer.value).map(({ data }) => data.buffer),
    );
  },
};

export type NetworkWorkerApi = typeof api;

expose(api);
