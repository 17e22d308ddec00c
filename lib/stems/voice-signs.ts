/**
 * How like a voice the notes of a song are, by point of its spectrogram. Where the song is long enough, what is new in it
 * (`novelty.ts`) tells; else the place in the stereo image does, since voices mostly lie in its middle (D. Barry et
 * al., Sound source separation: azimuth discrimination and resynthesis, DAFx 2004).
 */
import type { Pcm } from '@/lib/audio/pcm';
import { FRAMES_TO_NOVELTY, type Novelty } from './novelty';

/** Likeness at the sides of the image, and in the middle. */
const AT_SIDE = 0.25;
const IN_MIDDLE = 0.85;
/** Where nothing is known. */
const UNKNOWN = 0.5;

/** Where the sides are this much below the middle the image says nothing, as in mono: -50 dB. */
const MONO_SIDE_POWER = 1e-5;

/** Novelty is the mean over so many frames and bins to either side, by power: notes are larger than points. */
const MEAN_FRAMES = 4;
const MEAN_BINS = 2;
/** Frames to either side of a frame that its likeness depends on. */
export const VOICE_SIGN_FRAMES = MEAN_FRAMES;

/** Likeness by the place in the image: how alike left and right are. */
export class ImageSign {
  private readonly hasImage: boolean;

  constructor(mix: Pcm) {
    this.hasImage = !isMonophonic(mix);
  }

  likeness([left, right]: readonly Float32Array[], frame: number, likeness: Float32Array): void {
    if (!this.hasImage) {
      likeness.fill(AT_SIDE + (IN_MIDDLE - AT_SIDE) * UNKNOWN);
      return;
    }
    const bins = likeness.length;
    const offset = frame * 2 * bins;
    for (let bin = 0; bin < bins; bin++) {
      const from = offset + 2 * Math.max(0, bin - 1);
      const to = offset + 2 * Math.min(bins - 1, bin + 1) + 1;
      let both = 0;
      let cross = 0;
      for (let i = from; i <= to; i++) {
        both += left[i] ** 2 + right[i] ** 2;
        cross += left[i] * right[i];
      }
      const centre = cross > 0 ? (2 * cross) / both : 0;
      likeness[bin] = AT_SIDE + (IN_MIDDLE - AT_SIDE) * centre;
    }
  }
}

/** Likeness by novelty, for blocks of consecutive frames. */
export class NoveltySign {
  private new = new Float32Array(0);
  private all = new Float32Array(0);
  private frames = 0;
  private readonly powers: Float32Array;

  constructor(private readonly novelty: Novelty) {
    this.powers = new Float32Array(novelty.bins);
  }

  /**
   * Takes in a block; {@link likeness} then answers for the frames in it.
   * @param first the block's first frame
   * @param voicePowers writes the powers of a frame of the block that may be a voice's
   */
  observe(
    first: number,
    frames: number,
    voicePowers: (frame: number, powers: Float32Array) => void,
  ): void {
    const { bins, values } = this.novelty;
    const last = this.novelty.frames - 1;
    if (this.new.length < frames * bins) {
      this.new = new Float32Array(frames * bins);
      this.all = new Float32Array(frames * bins);
    }
    this.frames = frames;
    for (let frame = 0; frame < frames; frame++) {
      voicePowers(frame, this.powers);
      // Between two frames whose novelty is known it is the mean of theirs.
      const place = (first + frame) / FRAMES_TO_NOVELTY;
      const before = Math.min(last, Math.floor(place)) * bins;
      const after = Math.min(last, Math.ceil(place)) * bins;
      const power = (bin: number) => this.powers[bin];
      const fresh = (bin: number) =>
        (this.powers[bin] * (values[before + bin] + values[after + bin])) / 510;
      sumsAround(power, this.all.subarray(frame * bins, (frame + 1) * bins));
      sumsAround(fresh, this.new.subarray(frame * bins, (frame + 1) * bins));
    }
  }

  likeness(frame: number, likeness: Float32Array): void {
    const { bins } = this.novelty;
    const from = Math.max(0, frame - MEAN_FRAMES);
    const to = Math.min(this.frames - 1, frame + MEAN_FRAMES);
    likeness.fill(UNKNOWN, bins);
    for (let bin = 0; bin < bins; bin++) {
      let fresh = 0;
      let all = 0;
      for (let at = from * bins + bin; at <= to * bins + bin; at += bins) {
        fresh += this.new[at];
        all += this.all[at];
      }
      likeness[bin] = all > 0 ? fresh / all : 0;
    }
  }
}

/** Sums of the values around each bin. */
function sumsAround(value: (bin: number) => number, sums: Float32Array): void {
  const bins = sums.length;
  let sum = 0;
  for (let bin = -MEAN_BINS; bin < bins; bin++) {
    if (bin + MEAN_BINS < bins) sum += value(bin + MEAN_BINS);
    if (bin > MEAN_BINS) sum -= value(bin - MEAN_BINS - 1);
    if (bin >= 0) sums[bin] = Math.max(0, sum);
  }
}

/** Whether the channels are alike, so that the stereo image tells nothing apart. */
function isMonophonic({ channels }: Pcm): boolean {
  if (channels.length < 2) return true;
  const [left, right] = channels;
  let middle = 0;
  let side = 0;
  for (let i = 0; i < left.length; i++) {
    middle += (left[i] + right[i]) ** 2;
    side += (left[i] - right[i]) ** 2;
  }
  return side <= MONO_SIDE_POWER * middle;
}
