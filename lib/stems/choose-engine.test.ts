import { describe, expect, it } from 'vitest';
import { chooseEngine, type EnginesAtHand } from './choose-engine';

const bare: EnginesAtHand = { model: null, hasGpu: true, threads: 4 };
const equipped: EnginesAtHand = { ...bare, model: { id: 'htdemucs', name: 'HTDemucs' } };

describe('chooseEngine', () => {
  it('takes the network where its model is there, on the graphics processor if there is one', () => {
    expect(chooseEngine('best', equipped)).toMatchObject({
      engine: 'htdemucs',
      modelId: 'htdemucs',
      backend: 'webgpu',
      reason: expect.stringContaining('graphics processor'),
    });
    expect(chooseEngine('htdemucs', { ...equipped, hasGpu: false })).toMatchObject({
      backend: 'wasm',
      reason: expect.stringMatching(/4 threads.*minutes/),
    });
  });

  it('takes the quick split where there is no model, and says where one is', () => {
    for (const wish of ['best', 'htdemucs'] as const) {
      expect(chooseEngine(wish, bare)).toMatchObject({
        engine: 'quick',
        reason: expect.stringContaining('settings'),
      });
    }
  });

  it('does as it is told', () => {
    expect(chooseEngine('quick', equipped)).toMatchObject({ engine: 'quick' });
  });
});
