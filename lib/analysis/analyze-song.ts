/** The analysis of a song, from its sound to the value that everything later stands on. */
import { measureLoudness } from '@/lib/audio/loudness';
import { durationSeconds, type Pcm } from '@/lib/audio/pcm';
import { SegueError } from '@/lib/base/errors';
import { breathe, subProgress, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import { STEM_NAMES } from '@/lib/music/stem-names';
import type { Stems } from '@/lib/stems/stems';
import { changeAtBeats, chromaByBeat, meanByBeat, peakAtBeats } from './beat-features';
import { computeBeatGrid } from './beat-grid';
import { computeChroma, estimateTuningCents, findSpectralPeaks } from './chroma';
import { findDownbeats } from './downbeats';
import { estimateKey } from './key-estimation';
import { findSections } from './sections';
import type { SongAnalysis, StemProfile } from './song-analysis';
import { measureSignals, type SongSignals } from './song-signals';
import { profileStem } from './stem-profile';
import { detectVoice, findPhrases, voiceByBeat } from './vocal-activity';

/** Raised with every change of method that changes results. */
export const ANALYSIS_VERSION = '1';

/** Peak under which a file holds nothing to hear. */
const SILENT_PEAK = 0.001;
const SHORTEST_SECONDS = 8;

/** Harmony is read between these frequencies, the bass below. */
const HARMONY_HZ = [60, 2000] as const;
const BASS_HZ = [35, 400] as const;

/** @throws SegueError `song-silent`, `song-too-short` */
function assertAudible(mix: Pcm): void {
  if (durationSeconds(mix) < SHORTEST_SECONDS) {
    throw new SegueError(
      'song-too-short',
      `This is ${durationSeconds(mix).toFixed(1)} seconds of sound; a remix needs at least ${SHORTEST_SECONDS}. Choose a longer recording.`,
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

function harmonyOf(signals: SongSignals): Float32Array {
  const { bass, other } = signals.stems;
  return other.mono.map((sample, i) => sample + (bass.mono[i] ?? 0));
}

/**
 * Analyses a song. A song without a beat is no error here: its confidences are low.
 * @param mix at 44.1 kHz
 * @param stems of the same length; they may be the work of a quick separation
 * @throws SegueError `song-silent`, `song-too-short`, `aborted`
 */
export async function analyzeSong(
  mix: Pcm,
  stems: Stems,
  options: TaskOptions = {},
): Promise<SongAnalysis> {
  const { signal, onProgress } = options;
  const report = async (step: string, fraction: number) => {
    throwIfAborted(signal);
    onProgress?.({ step, fraction });
    await breathe();
  };
  assertAudible(mix);
  const signals = await measureSignals(mix, stems, {
    signal,
    onProgress: subProgress(onProgress, 0, 0.6),
  });
  const { vocals, drums, bass, other } = signals.stems;

  await report('Finding the beat', 0.6);
  const grid = computeBeatGrid(
    {
      onsets: {
        mix: signals.mix.onset,
        drums: drums.onset,
        bass: bass.onset,
        other: other.onset,
      },
      mixMono: signals.mix.mono,
      drumsMono: drums.mono,
      sampleRateHz: signals.sampleRateHz,
    },
    signals.durationSeconds,
  );
  const beats = grid.beatsSeconds;

  await report('Finding the key', 0.75);
  const harmonyPeaks = findSpectralPeaks(harmonyOf(signals), signals.sampleRateHz, ...HARMONY_HZ);
  const bassPeaks = findSpectralPeaks(bass.mono, signals.sampleRateHz, ...BASS_HZ);
  const tuningCents = estimateTuningCents(harmonyPeaks);
  const harmony = computeChroma(harmonyPeaks, tuningCents);
  const bassline = computeChroma(bassPeaks, tuningCents);
  const key = estimateKey(harmony, bassline, tuningCents);

  await report('Finding the bars', 0.88);
  const harmonyByBeat = chromaByBeat(harmony, beats);
  const levels = [0, 1, 2, 3].map((i) => [signals.mix, drums, bass, other][i].power);
  const soundByBeat = levels.map((power) =>
    meanByBeat(power, beats).map((value) => Math.sqrt(value)),
  );
  const downbeats = findDownbeats(
    {
      kick: peakAtBeats(drums.onset.low, beats),
      snare: peakAtBeats(drums.onset.mid, beats),
      bassOnset: peakAtBeats(bass.onset.low, beats),
      bassChange: changeAtBeats(chromaByBeat(bassline, beats), 1),
      chordChange: changeAtBeats(harmonyByBeat, 2),
      soundChange: changeAtBeats(
        soundByBeat[0].map((_, beat) => soundByBeat.map((values) => values[beat])),
        4,
      ),
    },
    grid.isConstant,
  );

  await report('Finding the sections', 0.92);
  const active = detectVoice(vocals, signals.mix);
  const vocalActivityByBeat = voiceByBeat(active, beats);
  const profiles = Object.fromEntries(
    STEM_NAMES.map((name) => [name, profileStem(signals.stems[name], signals.mix, beats)]),
  ) as Record<(typeof STEM_NAMES)[number], StemProfile>;
  const sections = findSections({
    signals,
    beatsSeconds: beats,
    downbeatIndices: downbeats.indices,
    beatsPerBar: downbeats.beatsPerBar,
    chromaByBeat: harmonyByBeat,
    vocalActivityByBeat,
    drums: profiles.drums,
  });
  const amplitude = meanByBeat(signals.mix.power, beats).map((power) => Math.sqrt(power));
  const loudest = Math.max(1e-9, ...amplitude);
  await report('Measuring the loudness', 0.97);
  return {
    version: ANALYSIS_VERSION,
    durationSeconds: signals.durationSeconds,
    tempoBpm: grid.tempoBpm,
    tempoAlternativesBpm: grid.tempoAlternativesBpm,
    beatsPerBar: downbeats.beatsPerBar,
    beatsSeconds: beats,
    downbeatsSeconds: downbeats.indices.map((index) => beats[index]),
    isGridConstant: grid.isConstant,
    confidence: {
      tempo: grid.tempoConfidence,
      beats: grid.beatsConfidence,
      downbeats: downbeats.confidence,
    },
    key,
    sections,
    energyByBeat: amplitude.map((value) => value / loudest),
    vocalActivityByBeat,
    vocalPhrases: findPhrases(active, beats, downbeats.indices),
    stems: profiles,
    groove: null,
    stemQuality: null,
    integratedLufs: measureLoudness(mix).integratedLufs,
    provenance: { grid: 'measured', key: 'measured', sections: 'measured' },
  };
}
