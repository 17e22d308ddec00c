/**
 * The quick split: takes a song apart by signal processing alone, faster than real time and without
 * any model. The masks are those of {@link QuickMasks}; the song passes through in pieces, so that
 * beside the sound itself only a few seconds of spectra lie in memory.
 */
import { lengthSamples, type Pcm } from '@/lib/audio/pcm';
import { Stft } from '@/lib/audio/stft';
import { breathe, throwIfAborted } from '@/lib/base/progress';
import { measureNovelty } from './novelty';
import { contextFrames, type MagnitudeBlock, QuickMasks } from './quick-masks';
import type { SeparateOptions } from './separator';
import type { Stems } from './stems';
import { ImageSign, NoveltySign, VOICE_SIGN_FRAMES } from './voice-signs';

/** 46 ms at 44.1 kHz: short enough for hits, long enough to tell notes apart. */
const FRAME_SIZE = 2048;
const HOP = FRAME_SIZE / 4;

/** Frames that are worked on between two looks at the abort signal: 3 s of sound. */
const CHUNK_FRAMES = 256;

/** Share of the time that finding out what is new takes. */
const NOVELTY_SHARE = 0.2;

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
  const framesPerSecond = mix.sampleRateHz / HOP;
  const masks = new QuickMasks(bins, mix.sampleRateHz / FRAME_SIZE, framesPerSecond);
  const context = contextFrames(framesPerSecond) + VOICE_SIGN_FRAMES;
  const novelty = await measureNovelty(mix, stft, (share) => pause(NOVELTY_SHARE * share));
  const byNovelty = novelty && new NoveltySign(novelty);
  const byImage = new ImageSign(mix);
  const silent = () => mix.channels.map((channel) => new Float32Array(channel.length));
  const targets = [silent(), silent(), silent()];
  const shares = targets.map(() => new Float32Array(bins));
  const likeness = new Float32Array(bins);
  const masked = new Float32Array(2 * bins);
  const spectra = mix.channels.map(() => new Float32Array((CHUNK_FRAMES + 2 * context) * 2 * bins));
  const magnitudes = new Float32Array((CHUNK_FRAMES + 2 * context) * bins);
  const frameCount = lengthSamples(mix) === 0 ? 0 : stft.frameCount(lengthSamples(mix));

  for (let start = 0; start < frameCount; start += CHUNK_FRAMES) {
    const share = start / frameCount;
    await pause(novelty ? NOVELTY_SHARE + (1 - NOVELTY_SHARE) * share : share);
    const end = Math.min(start + CHUNK_FRAMES, frameCount);
    const first = Math.max(0, start - context);
    const frames = Math.min(end + context, frameCount) - first;
    const block: MagnitudeBlock = { frames, bins, values: magnitudes.subarray(0, frames * bins) };
    analyzeBlock(mix, stft, first, block, spectra);
    masks.observe(block);
    byNovelty?.observe(first, frames, (frame, powers) => masks.voicePowers(block, frame, powers));
    for (let frame = start - first; frame < end - first; frame++) {
      if (byNovelty) byNovelty.likeness(frame, likeness);
      else byImage.likeness(spectra, frame, likeness);
      masks.shares(frame, likeness, shares[0], shares[1], shares[2]);
      targets.forEach((target, stem) => {
        target.forEach((channel, c) => {
          const offset = frame * 2 * bins;
          for (let i = 0; i < 2 * bins; i++) {
            masked[i] = spectra[c][offset + i] * shares[stem][i >> 1];
          }
          stft.synthesize(masked, first + frame, channel);
        });
      });
    }
  }
  throwIfAborted(signal);
  const [vocals, drums, bass] = targets;
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

/** Spectra of the frames of a block by channel, and their magnitudes over all channels. */
function analyzeBlock(
  mix: Pcm,
  stft: Stft,
  first: number,
  { frames, bins, values }: MagnitudeBlock,
  spectra: Float32Array[],
): void {
  values.fill(0);
  mix.channels.forEach((channel, c) => {
    for (let frame = 0; frame < frames; frame++) {
      const at = frame * 2 * bins;
      stft.analyze(channel, first + frame, spectra[c].subarray(at, at + 2 * bins));
    }
    const spectrum = spectra[c];
    for (let i = 0; i < values.length; i++) {
      values[i] += spectrum[2 * i] ** 2 + spectrum[2 * i + 1] ** 2;
    }
  });
  for (let i = 0; i < values.length; i++) values[i] = Math.sqrt(values[i]);
}
