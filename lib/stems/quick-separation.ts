/**
 * The quick split: takes a song apart by signal processing alone, faster than real time and without any model. Rules
 * say first whose each point of the spectrogram is (`first-shares.ts`); what the song's own sounds say of that is
 * brought in (`recurring-sounds.ts`). The song passes through in blocks, so that beside the sound itself only some
 * spectra lie in memory.
 */
import { lengthSamples, type Pcm } from '@/lib/audio/pcm';
import { Stft } from '@/lib/audio/stft';
import { breathe, throwIfAborted } from '@/lib/base/progress';
import { createRandom } from '@/lib/base/random';
import { CHUNK_FRAMES, FirstShares } from './first-shares';
import { measureNovelty } from './novelty';
import type { FrameShares } from './quick-masks';
import { RecurringSounds } from './recurring-sounds';
import type { SeparateOptions } from './separator';
import type { Stems } from './stems';

/** 46 ms at 44.1 kHz: short enough for hits, long enough to tell notes apart. */
const FRAME_SIZE = 2048;
const HOP = FRAME_SIZE / 4;

/** A song's sounds are learned of so much of it at a time: what is played and sung changes. */
const BLOCK_SECONDS = 40;
/** Where the first patterns come from. */
const SEED = 1;

/** Shares of the time: finding out what is new; then, of each block, first shares and sounds. */
const NOVELTY_SHARE = 0.2;
const FIRST_SHARE = 0.6;
const SOUNDS_SHARE = 0.15;

/**
 * Separates a mix into vocals, drums, bass and other, each with as many channels as the mix. They sum
 * to it within the rounding of single precision.
 */
export async function quickSeparate(mix: Pcm, options: SeparateOptions = {}): Promise<Stems> {
  const { signal, onProgress } = options;
  const pause = async (fraction: number) => {
    throwIfAborted(signal);
    onProgress?.({ step: 'Separating the stems', fraction });
    await breathe();
  };
  const stft = new Stft(FRAME_SIZE, HOP);
  const { bins } = stft;
  const novelty = await measureNovelty(mix, stft, (share) => pause(NOVELTY_SHARE * share));
  const first = new FirstShares(mix, stft, novelty);
  const silent = () => mix.channels.map((channel) => new Float32Array(channel.length));
  const stems = { vocals: silent(), drums: silent(), bass: silent() };
  const frameCount = lengthSamples(mix) === 0 ? 0 : stft.frameCount(lengthSamples(mix));
  const blocks = Math.ceil((frameCount * HOP) / (BLOCK_SECONDS * mix.sampleRateHz));
  const blockFrames = Math.ceil(frameCount / blocks);
  const shares = new BlockShares(blockFrames, bins);
  const spectrum = new Float32Array(2 * bins);
  const masked = new Float32Array(2 * bins);

  for (let block = 0; block < blocks; block++) {
    const from = block * blockFrames;
    const until = Math.min(from + blockFrames, frameCount);
    const frames = until - from;
    const done = novelty ? NOVELTY_SHARE : 0;
    const pauseAt = (share: number) => pause(done + ((1 - done) * (block + share)) / blocks);
    const sounds = novelty && new RecurringSounds(mix.sampleRateHz / FRAME_SIZE, bins, frames);
    for (let start = from; start < until; start += CHUNK_FRAMES) {
      await pauseAt((FIRST_SHARE * (start - from)) / frames);
      first.measure(
        start,
        Math.min(start + CHUNK_FRAMES, until),
        frameCount,
        (frame) => shares.of(frame - from),
        (frame, magnitudes) => sounds?.observe(frame - from, magnitudes, shares.of(frame - from)),
      );
    }
    await sounds?.learn(createRandom(SEED), (share) => pauseAt(FIRST_SHARE + SOUNDS_SHARE * share));
    const masking = FIRST_SHARE + SOUNDS_SHARE;
    for (let frame = from; frame < until; frame++) {
      if ((frame - from) % CHUNK_FRAMES === 0) {
        await pauseAt(masking + ((1 - masking) * (frame - from)) / frames);
      }
      const own = shares.of(frame - from);
      sounds?.refine(frame - from, own);
      mix.channels.forEach((channel, c) => {
        stft.analyze(channel, frame, spectrum);
        for (const stem of ['vocals', 'drums', 'bass'] as const) {
          mask(spectrum, own[stem], masked);
          stft.synthesize(masked, frame, stems[stem][c]);
        }
      });
    }
  }
  throwIfAborted(signal);
  const { vocals, drums, bass } = stems;
  const other = options.mayOverwriteMix
    ? mix.channels
    : mix.channels.map((channel) => channel.slice());
  other.forEach((channel, c) => {
    for (let i = 0; i < channel.length; i++) {
      channel[i] -= vocals[c][i] + drums[c][i] + bass[c][i];
    }
  });
  onProgress?.({ step: 'Separating the stems', fraction: 1 });
  const pcm = (channels: Float32Array[]) => ({ sampleRateHz: mix.sampleRateHz, channels });
  return { vocals: pcm(vocals), drums: pcm(drums), bass: pcm(bass), other: pcm(other) };
}

/** Writes a spectrum's bins, each times its share. */
function mask(spectrum: Float32Array, shares: Float32Array, masked: Float32Array): void {
  for (let bin = 0; bin < shares.length; bin++) {
    masked[2 * bin] = spectrum[2 * bin] * shares[bin];
    masked[2 * bin + 1] = spectrum[2 * bin + 1] * shares[bin];
  }
}

/** The shares of all frames of a block. */
class BlockShares {
  private readonly values: Float32Array;

  constructor(
    frames: number,
    private readonly bins: number,
  ) {
    this.values = new Float32Array(3 * frames * bins || 0);
  }

  of(frame: number): FrameShares {
    const { bins } = this;
    const line = (i: number) =>
      this.values.subarray((3 * frame + i) * bins, (3 * frame + i + 1) * bins);
    return { vocals: line(0), drums: line(1), bass: line(2) };
  }
}
