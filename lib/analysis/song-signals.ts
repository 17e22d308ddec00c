/**
 * Everything that is measured from the sound before any music is looked for: one pass over the mix and
 * each stem; all later steps read these frames.
 */
import type { Pcm } from '@/lib/audio/pcm';
import { breathe, subProgress, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import type { StemName } from '@/lib/music/stem-names';
import type { StemSource } from '@/lib/stems/stems';
import { type BeatSignals, measureBeatSignals } from './beat-signals';
import { halved, monoSignal } from './mono-signal';
import { measureFrames, type SignalFrames } from './signal-frames';
import { measureStemQuality } from './stem-quality';

/** Share of the work after which only the voice is left. */
const VOICE_FROM = 0.85;

export interface SongSignals extends BeatSignals {
  stems: Record<StemName, SignalFrames>;
  /** How clean each stem is, 0 to 1. */
  stemQuality: Record<StemName, number>;
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
  return { ...beat, stems, stemQuality: measureStemQuality(stems) };
}
