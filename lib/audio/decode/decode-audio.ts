/** From a file's bytes to stereo sound at 44.1 kHz: the same decoders in Node and in a worker. */
import { lengthSamples, type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import { createResampler, resampledLength, resampleRange } from '@/lib/audio/resample';
import { SegueError } from '@/lib/base/errors';
import { breathe, subProgress, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import { openAdts, openMp4 } from './aac';
import { MAX_CHANNELS } from './channel-layout';
import {
  fileEmpty,
  fileNotAudio,
  fileTooLarge,
  fileTruncated,
  formatUnsupported,
  songTooLong,
} from './decode-errors';
import { type Container, detectFormat } from './detect-format';
import type { AudioFormat, EncodedSong } from './encoded-song';
import { openFlac } from './flac';
import { SONG_LIMITS } from './limits';
import { openMp3 } from './mp3';
import { openOgg } from './ogg';
import { StereoCollector } from './stereo-collector';
import { openAiff, openWav } from './uncompressed';

export interface DecodedAudio {
  /** Stereo at 44,100 Hz; a mono file's channel stands in both. */
  pcm: Pcm;
  /** How the sound was coded. */
  format: AudioFormat;
  sourceSampleRateHz: number;
  sourceChannels: number;
  /** Delay of the codec that was taken off the start, in samples at the source's rate. */
  trimmedStartSamples: number;
  /** Whether the file seems to have lost its end, where nothing in it tells how much. */
  mayBeCutOff: boolean;
  /** From the file's tags; null where it has none. */
  title: string | null;
  artist: string | null;
}

export interface DecodeOptions extends TaskOptions {
  /** Which track of sound of an MP4 file, from 0; other formats have one. */
  track?: number;
}

/** Share of the time that decoding takes where a conversion of the rate follows. */
const DECODING_SHARE = 0.5;

/**
 * Decodes a song: MP3, WAV, AIFF, FLAC, Ogg (Vorbis, Opus, FLAC), AAC and Apple Lossless in MP4, ADTS. The
 * format is recognised by content. Sample 0 is the first sample of the music as it was before encoding:
 * the delays of encoder and decoder are trimmed as far as the file tells them.
 * @param bytes the whole file
 * @param fileName only for the sentences of errors
 * @throws SegueError `file-empty`, `file-not-audio`, `file-truncated` (incomplete or damaged),
 *   `format-unsupported`, `song-too-long` (before decoding), `aborted`
 */
export async function decodeAudio(
  bytes: Uint8Array,
  fileName: string,
  options: DecodeOptions = {},
): Promise<DecodedAudio> {
  const { track = 0, signal, onProgress } = options;
  throwIfAborted(signal);
  const song = await openSong(bytes, fileName, track);
  const needsResampling = song.sampleRateHz !== SAMPLE_RATE_HZ;
  const decodingEnd = needsResampling ? DECODING_SHARE : 1;
  const channels = await decodeChannels(song, fileName, {
    signal,
    onProgress: subProgress(onProgress, 0, decodingEnd),
  });
  const resampled = await toSampleRate(
    { sampleRateHz: song.sampleRateHz, channels },
    { signal, onProgress: subProgress(onProgress, decodingEnd, 1) },
  );
  const [left, right = left.slice()] = resampled.channels;
  onProgress?.({ step: 'Decoding', fraction: 1 });
  return {
    pcm: { sampleRateHz: SAMPLE_RATE_HZ, channels: [left, right] },
    format: song.format,
    sourceSampleRateHz: song.sampleRateHz,
    sourceChannels: song.channels,
    trimmedStartSamples: song.delaySamples,
    mayBeCutOff: song.endsMidFrame ?? false,
    title: song.tags.title,
    artist: song.tags.artist,
  };
}

/** Recognises the file and reads its header; everything that can be refused before decoding is refused here. */
async function openSong(bytes: Uint8Array, fileName: string, track: number): Promise<EncodedSong> {
  if (bytes.length === 0) throw fileEmpty(fileName);
  if (bytes.length > SONG_LIMITS.maxFileBytes) throw fileTooLarge(fileName, bytes.length);
  const detected = detectFormat(bytes);
  if (detected.kind === 'not-audio') throw fileNotAudio(fileName);
  if (detected.kind === 'unsupported') throw formatUnsupported(fileName, detected.name);
  const song = await orTruncated(fileName, () =>
    openContainer(bytes, detected.container, detected.start, fileName, track),
  );
  if (!song) throw fileTruncated(fileName, 0, null);
  if (song.channels > MAX_CHANNELS) {
    throw formatUnsupported(fileName, `sound with ${song.channels} channels`);
  }
  const { minSampleRateHz, maxSampleRateHz } = SONG_LIMITS;
  if (!(song.sampleRateHz >= minSampleRateHz && song.sampleRateHz <= maxSampleRateHz)) {
    throw formatUnsupported(fileName, `a sample rate of ${song.sampleRateHz} Hz`);
  }
  if (song.promisedSeconds !== null && song.promisedSeconds > SONG_LIMITS.maxSeconds) {
    throw songTooLong(fileName, song.promisedSeconds);
  }
  return song;
}

function openContainer(
  bytes: Uint8Array,
  container: Container,
  start: number,
  fileName: string,
  track: number,
): EncodedSong | null | Promise<EncodedSong | null> {
  switch (container) {
    case 'mp3':
      return openMp3(bytes, start);
    case 'wav':
      return openWav(bytes.subarray(start), fileName);
    case 'aiff':
      return openAiff(bytes.subarray(start), fileName);
    case 'flac':
      return openFlac(bytes, start);
    case 'ogg':
      return openOgg(bytes, start, fileName);
    case 'mp4':
      return openMp4(bytes.subarray(start), fileName, track);
    case 'adts':
      return openAdts(bytes, start);
  }
}

/** As long as the longest song at 48 kHz: a damaged header may promise what no memory holds. */
const MAX_EXPECTED_SAMPLES = SONG_LIMITS.maxSeconds * 48000;

/** Decodes into one or two channels at the file's own rate, trimmed. */
async function decodeChannels(
  song: EncodedSong,
  fileName: string,
  options: TaskOptions,
): Promise<Float32Array[]> {
  const { promisedSeconds, sampleRateHz } = song;
  const maxSamples = SONG_LIMITS.maxSeconds * sampleRateHz;
  const expectedSamples = song.trim.keepSamples ?? (promisedSeconds ?? 0) * sampleRateHz;
  const collector = new StereoCollector(
    song.gainsFor,
    song.trim,
    Math.min(MAX_EXPECTED_SAMPLES, expectedSamples),
  );
  await orTruncated(fileName, () =>
    song.decode((channels) => {
      collector.push(channels);
      // A header may promise little and go on for hours.
      if (collector.collectedSamples > maxSamples) {
        throw songTooLong(fileName, collector.collectedSamples / sampleRateHz);
      }
    }, options),
  );
  const seconds = collector.collectedSamples / sampleRateHz;
  if (seconds === 0 || seconds < SONG_LIMITS.minReadableShare * (promisedSeconds ?? 0)) {
    throw fileTruncated(fileName, seconds, promisedSeconds);
  }
  return collector.finish();
}

/** Whatever a decoder throws on bytes that are not as they should be means one thing to the user. */
async function orTruncated<T>(fileName: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SegueError) throw error;
    throw fileTruncated(fileName, 0, null, error);
  }
}

const RESAMPLING_STEP_SAMPLES = 1 << 19;

async function toSampleRate(pcm: Pcm, { signal, onProgress }: TaskOptions): Promise<Pcm> {
  if (pcm.sampleRateHz === SAMPLE_RATE_HZ) return pcm;
  const resampler = createResampler(pcm.sampleRateHz, SAMPLE_RATE_HZ);
  const length = resampledLength(lengthSamples(pcm), resampler);
  const channels = pcm.channels.map(() => new Float32Array(length));
  for (let from = 0; from < length; from += RESAMPLING_STEP_SAMPLES) {
    throwIfAborted(signal);
    const to = Math.min(length, from + RESAMPLING_STEP_SAMPLES);
    resampleRange(resampler, pcm.channels, channels, from, to);
    onProgress?.({ step: 'Converting the sample rate', fraction: to / length });
    await breathe();
  }
  return { sampleRateHz: SAMPLE_RATE_HZ, channels };
}
