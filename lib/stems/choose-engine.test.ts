import { describe, expect, it } from 'vitest';
import { chooseEngine, type EnginesAtHand } from './choose-engine';

const bare: EnginesAtHand = { model: null, serverModel: null, hasGpu: true, threads: 4 };
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

  it('sends songs to the server only where the user wishes for that and it has a model', () => {
    const withServer = { ...bare, serverModel: 'HTDemucs' };
    expect(chooseEngine('server', withServer)).toMatchObject({
      backend: 'server',
      engine: 'htdemucs',
      reason: expect.stringMatching(/HTDemucs on the server.*sent/),
    });
    for (const wish of ['best', 'htdemucs'] as const) {
      expect(chooseEngine(wish, withServer).engine).toBe('quick');
    }
    expect(chooseEngine('server', equipped)).toMatchObject({
      engine: 'quick',
      reason: expect.stringContaining('npm run models'),
    });
  });

  it('does as it is told', () => {
    expect(chooseEngine('quick', equipped)).toMatchObject({ engine: 'quick' });
  });
});
