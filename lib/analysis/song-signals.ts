/**
 * Everything that is measured from the sound before any music is looked for: one pass over the mix and
 * each stem; all later steps read these frames.
 */
import { halved, monoSignal } from '@/lib/audio/mono-signal';
import type { Pcm } from '@/lib/audio/pcm';
import { breathe, subProgress, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import { bandPowers } from '@/lib/stems/quality/band-powers';
import type { StemPowers } from '@/lib/stems/quality/quality-signs';
import { StemQualityMeter } from '@/lib/stems/quality/stem-quality';
import type { StemSource } from '@/lib/stems/stems';
import { type BeatSignals, measureBeatSignals } from './beat-signals';
import { independence } from './independence';
import { measureFrames, type SignalFrames } from './signal-frames';

/** Share of the work after which only the voice is left. */
const VOICE_FROM = 0.85;

export interface SongSignals extends BeatSignals {
  stems: Record<StemName, SignalFrames>;
  /** How little of the others starts with the voice, 0 to 1. */
  voiceIndependence: number;
  /** Tells how clean each stem is. */
  quality: StemQualityMeter;
}

/** @throws SegueError `aborted` */
export async function measureSignals(
  mix: Pcm,
  stem: StemSource,
  { signal, onProgress }: TaskOptions = {},
): Promise<SongSignals> {
  const beat = await measureBeatSignals(mix, stem, {
    signal,
    onProgress: subProgress(onProgress, 0, VOICE_FROM),
  });
  throwIfAborted(signal);
  onProgress?.({ step: 'Listening', fraction: VOICE_FROM });
  await breathe();
  const voice = await stem('vocals');
  const vocals = measureFrames(voice, halved(monoSignal(voice)));
  const stems = { vocals, ...beat.stems };
  const { drums, bass, other } = beat.stems;
  const powers = Object.fromEntries(
    STEM_NAMES.map((name) => [name, bandPowers(stems[name].spectrogram)]),
  ) as unknown as StemPowers;
  return {
    ...beat,
    stems,
    voiceIndependence: independence(vocals, [drums, bass, other]),
    quality: new StemQualityMeter(powers),
  };
}
