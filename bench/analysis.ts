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
 * --own           leave essentia out, which takes most of the time
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

function readOptions(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      songs: { type: 'string' },
      only: { type: 'string' },
      series: { type: 'string', default: '0' },
      stems: { type: 'string', default: 'true' },
      mp3: { type: 'boolean', default: false },
      own: { type: 'boolean', default: false },
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

/** So many songs with the tag, spread evenly over the corpus. */
function choose(series: number, count: number, tag: string | undefined): CorpusSong[] {
  const all = corpusSpecs(series).filter(({ tags }) => tag === undefined || tags.includes(tag));
  const chosen = Math.min(count, all.length);
  return Array.from({ length: chosen }, (_, i) => all[Math.floor((i * all.length) / chosen)]);
}

/** @see the file's head for the arguments */
export async function run(args: string[] = []) {
  const options = readOptions(args);
  if (options.speed !== undefined) return measureSpeed(options.speed);
  const isMp3 = options.mp3 && hasMp3Encoder();
  const songs: SongFigures[] = [];
  for (const { id, tags, spec } of choose(options.series, options.songs, options.only)) {
    const song = generateSong(spec);
    const mix = isMp3 ? await throughMp3(song.mix) : song.mix;
    const stems = options.stems === 'quick' ? await quickSeparate(mix) : song.stems;
    const own = await listenOurselves(song.truth, mix, stems);
    const essentia = options.own ? undefined : await listenWithEssentia(song.truth, mix, stems);
    songs.push({ id, tags, own, ...(essentia ? { essentia } : {}) });
    process.stderr.write(
      `${id}: beat ${own.beatF.toFixed(2)} downbeat ${own.downbeatF.toFixed(2)} key ${own.key} (${own.keyConfidence.toFixed(2)} sure) sections ${own.sectionF3.toFixed(2)}\n`,
    );
  }
  return {
    input: `series ${options.series}, ${options.stems} stems`,
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
