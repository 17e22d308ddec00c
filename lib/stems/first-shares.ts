/** Shares of the stems in a song's frames by rules alone, worked out a few seconds at a time. */
import type { Pcm } from '@/lib/audio/pcm';
import type { Stft } from '@/lib/audio/stft';
import type { Novelty } from './novelty';
import { contextFrames, type FrameShares, type MagnitudeBlock, QuickMasks } from './quick-masks';
import { ImageSign, NoveltySign, VOICE_SIGN_FRAMES } from './voice-signs';

/** Frames that are worked on at once: 3 s of sound. */
export const CHUNK_FRAMES = 256;

export class FirstShares {
  private readonly masks: QuickMasks;
  private readonly context: number;
  private readonly byNovelty: NoveltySign | null;
  private readonly byImage: ImageSign;
  private readonly likeness: Float32Array;
  private readonly spectra: Float32Array[];
  private readonly magnitudes: Float32Array;

  constructor(
    private readonly mix: Pcm,
    private readonly stft: Stft,
    novelty: Novelty | null,
  ) {
    const framesPerSecond = mix.sampleRateHz / stft.hop;
    this.masks = new QuickMasks(stft.bins, mix.sampleRateHz / stft.size, framesPerSecond);
    this.context = contextFrames(framesPerSecond) + VOICE_SIGN_FRAMES;
    this.byNovelty = novelty && new NoveltySign(novelty);
    this.byImage = new ImageSign(mix);
    this.likeness = new Float32Array(stft.bins);
    const most = (CHUNK_FRAMES + 2 * this.context) * stft.bins;
    this.spectra = mix.channels.map(() => new Float32Array(2 * most));
    this.magnitudes = new Float32Array(most);
  }

  /**
   * Writes the shares of frames `start` to `end` (exclusive, at most {@link CHUNK_FRAMES} later) of `frameCount`.
   * @param target where those of a frame belong
   * @param visit called with each frame's magnitudes once its shares are there
   */
  measure(
    start: number,
    end: number,
    frameCount: number,
    target: (frame: number) => FrameShares,
    visit: (frame: number, magnitudes: Float32Array, shares: FrameShares) => void,
  ): void {
    const { masks, byNovelty, likeness } = this;
    const { bins } = this.stft;
    const first = Math.max(0, start - this.context);
    const frames = Math.min(end + this.context, frameCount) - first;
    const values = this.magnitudes.subarray(0, frames * bins);
    const block: MagnitudeBlock = { frames, bins, values };
    this.analyzeBlock(first, block);
    masks.observe(block);
    byNovelty?.observe(first, frames, (frame, powers) => masks.voicePowers(block, frame, powers));
    for (let frame = start - first; frame < end - first; frame++) {
      if (byNovelty) byNovelty.likeness(frame, likeness);
      else this.byImage.likeness(this.spectra, frame, likeness);
      const shares = target(first + frame);
      masks.shares(frame, likeness, shares);
      visit(first + frame, values.subarray(frame * bins, (frame + 1) * bins), shares);
    }
  }

  /** Spectra of the frames of a block by channel, and their magnitudes over all channels. */
  private analyzeBlock(first: number, { frames, bins, values }: MagnitudeBlock): void {
    values.fill(0);
    this.mix.channels.forEach((channel, c) => {
      const spectrum = this.spectra[c];
      for (let frame = 0; frame < frames; frame++) {
        const at = frame * 2 * bins;
        this.stft.analyze(channel, first + frame, spectrum.subarray(at, at + 2 * bins));
      }
      for (let i = 0; i < values.length; i++) {
        values[i] += spectrum[2 * i] ** 2 + spectrum[2 * i + 1] ** 2;
      }
    });
    for (let i = 0; i < values.length; i++) values[i] = Math.sqrt(values[i]);
  }
}
