declare module 'essentia.js/dist/essentia.js-core.es.js' {
  /** The algorithms over an instance of the WASM module. */
  export default class Essentia {
    constructor(wasm: unknown, isDebug?: boolean);
  }
}

declare module 'essentia.js/dist/essentia-wasm.es.js' {
  /** The instantiated Emscripten module. */
  export const EssentiaWASM: unknown;
}
