/** What every reader of a format makes of a file's header, before anything is decoded. */
import type { TaskOptions } from '@/lib/base/progress';
import type { StereoGains } from './channel-layout';
import type { TrimWindow } from './stereo-collector';

/** How the sound is coded, not how the file is named. */
export type AudioFormat =
  | 'mp3'
  | 'wav'
  | 'aiff'
  | 'flac'
  | 'ogg-flac'
  | 'ogg-vorbis'
  | 'opus'
  | 'aac'
  | 'alac';

export interface SongTags {
  title: string | null;
  artist: string | null;
}

export const NO_TAGS: SongTags = { title: null, artist: null };

/** Receives blocks of equally long channels at the file's sample rate. */
export type PushBlock = (channels: readonly Float32Array[]) => void;

export interface EncodedSong {
  format: AudioFormat;
  /** Rate of the decoded samples. */
  sampleRateHz: number;
  channels: number;
  tags: SongTags;
  /** Length that the file's header promises, seconds; null where only decoding tells. */
  promisedSeconds: number | null;
  /** Whether a file that promises no length ends in the middle of a frame: it may have been cut off. */
  endsMidFrame?: boolean;
  /** Delay of encoder and decoder at the start of the stream, samples; taken off by one of the two below. */
  delaySamples: number;
  /** What is still to be cut off the decoder's output. */
  trim: TrimWindow;
  gainsFor(channels: number): readonly StereoGains[];
  /** Decodes from start to end; progress is 0 to 1 of the decoding. */
  decode(push: PushBlock, options: TaskOptions): Promise<void>;
}
