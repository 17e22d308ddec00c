/** Kick-aware ducking: the bass steps back for the moment in which the kick needs the lows. */
import type { Groove } from '@/lib/analysis/song-analysis';
import { BiquadCascade, butterworth4 } from '@/lib/audio/biquad';
import { dbToAmplitude } from '@/lib/audio/decibels';
import type { Pcm } from '@/lib/audio/pcm';
import { blockPower, forEachBlock, percentileOfPositive, smooth } from './level-follower';

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
  const { sampleRateHz } = drums;
  const lows = lowSum(drums);
  const power = blockPower(lows);
  const strongest = percentileOfPositive(power, 0.99);
  const control = power.map((value) => {
    const levelDb = 10 * Math.log10(value / strongest);
    return levelDb > fromDb ? Math.min((levelDb - fromDb) / -fromDb, 1) : 0;
  });
  smooth(control, sampleRateHz, ATTACK_SECONDS, releaseSeconds);
  return control;
}

function lowSum({ channels, sampleRateHz }: Pcm): Pcm {
  const sum = channels[0].slice();
  for (const channel of channels.slice(1)) {
    for (let i = 0; i < sum.length; i++) sum[i] += channel[i];
  }
  new BiquadCascade(butterworth4('lowpass', sampleRateHz, KICK_BELOW_HZ)).processBlock(sum);
  return { sampleRateHz, channels: [sum] };
}
