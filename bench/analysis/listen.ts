/** One song of the corpus, heard by us and by essentia. */
import { analyzeSong } from '@/lib/analysis/analyze-song';
import { barCurves } from '@/lib/analysis/bar-activity';
import { type BeatGrid, computeBeatGrid } from '@/lib/analysis/beat-grid';
import { measureBeatSignals } from '@/lib/analysis/beat-signals';
import { ESSENTIA_KEY_PROFILES, essentiaKey, essentiaRhythm } from '@/lib/analysis/essentia';
import { type Pcm, toMono } from '@/lib/audio/pcm';
import type { SongTruth } from '@/lib/demo/song-truth';
import { keyScore } from '@/lib/evaluation/key-measures';
import { type Stems, stemSource } from '@/lib/stems/stems';
import {
  type EssentiaFigures,
  type EssentiaKeyName,
  judgeBeats,
  judgeOwn,
  KEY_INPUTS,
  type OwnFigures,
} from './figures';

/** Beats and nothing else, from the sound. */
export async function findBeats(mix: Pcm, stems: Stems): Promise<BeatGrid> {
  const signals = await measureBeatSignals(mix, stemSource(stems));
  return computeBeatGrid(signals, barCurves(signals));
}

/** Runs work and tells its processor time, so that other work on the machine does not count. */
export async function timed<T>(work: () => Promise<T>): Promise<{ value: T; seconds: number }> {
  const before = process.cpuUsage();
  const value = await work();
  const { user, system } = process.cpuUsage(before);
  return { value, seconds: (user + system) / 1e6 };
}

export async function listenOurselves(
  truth: SongTruth,
  mix: Pcm,
  stems: Stems,
): Promise<OwnFigures> {
  const { seconds: beatsSeconds } = await timed(() => findBeats(mix, stems));
  const { value, seconds } = await timed(() => analyzeSong(mix, stems));
  return judgeOwn(truth, value, { beatsSeconds, seconds });
}

/** @param withBeats whether RhythmExtractor2013 runs too, which takes most of the time */
export async function listenWithEssentia(
  truth: SongTruth,
  mix: Pcm,
  { bass, other }: Stems,
  withBeats: boolean,
): Promise<EssentiaFigures> {
  const mono = toMono(mix);
  const [low, high] = [toMono(bass), toMono(other)];
  const inputs = { mix: mono, 'bass and chords': low.map((sample, i) => sample + high[i]) };
  const rhythm = withBeats ? await timed(() => essentiaRhythm(mono)) : null;
  const keys = {} as EssentiaFigures['keys'];
  let keySeconds = 0;
  for (const input of KEY_INPUTS) {
    for (const profile of ESSENTIA_KEY_PROFILES) {
      const { value, seconds } = await timed(() => essentiaKey(inputs[input], profile));
      const name: EssentiaKeyName = `${profile}, ${input}`;
      keys[name] = keyScore(truth.key, value);
      keySeconds += seconds / (KEY_INPUTS.length * ESSENTIA_KEY_PROFILES.length);
    }
  }
  return {
    ...(rhythm && { ...judgeBeats(truth, rhythm.value), beatsSeconds: rhythm.seconds }),
    keys,
    keySeconds,
  };
}
