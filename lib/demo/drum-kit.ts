/** A drum kit made from a seed: every drum as a few recorded-like takes, so that no two hits are alike. */
import { SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import type { Random } from '@/lib/base/random';
import {
  type DrumTone,
  renderClap,
  renderCymbal,
  renderMembrane,
  renderShaker,
  renderSnare,
} from './drum-sounds';

export const DRUM_VOICES = [
  'kick',
  'snare',
  'clap',
  'rim',
  'hat',
  'openHat',
  'ride',
  'crash',
  'shaker',
  'tom',
  'lowTom',
  'conga',
  'highConga',
] as const;
export type DrumVoice = (typeof DRUM_VOICES)[number];

/** Characters of kit, one a family of genres. */
export type KitCharacter = 'electronic' | 'acoustic' | 'eight-o-eight' | 'dusty' | 'hard';

export interface DrumKit {
  /** Takes of a drum, rendered when it is first asked for. */
  takes(voice: DrumVoice): Float32Array[];
  gain: Record<DrumVoice, number>;
  /** -1 left to 1 right. */
  pan: Record<DrumVoice, number>;
}

/** Takes of each drum. */
const TAKES = 3;

const GAINS: Record<DrumVoice, number> = {
  kick: 0.95,
  snare: 0.62,
  clap: 0.5,
  rim: 0.36,
  hat: 0.2,
  openHat: 0.22,
  ride: 0.2,
  crash: 0.34,
  shaker: 0.16,
  tom: 0.5,
  lowTom: 0.55,
  conga: 0.34,
  highConga: 0.3,
};

const PANS: Record<DrumVoice, number> = {
  kick: 0,
  snare: 0.04,
  clap: 0,
  rim: -0.25,
  hat: 0.3,
  openHat: 0.3,
  ride: -0.35,
  crash: -0.4,
  shaker: -0.45,
  tom: 0.25,
  lowTom: -0.3,
  conga: 0.45,
  highConga: 0.55,
};

/** Ranges from which the seed draws a kick and a snare for a character: [low, high]. */
const CHARACTERS: Record<
  KitCharacter,
  {
    kickHz: [number, number];
    kickSweepHz: [number, number];
    kickDecay: [number, number];
    kickClick: number;
    snareHz: [number, number];
    snareDecay: [number, number];
    snareTone: number;
    drive: number;
    /** Upper edge of the kit's recording. */
    brightnessHz: number;
  }
> = {
  electronic: {
    kickHz: [46, 54],
    kickSweepHz: [180, 300],
    kickDecay: [0.16, 0.24],
    kickClick: 0.35,
    snareHz: [180, 220],
    snareDecay: [0.12, 0.2],
    snareTone: 0.45,
    drive: 1.6,
    brightnessHz: 18000,
  },
  acoustic: {
    kickHz: [56, 70],
    kickSweepHz: [60, 120],
    kickDecay: [0.1, 0.16],
    kickClick: 0.5,
    snareHz: [190, 250],
    snareDecay: [0.14, 0.22],
    snareTone: 0.6,
    drive: 1.2,
    brightnessHz: 15000,
  },
  'eight-o-eight': {
    kickHz: [42, 50],
    kickSweepHz: [100, 200],
    kickDecay: [0.25, 0.4],
    kickClick: 0.25,
    snareHz: [190, 240],
    snareDecay: [0.09, 0.15],
    snareTone: 0.4,
    drive: 1.8,
    brightnessHz: 17000,
  },
  dusty: {
    kickHz: [52, 64],
    kickSweepHz: [80, 150],
    kickDecay: [0.12, 0.2],
    kickClick: 0.3,
    snareHz: [170, 230],
    snareDecay: [0.12, 0.2],
    snareTone: 0.6,
    drive: 2.2,
    brightnessHz: 9000,
  },
  hard: {
    kickHz: [48, 58],
    kickSweepHz: [250, 420],
    kickDecay: [0.14, 0.22],
    kickClick: 0.6,
    snareHz: [190, 260],
    snareDecay: [0.14, 0.22],
    snareTone: 0.5,
    drive: 3.2,
    brightnessHz: 18000,
  },
};

/** Draws a kit from the random source. */
export function createDrumKit(character: KitCharacter, random: Random): DrumKit {
  const ranges = CHARACTERS[character];
  const between = ([low, high]: [number, number]) => low + (high - low) * random.next();
  const metal = 0.85 + 0.4 * random.next();
  const kickTone: DrumTone = {
    hz: between(ranges.kickHz),
    sweepHz: between(ranges.kickSweepHz),
    sweepSeconds: 0.018 + 0.02 * random.next(),
    decaySeconds: between(ranges.kickDecay),
    click: ranges.kickClick,
    drive: ranges.drive,
  };
  const membrane = (hz: number, decaySeconds: number, click: number): DrumTone => ({
    hz,
    sweepHz: hz * 0.4,
    sweepSeconds: 0.04,
    decaySeconds,
    click,
    drive: 1,
  });
  const snare = {
    hz: between(ranges.snareHz),
    decaySeconds: between(ranges.snareDecay),
    tone: ranges.snareTone,
    noiseHz: 1200 + 1600 * random.next(),
    drive: ranges.drive,
  };
  const clapHz = 1000 + 600 * random.next();
  const congaHz = 190 + 50 * random.next();
  const edge = ranges.brightnessHz;
  const recipes: Record<DrumVoice, (take: Random, detune: number) => Float32Array> = {
    kick: (take) => renderMembrane(kickTone, take),
    snare: (take, detune) => renderSnare({ ...snare, hz: snare.hz * detune }, edge, take),
    clap: (take) => renderClap(clapHz, 0.16, edge, take),
    rim: (take, detune) => renderMembrane(membrane(820 * detune, 0.03, 0.9), take),
    hat: (take) => renderCymbal(metal, 0.035, 7000, edge, take),
    openHat: (take) => renderCymbal(metal, 0.22, 6500, edge, take),
    ride: (take) => renderCymbal(metal * 0.8, 0.5, 4500, edge, take),
    crash: (take) => renderCymbal(metal * 0.7, 1.1, 2800, edge, take),
    shaker: (take) => renderShaker(edge, take),
    tom: (take, detune) => renderMembrane(membrane(130 * detune, 0.2, 0.4), take),
    lowTom: (take, detune) => renderMembrane(membrane(88 * detune, 0.26, 0.4), take),
    conga: (take, detune) => renderMembrane(membrane(congaHz * detune, 0.12, 0.35), take),
    highConga: (take, detune) => renderMembrane(membrane(congaHz * 1.5 * detune, 0.09, 0.4), take),
  };
  const rendered = new Map<DrumVoice, Float32Array[]>();
  const takes = (voice: DrumVoice) => {
    let sounds = rendered.get(voice);
    if (!sounds) {
      sounds = Array.from({ length: TAKES }, (_, index) => {
        const take = random.fork(`${voice} ${index}`);
        return normalise(recipes[voice](take, 1 + 0.012 * take.normal()));
      });
      rendered.set(voice, sounds);
    }
    return sounds;
  };
  const gain = { ...GAINS };
  const pan = { ...PANS };
  for (const voice of DRUM_VOICES) {
    if (voice === 'kick' || voice === 'snare' || voice === 'clap') continue;
    gain[voice] *= 0.75 + 0.5 * random.next();
    if (random.next() < 0.3) pan[voice] = -pan[voice];
  }
  return { takes, gain, pan };
}

/** Scales to a peak of 1 and fades the last milliseconds to nothing. */
function normalise(sound: Float32Array): Float32Array {
  let peak = 1e-9;
  for (const value of sound) peak = Math.max(peak, Math.abs(value));
  const fade = Math.min(sound.length, Math.round(0.005 * SAMPLE_RATE_HZ));
  for (let i = 0; i < sound.length; i++) {
    sound[i] *= Math.min(1, (sound.length - i) / fade) / peak;
  }
  return sound;
}
