/**
 * The quick split: takes a song apart by signal processing alone, faster than real time and without any model. Rules
 * say first whose each point of the spectrogram is (`first-shares.ts`); what the song's own sounds say of that is
 * brought in (`recurring-sounds.ts`). The song passes through in parts, so that beside the sound itself little lies
 * in memory.
 */
import { lengthSamples, type Pcm } from '@/lib/audio/pcm';
import { Stft } from '@/lib/audio/stft';
import { breathe, throwIfAborted } from '@/lib/base/progress';
import { createRandom } from '@/lib/base/random';
import { CHUNK_FRAMES, FirstShares } from './first-shares';
import { measureNovelty } from './novelty';
import type { FrameShares } from './quick-masks';
import { RecurringSounds, ROW_FRAMES } from './recurring-sounds';
import type { SeparateOptions } from './separator';
import type { Stems } from './stems';

/** 46 ms at 44.1 kHz: short enough for hits, long enough to tell notes apart. */
const FRAME_SIZE = 2048;
const HOP = FRAME_SIZE / 4;

/**
 * A song is worked through in parts of about this length, and its sounds are learned of two neighbours at a time: what is
 * played and sung changes. Since each part is learned of with either neighbour, shares do not jump where two meet.
 */
const PART_SECONDS = 20;
/** Where the first patterns come from. */
const SEED = 1;

/** Share of the time that finding out what is new takes, and how long the steps of a part take beside each other. */
const NOVELTY_SHARE = 0.2;
const MEASURING_WORK = 6;
const LEARNING_WORK = 2;
const MASKING_WORK = 2;

/**
 * Separates a mix into vocals, drums, bass and other, each with as many channels as the mix. They sum
 * to it within the rounding of single precision.
 */
export async function quickSeparate(mix: Pcm, options: SeparateOptions = {}): Promise<Stems> {
  const { signal, onProgress } = options;
  const pause = async (fraction: number) => {
    onProgress?.({ step: 'Separating the stems', fraction });
    await breathe();
    throwIfAborted(signal);
  };
  const stft = new Stft(FRAME_SIZE, HOP);
  const { bins } = stft;
  const novelty = await measureNovelty(mix, stft, (share) => pause(NOVELTY_SHARE * share));
  const byRules = new FirstShares(mix, stft, novelty);
  const silent = () => mix.channels.map((channel) => new Float32Array(channel.length));
  const stems = { vocals: silent(), drums: silent(), bass: silent() };
  const frameCount = lengthSamples(mix) === 0 ? 0 : stft.frameCount(lengthSamples(mix));
  const sounds = novelty && new RecurringSounds(mix.sampleRateHz / FRAME_SIZE, bins, frameCount);
  const seconds = lengthSamples(mix) / mix.sampleRateHz;
  const wanted = Math.max(1, Math.round(seconds / PART_SECONDS));
  const partFrames = ROW_FRAMES * Math.max(1, Math.ceil(frameCount / wanted / ROW_FRAMES));
  const parts = Math.ceil(frameCount / partFrames);
  const startOf = (part: number) => Math.min(part * partFrames, frameCount);
  const shares = new RecentShares(2 * partFrames, bins);
  const spectrum = new Float32Array(2 * bins);
  const masked = new Float32Array(2 * bins);
  const done = novelty ? NOVELTY_SHARE : 0;
  const work = parts * (MEASURING_WORK + MASKING_WORK) + Math.max(1, parts - 1) * LEARNING_WORK;
  let worked = 0;
  const pauseAt = (now: number) => pause(done + ((1 - done) * (worked + now)) / work);

  const measure = async (part: number) => {
    for (let start = startOf(part); start < startOf(part + 1); start += CHUNK_FRAMES) {
      await pauseAt((MEASURING_WORK * (start - startOf(part))) / partFrames);
      const end = Math.min(start + CHUNK_FRAMES, startOf(part + 1));
      byRules.measure(
        start,
        end,
        frameCount,
        (frame) => shares.of(frame),
        (frame, magnitudes, own) => sounds?.observe(frame, magnitudes, own),
      );
    }
    worked += MEASURING_WORK;
  };
  const learn = async (from: number, part: number) => {
    await sounds?.learn(startOf(from), startOf(part + 1), createRandom(SEED), (share) =>
      pauseAt(LEARNING_WORK * share),
    );
    worked += LEARNING_WORK;
  };
  const takeApart = async (part: number) => {
    for (let frame = startOf(part); frame < startOf(part + 1); frame++) {
      const place = frame - startOf(part);
      if (place % CHUNK_FRAMES === 0) {
        await pauseAt((MASKING_WORK * place) / partFrames);
      }
      const own = shares.of(frame);
      sounds?.refine(frame, own);
      // A second time, since all spectra of two parts would take up four times as much as their sound.
      mix.channels.forEach((channel, c) => {
        stft.analyze(channel, frame, spectrum);
        for (const stem of ['vocals', 'drums', 'bass'] as const) {
          mask(spectrum, own[stem], masked);
          stft.synthesize(masked, frame, stems[stem][c]);
        }
      });
    }
    worked += MASKING_WORK;
  };

  for (let part = 0; part < parts; part++) {
    await measure(part);
    if (part > 0 || parts === 1) await learn(Math.max(0, part - 1), part);
    if (part > 0) await takeApart(part - 1);
  }
  if (parts > 0) await takeApart(parts - 1);
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

/** The shares of so many frames, those of each taking the place of older ones. */
class RecentShares {
  private readonly values: Float32Array;

  constructor(
    private readonly frames: number,
    private readonly bins: number,
  ) {
    this.values = new Float32Array(3 * frames * bins);
  }

  of(frame: number): FrameShares {
    const { bins } = this;
    const at = 3 * (frame % this.frames);
    const line = (i: number) => this.values.subarray((at + i) * bins, (at + i + 1) * bins);
    return { vocals: line(0), drums: line(1), bass: line(2) };
  }
}
