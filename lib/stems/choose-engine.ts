/** Which engine takes a song apart: the best at hand unless the user wishes for another, and why. */

/** What the user wants. */
export const ENGINE_WISHES = ['best', 'quick', 'htdemucs', 'server'] as const;
export type EngineWish = (typeof ENGINE_WISHES)[number];

/** Where a network runs. */
export type Backend = 'webgpu' | 'wasm';

/** What there is here. */
export interface EnginesAtHand {
  /** Of those that are stored, the one that is used. */
  model: { id: string; name: string } | null;
  /** Name of the model on the server that the page came from; asked for only where the user wishes for it. */
  serverModel: string | null;
  hasGpu: boolean;
  /** For WASM; 1 where the page is not isolated. */
  threads: number;
}

export type EngineChoice = {
  /** Why this one, as a sentence. */
  reason: string;
} & (
  | { engine: 'quick' }
  | { engine: 'htdemucs'; modelId: string; backend: Backend }
  | { engine: 'htdemucs'; backend: 'server' }
);

/** No song is sent to the server unless the user wishes for that. */
export function chooseEngine(
  wish: EngineWish,
  { model, serverModel, hasGpu, threads }: EnginesAtHand,
): EngineChoice {
  if (wish === 'quick') {
    return {
      engine: 'quick',
      reason: 'The quick split, as you chose: a song in well under a minute.',
    };
  }
  if (wish === 'server') {
    return serverModel
      ? {
          engine: 'htdemucs',
          backend: 'server',
          reason: `${serverModel} on the server, to which your songs are sent.`,
        }
      : {
          engine: 'quick',
          reason:
            'The quick split: the server has no HTDemucs model. Whoever runs it gets one with "npm run models".',
        };
  }
  if (!model) {
    return {
      engine: 'quick',
      reason:
        wish === 'htdemucs'
          ? 'The quick split: HTDemucs needs a model, which you can get in the settings.'
          : 'The quick split, which needs no model. HTDemucs gives cleaner stems; its model is in the settings.',
    };
  }
  const where = hasGpu
    ? 'on the graphics processor'
    : `on ${threads} ${threads === 1 ? 'thread' : 'threads'} of the processor, which takes several minutes a song`;
  return {
    engine: 'htdemucs',
    modelId: model.id,
    backend: hasGpu ? 'webgpu' : 'wasm',
    reason: `${model.name}, the cleanest at hand, ${where}.`,
  };
}
