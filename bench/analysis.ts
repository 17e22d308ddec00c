/**
 * How well songs are heard: the generated corpus (every truth known) and its figures by song, by kind of
 * song and in the mean, beside essentia's on the same sound, with the time each takes.
 *
 * `npm run bench -- analysis [options]`
 *
 * --songs N       N songs spread over the corpus; all without it
 * --only TAG      songs with a tag: a genre, or live, three-four, swing, detuned, voice ...
 * --series N      another series of the corpus, in other keys and notes; 0 without it
 * --stems quick   stems by the quick split in place of the true ones
 * --mp3           the mix has been an MP3 (encoded by ffmpeg, where there is one)
 * --varied        songs at other tempi, with other swing, live where the corpus is steady
 * --own           leave essentia out, which takes most of the time
 * --key           of essentia the key alone, on every song
 * --all           essentia on every song; without it on 24 that are spread over them
 * --speed MIN     nothing but the times, warm, on a song of so many minutes
 * --bad-input     also sounds without a key or a beat, of which nothing may be sure
 */
import { parseArgs } from 'node:util';
import { SegueError } from '@/lib/base/errors';
import { type CorpusSong, corpusSpecs } from '@/lib/demo/corpus';
import { generateSong } from '@/lib/demo/generate-song';
import { quickSeparate } from '@/lib/stems/quick-separation';
import { listenToBadInput } from './analysis/bad-input';
import { listenOurselves, listenWithEssentia } from './analysis/listen';
import { hasMp3Encoder, throughMp3 } from './analysis/mp3-round-trip';
import { reliability } from './analysis/reliability';
import { measureSpeed } from './analysis/speed';
import { checkBars, type SongFigures, summarize, summarizeSubsets } from './analysis/summary';
import { variedSongs } from './analysis/varied-songs';

/** Songs that essentia hears where not all are asked for. */
const ESSENTIA_SONGS = 24;

function readOptions(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      songs: { type: 'string' },
      only: { type: 'string' },
      series: { type: 'string', default: '0' },
      stems: { type: 'string', default: 'true' },
      mp3: { type: 'boolean', default: false },
      varied: { type: 'boolean', default: false },
      own: { type: 'boolean', default: false },
      key: { type: 'boolean', default: false },
      all: { type: 'boolean', default: false },
      speed: { type: 'string' },
      'bad-input': { type: 'boolean', default: false },
    },
  });
  const [songs, series] = [Number(values.songs ?? Number.POSITIVE_INFINITY), Number(values.series)];
  const speed = values.speed === undefined ? undefined : Number(values.speed);
  if (speed !== undefined && !(speed >= 1)) {
    throw new SegueError('bad-arguments', 'Give --speed the length of the song in minutes.');
  }
  if (!(songs >= 1) || !Number.isInteger(series) || !['true', 'quick'].includes(values.stems)) {
    throw new SegueError(
      'bad-arguments',
      'Give --songs and --series whole numbers, and --stems one of true and quick.',
    );
  }
  return { ...values, songs, series, speed };
}

/** So many, spread evenly. */
function spread<T>(all: readonly T[], count: number): T[] {
  const chosen = Math.min(count, all.length);
  return Array.from({ length: chosen }, (_, i) => all[Math.floor((i * all.length) / chosen)]);
}

function choose({ series, songs, only, varied }: ReturnType<typeof readOptions>): CorpusSong[] {
  const all = varied ? variedSongs(series) : corpusSpecs(series);
  return spread(
    all.filter(({ tags }) => only === undefined || tags.includes(only)),
    songs,
  );
}

/** @see the file's head for the arguments */
export async function run(args: string[] = []) {
  const options = readOptions(args);
  if (options.speed !== undefined) return measureSpeed(options.speed);
  const isMp3 = options.mp3 && hasMp3Encoder();
  const chosen = choose(options);
  const heard = new Set(options.key || options.all ? chosen : spread(chosen, ESSENTIA_SONGS));
  const songs: SongFigures[] = [];
  for (const one of chosen) {
    const { id, tags, spec } = one;
    const song = generateSong(spec);
    const mix = isMp3 ? await throughMp3(song.mix) : song.mix;
    const stems = options.stems === 'quick' ? await quickSeparate(mix) : song.stems;
    const own = await listenOurselves(song.truth, mix, stems);
    const essentia =
      options.own || !heard.has(one)
        ? undefined
        : await listenWithEssentia(song.truth, mix, stems, !options.key);
    songs.push({ id, tags, own, ...(essentia ? { essentia } : {}) });
    process.stderr.write(
      `${id}: beat ${own.beatF.toFixed(2)} downbeat ${own.downbeatF.toFixed(2)} key ${own.key} (${own.keyConfidence.toFixed(2)} sure) sections ${own.sectionF3.toFixed(2)}\n`,
    );
  }
  return {
    input: `series ${options.series}${options.varied ? ', varied' : ''}, ${options.stems} stems`,
    mp3RoundTrip: options.mp3 && !isMp3 ? 'skipped: no ffmpeg with libmp3lame here' : isMp3,
    bars: checkBars(songs),
    mean: summarize(songs),
    subsets: summarizeSubsets(songs),
    keyConfidence: reliability(
      songs.map(({ own }) => ({ confidence: own.keyConfidence, isRight: own.key === 1 })),
    ),
    ...(options['bad-input'] ? { badInput: await listenToBadInput() } : {}),
    /** Of this process, the generated songs included. */
    peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1024),
    songs,
  };
}
