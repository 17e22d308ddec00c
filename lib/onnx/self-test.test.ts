import { describe, expect, it } from 'vitest';
import { doublingModel, testOnnxRuntime } from './self-test';
import { configureOnnx, loadOnnxModel } from './session';

describe('ONNX Runtime', () => {
  it('reads the model that is written here and doubles numbers', async () => {
    configureOnnx({ files: null, threads: 1 });
    expect(await testOnnxRuntime()).toBe(true);
  });

  it('names its inputs and outputs and refuses what is no model', async () => {
    const model = await loadOnnxModel(doublingModel());
    expect(model.inputNames).toEqual(['x']);
    expect(model.outputNames).toEqual(['y']);
    await model.release();
    await expect(loadOnnxModel(new Uint8Array([1, 2, 3]))).rejects.toThrow();
  });
});
