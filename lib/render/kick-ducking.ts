/** Kick-aware ducking: the bass steps back for the moment in which the kick needs the lows. */
import type { Groove } from '@/lib/analysis/song-analysis';
import { BiquadCascade, butterworth4 } from '@/lib/audio/biquad';
import { dbToAmplitude } from '@/lib/audio/decibels';
import type { Pcm } from '@/lib/audio/pcm';
import { CONTROL_BLOCK, forEachBlock, percentileOfPositive, smooth } from './level-follower';

export type KickPattern = Groove['kickPattern'];

interface DuckingRule {
  depthDb: number;
  /** Level of the kick, relative to its strongest, from which the bass starts to give way, dB. */
  fromDb: number;
  releaseSeconds: number;
}

/** Every kick of a steady pattern, the strongest of a syncopated one, the level of a broken one. Source: the mixing rules. */
const RULES: Readonly<Record<KickPattern, DuckingRule | null>> = {
  regular: { depthDb: 2.5, fromDb: -12, releaseSeconds: 0.09 },
  syncopated: { depthDb: 2.5, fromDb: -4, releaseSeconds: 0.09 },
  breakbeat: { depthDb: 1.5, fromDb: -18, releaseSeconds: 0.16 },
  polyrhythmic: { depthDb: 1.5, fromDb: -18, releaseSeconds: 0.16 },
  none: null,
};
/** Where the pattern has not been measured the gentlest rule does no harm. */
const UNKNOWN: KickPattern = 'breakbeat';
const KICK_BELOW_HZ = 100;
const ATTACK_SECONDS = 0.003;
/** Samples of which one mean is taken: what folds down onto the kick is 35 dB under what it was. */
const LOW_STEP = 8;

/** Turns the bass down in place under the drums' kicks. */
export function duckBass(bass: Pcm, drums: Pcm, pattern: KickPattern | null): void {
  const rule = RULES[pattern ?? UNKNOWN];
  if (!rule) return;
  const control = kickControl(drums, rule);
  const depth = 1 - dbToAmplitude(-rule.depthDb);
  for (const channel of bass.channels) {
    forEachBlock(control, channel.length, (start, end, from, to) => {
      if (from < 1e-4 && to < 1e-4) return;
      let gain = 1 - depth * from;
      const step = (-depth * (to - from)) / (end - start);
      for (let i = start; i < end; i++, gain += step) channel[i] *= gain;
    });
  }
}

/** How strongly a kick sounds, 0 to 1, by control block. */
function kickControl(drums: Pcm, { fromDb, releaseSeconds }: DuckingRule): Float32Array {
  const power = kickPower(drums);
  const strongest = percentileOfPositive(power, 0.99);
  const control = power.map((value) => {
    const levelDb = 10 * Math.log10(value / strongest);
    return levelDb > fromDb ? Math.min((levelDb - fromDb) / -fromDb, 1) : 0;
  });
  smooth(control, drums.sampleRateHz, ATTACK_SECONDS, releaseSeconds);
  return control;
}

/** Power of the drums' lows by control block. They need no more than a value for each few samples. */
function kickPower({ channels, sampleRateHz }: Pcm): Float32Array {
  const { length } = channels[0];
  const lows = new Float32Array(Math.ceil(length / LOW_STEP));
  for (const channel of channels) {
    for (let step = 0; step < lows.length; step++) {
      const end = Math.min((step + 1) * LOW_STEP, length);
      let sum = 0;
      for (let i = step * LOW_STEP; i < end; i++) sum += channel[i];
      lows[step] += sum / LOW_STEP;
    }
  }
  const filters = butterworth4('lowpass', sampleRateHz / LOW_STEP, KICK_BELOW_HZ);
  new BiquadCascade(filters).processBlock(lows);
  const perBlock = CONTROL_BLOCK / LOW_STEP;
  const power = new Float32Array(Math.ceil(length / CONTROL_BLOCK));
  for (let step = 0; step < lows.length; step++) {
    power[Math.floor(step / perBlock)] += (lows[step] * lows[step]) / perBlock;
  }
  return power;
}
