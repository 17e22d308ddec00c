/**
 * essentia.js (Music Technology Group, AGPL-3.0) wrapped once: its ES build with embedded WASM, loaded on
 * first use, in Node and in a module worker alike. Vectors of the WASM heap are not garbage-collected, so
 * every one is deleted here.
 */
import type { Mode, PitchClass } from '@/lib/music/key';
import { PITCH_CLASSES } from '@/lib/music/key';

/** A `std::vector<float>` on the WASM heap. */
interface EssentiaVector {
  size(): number;
  get(index: number): number;
  delete(): void;
}

interface EssentiaInstance {
  arrayToVector(signal: Float32Array): EssentiaVector;
  vectorToArray(vector: EssentiaVector): Float32Array;
  KeyExtractor(
    signal: EssentiaVector,
    averageDetuningCorrection: boolean,
    frameSize: number,
    hopSize: number,
    hpcpSize: number,
    maxFrequency: number,
    maximumSpectralPeaks: number,
    minFrequency: number,
    pcpThreshold: number,
    profileType: string,
    sampleRate: number,
  ): { key: string; scale: string; strength: number };
  RhythmExtractor2013(
    signal: EssentiaVector,
    maxTempo: number,
    method: string,
    minTempo: number,
  ): {
    bpm: number;
    ticks: EssentiaVector;
    confidence: number;
    estimates: EssentiaVector;
    bpmIntervals: EssentiaVector;
  };
}

/** Key profiles that KeyExtractor knows. */
export const ESSENTIA_KEY_PROFILES = [
  'bgate',
  'edma',
  'edmm',
  'krumhansl',
  'temperley',
  'shaath',
] as const;
export type EssentiaKeyProfile = (typeof ESSENTIA_KEY_PROFILES)[number];

let instance: Promise<EssentiaInstance> | undefined;

/** The one instance; a failed load is tried again on the next call. */
function loadEssentia(): Promise<EssentiaInstance> {
  instance ??= importEssentia().catch((cause) => {
    instance = undefined;
    throw cause;
  });
  return instance;
}

async function importEssentia(): Promise<EssentiaInstance> {
  // In Node the module reads the CommonJS name of its folder while it starts, though it never uses it.
  const host = globalThis as { __dirname?: string };
  const hadFolder = '__dirname' in host;
  if (!hadFolder) host.__dirname = '/';
  try {
    const [core, wasm] = await Promise.all([
      import('essentia.js/dist/essentia.js-core.es.js'),
      import('essentia.js/dist/essentia-wasm.es.js'),
    ]);
    return new core.default(wasm.EssentiaWASM) as unknown as EssentiaInstance;
  } finally {
    if (!hadFolder) delete host.__dirname;
  }
}

export interface EssentiaKey {
  tonic: PitchClass;
  mode: Mode;
  /** Correlation with the profile, 0 to 1. */
  strength: number;
}

/** Essentia names some pitch classes with flats. */
const FLAT_NAMES: Readonly<Record<string, PitchClass>> = {
  Db: 'C#',
  Eb: 'D#',
  Gb: 'F#',
  Ab: 'G#',
  Bb: 'A#',
};

/**
 * Key by essentia's KeyExtractor with its default frames.
 * @param mono samples at 44.1 kHz
 */
export async function essentiaKey(
  mono: Float32Array,
  profile: EssentiaKeyProfile = 'bgate',
): Promise<EssentiaKey> {
  const essentia = await loadEssentia();
  const signal = essentia.arrayToVector(mono);
  try {
    const { key, scale, strength } = essentia.KeyExtractor(
      signal,
      true,
      4096,
      4096,
      12,
      3500,
      60,
      25,
      0.2,
      profile,
      44100,
    );
    const tonic = FLAT_NAMES[key] ?? PITCH_CLASSES.find((name) => name === key) ?? 'C';
    return { tonic, mode: scale === 'minor' ? 'minor' : 'major', strength };
  } finally {
    signal.delete();
  }
}

export interface EssentiaRhythm {
  tempoBpm: number;
  beatsSeconds: number[];
  /** 0 to 5.32 by essentia's own scale. */
  confidence: number;
}

/**
 * Tempo and beats by essentia's RhythmExtractor2013 (multi-feature, 40 to 208 BPM): slow, kept for
 * comparison.
 * @param mono samples at 44.1 kHz
 */
export async function essentiaRhythm(mono: Float32Array): Promise<EssentiaRhythm> {
  const essentia = await loadEssentia();
  const signal = essentia.arrayToVector(mono);
  try {
    const result = essentia.RhythmExtractor2013(signal, 208, 'multifeature', 40);
    const beatsSeconds = Array.from(essentia.vectorToArray(result.ticks));
    for (const vector of [result.ticks, result.estimates, result.bpmIntervals]) vector.delete();
    return { tempoBpm: result.bpm, beatsSeconds, confidence: result.confidence };
  } finally {
    signal.delete();
  }
}
