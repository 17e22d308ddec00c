/** MP3 through mpg123. */
import { breathe, throwIfAborted } from '@/lib/base/progress';
import { stereoGains } from './channel-layout';
import type { EncodedSong } from './encoded-song';
import { readId3Tags } from './id3-tags';
import { MP3_DECODER_DELAY, readMp3Info } from './mp3-info';
import { readMpegFrame, walkMpegFrames } from './mpeg-frames';
import { startDecoder } from './start-decoder';

const CHUNK_BYTES = 1 << 18;

/**
 * Reads the headers of an MP3 whose first frame is at `start`. The whole file is walked from frame to frame,
 * which tells its exact length and gives the decoder whole frames only. The decoder's own trimming is off:
 * it goes by the information frame, which is left out of what it gets.
 */
export function openMp3(bytes: Uint8Array, start: number): EncodedSong | null {
  const frame = readMpegFrame(bytes, start);
  if (!frame) return null;
  const info = readMp3Info(bytes, start);
  const { frames, runs, endsMidFrame } = walkMpegFrames(bytes, start + info.frameBytes, frame);
  const delaySamples = info.encoderDelaySamples + MP3_DECODER_DELAY;
  // A file that lost its end has lost its padding with it.
  const isWhole = info.frames === null || frames >= info.frames;
  const padding = isWhole ? info.paddingSamples : 0;
  const musicSamples = (count: number) =>
    Math.max(0, count * frame.samples - info.encoderDelaySamples - padding);
  return {
    format: 'mp3',
    sampleRateHz: frame.sampleRateHz,
    channels: frame.channels,
    tags: readId3Tags(bytes),
    promisedSeconds: musicSamples(Math.max(frames, info.frames ?? 0)) / frame.sampleRateHz,
    endsMidFrame,
    delaySamples,
    trim: { skipSamples: delaySamples, keepSamples: musicSamples(frames) },
    gainsFor: (channels) => stereoGains(channels, 'wav'),
    async decode(push, { signal, onProgress }) {
      const decoder = await startDecoder('MP3', async () => {
        const { MPEGDecoder } = await import('mpg123-decoder');
        const started = new MPEGDecoder({ enableGapless: false });
        await started.ready;
        return started;
      });
      try {
        for (const run of runs) {
          for (let from = run.start; from < run.end; from += CHUNK_BYTES) {
            throwIfAborted(signal);
            const chunk = bytes.subarray(from, Math.min(run.end, from + CHUNK_BYTES));
            const { channelData } = decoder.decode(chunk);
            // The decoder makes two channels of one.
            push(frame.channels === 1 ? channelData.slice(0, 1) : channelData);
            onProgress?.({ step: 'Decoding', fraction: from / bytes.length });
            await breathe();
          }
        }
      } finally {
        decoder.free();
      }
    },
  };
}
