/**
 * What the beat grid is read from: the mix, and the stems that carry the beat and the bar, each measured
 * in one pass. The voice has no part in it.
 */
import { halved, monoSignal } from '@/lib/audio/mono-signal';
import { durationSeconds, type Pcm } from '@/lib/audio/pcm';
import { breathe, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import type { StemName } from '@/lib/music/stem-names';
import type { StemSource } from '@/lib/stems/stems';
import { slopeEnvelope } from './attack-times';
import { independence } from './independence';
import { measureFrames, type SignalFrames } from './signal-frames';
import { harmonicSignal, measureHarmony, type SongHarmony } from './song-harmony';

/** The stems that carry the beat and the bar. */
export type BeatStem = Exclude<StemName, 'vocals'>;

export interface BeatSignals {
  durationSeconds: number;
  mix: SignalFrames;
  stems: Record<BeatStem, SignalFrames>;
  /** Envelopes in which attacks are timed: of the mix and of the drums. */
  slopeEnvelopes: Float32Array[];
  harmony: SongHarmony;
}

/** @throws SegueError `aborted` */
export async function measureBeatSignals(
  mix: Pcm,
  stem: StemSource,
  options: TaskOptions = {},
): Promise<BeatSignals> {
  const slopeEnvelopes: Float32Array[] = [];
  const step = async (fraction: number) => {
    throwIfAborted(options.signal);
    options.onProgress?.({ step: 'Listening', fraction });
    await breathe();
  };
  /** Mix and drums at the full rate: they are timed to the sample. */
  const measureTimed = (pcm: Pcm) => {
    const mono = monoSignal(pcm);
    slopeEnvelopes.push(slopeEnvelope(mono));
    return measureFrames(pcm, mono);
  };
  const measureHalved = (pcm: Pcm) => {
    const mono = monoSignal(pcm);
    return { frames: measureFrames(pcm, halved(mono)), harmonic: harmonicSignal(mono) };
  };
  await step(0);
  const mixFrames = measureTimed(mix);
  await step(0.3);
  const drums = measureTimed(await stem('drums'));
  await step(0.6);
  const bass = measureHalved(await stem('bass'));
  await step(0.75);
  const other = measureHalved(await stem('other'));
  await step(0.9);
  const chordsQuality = independence(other.frames, [drums, bass.frames]);
  return {
    durationSeconds: durationSeconds(mix),
    mix: mixFrames,
    stems: { drums, bass: bass.frames, other: other.frames },
    slopeEnvelopes,
    harmony: measureHarmony(other.harmonic, bass.harmonic, chordsQuality),
  };
}
