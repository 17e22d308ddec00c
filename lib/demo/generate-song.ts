/** Song generator: a description in, a song with its stems and everything that is true of it out. */
import { SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import { type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import { createRandom, type Random } from '@/lib/base/random';
import { type Arrangement, arrange, plays } from './arrangement';
import { composeBass, renderBass } from './bass-track';
import { DRUM_STYLES } from './drum-patterns';
import { composeDrums, renderDrums } from './drum-track';
import { duckUnderKick, masterStems, scale, setLevel } from './master';
import { renderOther } from './other-track';
import type { SongSpec } from './song-spec';
import type { GeneratedSong, SongTruth } from './song-truth';
import { renderVoice, type VoiceTrack } from './voice-track';

/** Time after the closing beat in which the last chord dies away. */
const TAIL_SECONDS = 2.5;
/** Levels of the stems while they play, dB, under drums that play at about -17; a mixer differs a little. */
const STEM_LEVEL_DB = { vocals: -19, bass: -19, other: -19.5 };
const LEVEL_SPREAD_DB = 0.8;
const DRUMS_GAIN = 0.58;
/** Clicks are for measuring: they stand out. */
const CLICKS_GAIN = 0.6;

/**
 * Makes the song. The same spec and random source give the same samples.
 * @param random defaults to a source of the spec's own seed
 * @throws SegueError `aborted`
 */
export function generateSong(
  spec: SongSpec,
  random: Random = createRandom(spec.seed),
  { signal, onProgress }: TaskOptions = {},
): GeneratedSong {
  const report = (step: string, fraction: number) => {
    throwIfAborted(signal);
    onProgress?.({ step, fraction });
  };
  report('Writing the song', 0);
  const arrangement = arrange(spec, random.fork('arrangement'));
  const closingSeconds = arrangement.timeline.beatsSeconds[arrangement.totalBeats];
  const lengthSamples = Math.round((closingSeconds + TAIL_SECONDS) * SAMPLE_RATE_HZ);

  report('Playing the drums', 0.05);
  const hits = composeDrums(arrangement, random.fork('drum hits'));
  const drums = renderDrums(arrangement, hits, lengthSamples, random.fork('drums'));
  report('Playing the bass', 0.25);
  const bassNotes = composeBass(arrangement, random.fork('bass line'));
  const bass = renderBass(arrangement, bassNotes, lengthSamples, random.fork('bass'));
  report('Playing the chords', 0.4);
  const other = renderOther(arrangement, lengthSamples, random.fork('other'));
  report('Singing', 0.65);
  const voice = renderVoice(arrangement, lengthSamples, random.fork('voice'));
  report('Mastering', 0.9);
  duckUnderKick(bass, hits, spec.production.pumping * 0.9);
  duckUnderKick(other, hits, spec.production.pumping);
  const stems = { vocals: voice.pcm, drums, bass, other };
  const mixer = random.fork('mixer');
  const level = (levelDb: number) => levelDb + LEVEL_SPREAD_DB * mixer.normal();
  scale(drums, DRUMS_GAIN);
  setLevel(bass, level(STEM_LEVEL_DB.bass));
  setLevel(other, level(STEM_LEVEL_DB.other));
  if (spec.voice === 'clicks') scale(voice.pcm, CLICKS_GAIN);
  else setLevel(voice.pcm, level(STEM_LEVEL_DB.vocals));
  const mix = masterStems(stems, spec.production.masterDriveDb);
  report('Done', 1);
  const truth = songTruth(arrangement, voice, lengthSamples / SAMPLE_RATE_HZ);
  return { title: spec.title, artist: spec.artist, mix, stems, truth };
}

function songTruth(
  arrangement: Arrangement,
  voice: VoiceTrack,
  durationSeconds: number,
): SongTruth {
  const { spec, timeline, sections } = arrangement;
  const { beatsSeconds } = timeline;
  return {
    durationSeconds,
    tempoBpm: spec.tempo.kind === 'constant' ? spec.tempo.bpm : medianTempo(beatsSeconds),
    isGridConstant: spec.tempo.kind === 'constant',
    beatsSeconds: [...beatsSeconds],
    downbeatsSeconds: beatsSeconds.filter((_, beat) => beat % spec.beatsPerBar === 0),
    beatsPerBar: spec.beatsPerBar,
    key: spec.key,
    tuningCents: spec.tuningCents,
    sections: sections.map((section) => ({
      label: section.label,
      startSeconds: beatsSeconds[section.startBeat],
      endSeconds: beatsSeconds[section.startBeat + section.lengthBeats],
      key: section.key,
      energy: section.energy,
      hasVoice: spec.voice === 'sung' && plays(section, 'voice'),
      hasDrums: plays(section, 'drums'),
    })),
    swingRatio: spec.swingRatio,
    swingUnit: spec.swingUnit,
    kickPattern: spec.beatsPerBar === 3 ? 'syncopated' : DRUM_STYLES[spec.genre].kickPattern,
    vocalPhrases: voice.phrases,
    vocalOnsetsSeconds: voice.onsetsSeconds,
  };
}

function medianTempo(beatsSeconds: readonly number[]): number {
  const tempos = beatsSeconds.slice(1).map((end, index) => 60 / (end - beatsSeconds[index]));
  tempos.sort((a, b) => a - b);
  const middle = tempos.length >> 1;
  return tempos.length % 2 === 1 ? tempos[middle] : (tempos[middle - 1] + tempos[middle]) / 2;
}
