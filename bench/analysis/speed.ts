/** How long a song of usual length takes, ours and essentia's in turn, both warmed up. */
import { analyzeSong } from '@/lib/analysis/analyze-song';
import { essentiaRhythm } from '@/lib/analysis/essentia';
import { durationSeconds, lengthSamples, type Pcm, SAMPLE_RATE_HZ, toMono } from '@/lib/audio/pcm';
import { corpusSpecs } from '@/lib/demo/corpus';
import { generateSong } from '@/lib/demo/generate-song';
import { STEM_NAMES } from '@/lib/music/stem-names';
import type { Stems } from '@/lib/stems/stems';
import { findBeats, timed } from './listen';

const SONG_TAG = 'house';
/** The first round warms up and is not counted. */
const ROUNDS = 3;

/** Processor seconds, the least of the rounds. */
export interface SpeedFigures {
  songSeconds: number;
  beatsSeconds: number;
  analysisSeconds: number;
  essentiaBeatsSeconds: number;
  /** How many times as fast as RhythmExtractor2013 beats alone are. */
  timesAsFastAsEssentia: number;
  analysisTimesRealTime: number;
}

/** The sound again and again. */
function repeated(pcm: Pcm, seconds: number): Pcm {
  const length = lengthSamples(pcm);
  const channels = pcm.channels.map((channel) => {
    const long = new Float32Array(Math.round(seconds * SAMPLE_RATE_HZ));
    for (let at = 0; at < long.length; at += length) {
      long.set(channel.subarray(0, Math.min(length, long.length - at)), at);
    }
    return long;
  });
  return { ...pcm, channels };
}

export async function measureSpeed(minutes: number): Promise<SpeedFigures> {
  const corpusSong = corpusSpecs().find(({ tags }) => tags.includes(SONG_TAG)) ?? corpusSpecs()[0];
  const song = generateSong(corpusSong.spec);
  const mix = repeated(song.mix, 60 * minutes);
  const stems = Object.fromEntries(
    STEM_NAMES.map((name) => [name, repeated(song.stems[name], 60 * minutes)]),
  ) as Stems;
  const mono = toMono(mix);
  const least = { beats: Infinity, analysis: Infinity, essentia: Infinity };
  for (let round = 0; round < ROUNDS; round++) {
    const { seconds: beats } = await timed(() => findBeats(mix, stems));
    const { seconds: essentia } = await timed(() => essentiaRhythm(mono));
    const { seconds: analysis } = await timed(() => analyzeSong(mix, stems));
    if (round === 0) continue;
    least.beats = Math.min(least.beats, beats);
    least.essentia = Math.min(least.essentia, essentia);
    least.analysis = Math.min(least.analysis, analysis);
  }
  return {
    songSeconds: durationSeconds(mix),
    beatsSeconds: least.beats,
    analysisSeconds: least.analysis,
    essentiaBeatsSeconds: least.essentia,
    timesAsFastAsEssentia: least.essentia / least.beats,
    analysisTimesRealTime: durationSeconds(mix) / least.analysis,
  };
}
