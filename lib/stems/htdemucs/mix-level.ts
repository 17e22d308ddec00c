/** The level of a song, which HTDemucs wants taken out before and put back after. */
import type { Pcm } from '@/lib/audio/pcm';

export interface Level {
  mean: number;
  /** 0 where nothing sounds. */
  deviation: number;
}

/**
 * Mean and sample standard deviation of the mean of the channels, as Demucs' `Separator` takes them. Where
 * the channels cancel each other out, those of one channel.
 */
export function measureLevel({ channels }: Pcm): Level {
  const both = levelOf(channels);
  return both.deviation > 0 ? both : levelOf(channels.slice(0, 1));
}

function levelOf(channels: readonly Float32Array[]): Level {
  const length = channels[0]?.length ?? 0;
  if (length < 2) return { mean: 0, deviation: 0 };
  const mono = (i: number) => {
    let sum = 0;
    for (const channel of channels) sum += channel[i];
    return sum / channels.length;
  };
  let total = 0;
  for (let i = 0; i < length; i++) total += mono(i);
  const mean = total / length;
  let squares = 0;
  for (let i = 0; i < length; i++) squares += (mono(i) - mean) ** 2;
  return { mean, deviation: Math.sqrt(squares / (length - 1)) };
}
