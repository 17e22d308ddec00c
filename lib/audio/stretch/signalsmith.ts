/**
 * Signalsmith Stretch, the one place where it enters.
 *
 * The package is an AudioWorklet: what it exports only starts one. Its WebAssembly is reached by
 * evaluating the module with the worklet's globals in place and taking the instance out of the
 * processor that it registers, which works in Node and in a worker alike. Everything is embedded in the
 * module, so nothing is fetched.
 *
 * Source of the interface: signalsmith-stretch 1.3.2 (MIT), web release.
 */

/** The functions of the WebAssembly module that are used. Lengths are in samples a channel. */
export interface StretchModule {
  HEAP8: Int8Array;
  _configure(channels: number, blockSamples: number, intervalSamples: number, split: boolean): void;
  _reset(): void;
  /** Makes room for input and output of so many samples a channel and returns its address. */
  _setBuffers(channels: number, lengthSamples: number): number;
  /** Shows what came before, without advancing. */
  _seek(inputSamples: number, playbackRate: number): void;
  _process(inputSamples: number, outputSamples: number): void;
  /** The limit, above which the spectrum is moved rather than scaled, is a share of the sample rate. */
  _setTransposeSemitones(semitones: number, tonalityLimit: number): void;
  _setFormantSemitones(semitones: number, compensatesPitch: boolean): void;
  /** Fundamental as a share of the sample rate; 0 finds it. */
  _setFormantBase(frequency: number): void;
  /** Distance from the middle of the analysed block to the newest input. */
  _inputLatency(): number;
  /** Distance from the oldest output to the middle of the synthesised block. */
  _outputLatency(): number;
}

interface ProcessorPort {
  onmessage: unknown;
  postMessage(message: unknown): void;
}
type ProcessorClass = new (options: object) => { wasmModule: StretchModule };

let loading: Promise<StretchModule> | null = null;

/** Loads the module on first use; every later call gives the same instance. */
export function loadStretchModule(sampleRateHz: number): Promise<StretchModule> {
  loading ??= instantiate(sampleRateHz).catch((error: unknown) => {
    loading = null;
    throw error;
  });
  return loading;
}

async function instantiate(sampleRateHz: number): Promise<StretchModule> {
  let Processor: ProcessorClass | null = null;
  let announceReady: () => void = () => {};
  const ready = new Promise<void>((resolve) => {
    announceReady = resolve;
  });
  const restore = replaceGlobals({
    AudioWorkletProcessor: class {
      readonly port: ProcessorPort = { onmessage: null, postMessage: () => announceReady() };
    },
    registerProcessor: (_name: string, registered: ProcessorClass) => {
      Processor = registered;
    },
    sampleRate: sampleRateHz,
  });
  try {
    await import('signalsmith-stretch');
    if (!Processor)
      throw new Error('signalsmith-stretch was evaluated before and did not register');
    const processor = construct(Processor);
    await ready;
    return processor.wasmModule;
  } finally {
    restore();
  }
}

/** The module seeds a generator from the random source that it finds now: a constant one keeps renders equal. */
function construct(Processor: ProcessorClass): { wasmModule: StretchModule } {
  const restore = replaceGlobals({
    crypto: { getRandomValues: (view: Uint8Array) => view.fill(1) },
  });
  try {
    return new Processor({});
  } finally {
    restore();
  }
}

/** Defines globals and returns what puts the former ones back. */
function replaceGlobals(values: Record<string, unknown>): () => void {
  const former = Object.keys(values).map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  );
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  }
  return () => {
    for (const [name, descriptor] of former) {
      if (descriptor) Object.defineProperty(globalThis, name, descriptor);
      else Reflect.deleteProperty(globalThis, name);
    }
  };
}
