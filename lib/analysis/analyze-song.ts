/** The analysis of a song, from its sound to the value that everything later stands on. */
import { SONG_LIMITS } from '@/lib/audio/decode/limits';
import { integratedLufs, loudnessSteps } from '@/lib/audio/loudness';
import { durationSeconds, type Pcm } from '@/lib/audio/pcm';
import { SegueError } from '@/lib/base/errors';
import { subProgress, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import { type StemSource, type Stems, stemSource } from '@/lib/stems/stems';
import { interpretSignals } from './interpret-signals';
import { withSecondOpinion } from './key-confidence';
import { keySecondOpinion } from './key-second-opinion';
import type { SongAnalysis } from './song-analysis';
import { measureSignals } from './song-signals';

/** Peak under which a file holds nothing to hear. */
const SILENT_PEAK = 0.001;
/** Share of the progress bar that listening takes. */
const LISTENED_AT = 0.7;

/** @throws SegueError `song-silent`, `song-too-short` */
function assertAudible(mix: Pcm): void {
  if (durationSeconds(mix) < SONG_LIMITS.minSeconds) {
    throw new SegueError(
      'song-too-short',
      `This is ${durationSeconds(mix).toFixed(1)} seconds of sound; a remix needs at least ${SONG_LIMITS.minSeconds}. Choose a longer recording.`,
    );
  }
  const isAudible = mix.channels.some((channel) =>
    channel.some((sample) => Math.abs(sample) > SILENT_PEAK),
  );
  if (!isAudible) {
    throw new SegueError(
      'song-silent',
      'This file is silent. Check that it plays in another program, or choose another file.',
    );
  }
}

/**
 * Analyses a song. A song without a beat is no error here: its confidences are low.
 * @param mix at 44.1 kHz
 * @param given stems of the same length, or a source that is asked for one after the other; they may be
 *   the work of a quick separation
 * @throws SegueError `song-silent`, `song-too-short`, `aborted`
 */
export async function analyzeSong(
  mix: Pcm,
  given: Stems | StemSource,
  { signal, onProgress }: TaskOptions = {},
): Promise<SongAnalysis> {
  assertAudible(mix);
  const stems = typeof given === 'function' ? given : stemSource(given);
  const signals = await measureSignals(mix, stems, {
    signal,
    onProgress: subProgress(onProgress, 0, LISTENED_AT),
  });
  const analysis = await interpretSignals(signals, {
    signal,
    onProgress: subProgress(onProgress, LISTENED_AT, 1),
  });
  throwIfAborted(signal);
  const secondOpinion = await keySecondOpinion(stems);
  return {
    ...analysis,
    key: withSecondOpinion(analysis.key, secondOpinion),
    integratedLufs: integratedLufs(loudnessSteps(mix)),
  };
}
