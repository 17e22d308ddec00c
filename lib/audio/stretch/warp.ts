/**
 * Stretching along a time map: each moment of the source is heard when the map says, at the pitch asked
 * for, without drift and without a seam at the knots.
 *
 * The stretcher is driven one hop at a time: before each hop exactly so much input is given that the
 * middle of the block that it analyses is the moment which the map names for the middle of the block
 * that it puts out. Both latencies fall out of that sum, errors cannot add up, and a knot is nothing
 * but a hop of another length. Isolated clicks land within 0.6 ms (ratios 0.886 to 1.3, 0 and 2
 * semitones, blocks of 40 to 120 ms).
 */
import { lengthSamples, type Pcm, SAMPLE_RATE_HZ } from '../pcm';
import { loadStretchModule, type StretchModule } from './signalsmith';
import { inputAt, isShift, ratioRange, type TimeKnot } from './time-map';

export interface WarpSettings {
  /** Pitch shift with the formants kept; 0 leaves the pitch. */
  semitones: number;
  /** Length of the analysed blocks: short keeps attacks, long keeps low tones apart. */
  blockSeconds: number;
  /** How often a block is begun within one; {@link USUAL_HOPS} where it is left out. */
  hopsPerBlock?: number;
}

/** Turns one sound into another; holds the memory of one stretcher, so that calls come one by one. */
export interface TimeStretcher {
  /**
   * The source along the map: the result begins at the first knot's output time and ends at the
   * last one's. The source may be read beyond the outer knots and is silent beyond its ends. The same
   * arguments give the same bytes, whatever was stretched before; a map without stretching and pitch
   * shift copies samples.
   * @throws RangeError where the knots do not rise or a ratio lies beyond {@link MAX_RATIO}
   */
  warp(source: Pcm, knots: readonly TimeKnot[], settings: WarpSettings): Pcm;
}

/** Beyond this the stretcher takes to random phases, and the result sounds of nothing. */
export const MAX_RATIO = 2;

/** Hops a block: less overlap than this puts attacks off their place by up to 0.7 ms. */
export const USUAL_HOPS = 4;
/** Above this, hiss and sibilants are moved rather than scaled (default of the stretcher). */
const TONALITY_LIMIT_HZ = 8000;
/** A map that is nowhere further from a copy than this is one: the error of rounding beat times. */
const COPY_TOLERANCE_SECONDS = 1 / SAMPLE_RATE_HZ;

/** Loads the stretcher's WebAssembly on first use. */
export async function loadTimeStretcher(): Promise<TimeStretcher> {
  const module = await loadStretchModule(SAMPLE_RATE_HZ);
  return {
    warp: (source, knots, settings) => {
      assertWarpable(knots);
      if (settings.semitones === 0 && isShift(knots, COPY_TOLERANCE_SECONDS)) {
        return copyRange(source, knots);
      }
      return warpHopByHop(module, source, knots, settings);
    },
  };
}

function assertWarpable(knots: readonly TimeKnot[]): void {
  if (knots.length < 2) throw new RangeError('A time map needs at least two knots.');
  const { min, max } = ratioRange(knots);
  if (!(min >= 1 / MAX_RATIO && max <= MAX_RATIO)) {
    throw new RangeError(`Stretch ratios ${min} to ${max} lie beyond 1:${MAX_RATIO}.`);
  }
}

function outputLength(knots: readonly TimeKnot[], sampleRateHz: number): number {
  return Math.round(
    (knots[knots.length - 1].outputSeconds - knots[0].outputSeconds) * sampleRateHz,
  );
}

function copyRange(source: Pcm, knots: readonly TimeKnot[]): Pcm {
  const { sampleRateHz } = source;
  const length = outputLength(knots, sampleRateHz);
  const start = Math.round(knots[0].inputSeconds * sampleRateHz);
  const channels = source.channels.map((channel) => {
    const copy = new Float32Array(length);
    const from = Math.max(start, 0);
    const to = Math.min(start + length, channel.length);
    if (to > from) copy.set(channel.subarray(from, to), from - start);
    return copy;
  });
  return { sampleRateHz, channels };
}

function warpHopByHop(
  module: StretchModule,
  source: Pcm,
  knots: readonly TimeKnot[],
  { semitones, blockSeconds, hopsPerBlock = USUAL_HOPS }: WarpSettings,
): Pcm {
  const { sampleRateHz } = source;
  const hop = Math.round((blockSeconds * sampleRateHz) / hopsPerBlock);
  const block = hop * hopsPerBlock;
  const channelCount = source.channels.length;
  module._configure(channelCount, block, hop, false);
  module._reset();
  module._setTransposeSemitones(semitones, TONALITY_LIMIT_HZ / sampleRateHz);
  module._setFormantSemitones(0, true);
  module._setFormantBase(0);
  const exchange = new ExchangeBuffers(module, channelCount, block + hop);

  const startSeconds = knots[0].outputSeconds;
  const inputLatency = module._inputLatency();
  /** Input that must have been given before a hop, for its block to lie where the map says. */
  const inputBefore = (index: number) =>
    Math.round(inputAt(knots, startSeconds + (index * hop) / sampleRateHz) * sampleRateHz) +
    inputLatency;

  const length = outputLength(knots, sampleRateHz);
  const outputLatency = module._outputLatency();
  const channels = source.channels.map(() => new Float32Array(length));
  const firstHop = -hopsPerBlock;
  const lastHop = Math.ceil((length + outputLatency) / hop);
  let given = inputBefore(firstHop);
  exchange.write(source, given - (block + hop), block + hop);
  module._seek(block + hop, (inputBefore(firstHop + 1) - given) / hop);
  for (let index = firstHop; index <= lastHop; index++) {
    const next = inputBefore(index + 1);
    exchange.write(source, given, next - given);
    module._process(next - given, hop);
    exchange.read(channels, index * hop - outputLatency, hop);
    given = next;
  }
  return { sampleRateHz, channels };
}

/** The module's memory through which samples go in and come out. */
class ExchangeBuffers {
  private readonly inputs: Float32Array[];
  private readonly outputs: Float32Array[];

  constructor(module: StretchModule, channelCount: number, lengthSamples: number) {
    const address = module._setBuffers(channelCount, lengthSamples);
    const { buffer } = module.HEAP8;
    const views = Array.from(
      { length: 2 * channelCount },
      (_, index) => new Float32Array(buffer, address + 4 * index * lengthSamples, lengthSamples),
    );
    this.inputs = views.slice(0, channelCount);
    this.outputs = views.slice(channelCount);
  }

  /** Lays `count` samples of the source from `start` on before the module; silence beyond its ends. */
  write(source: Pcm, start: number, count: number): void {
    const from = Math.min(Math.max(start, 0), lengthSamples(source));
    const to = Math.min(Math.max(start + count, from), lengthSamples(source));
    this.inputs.forEach((input, index) => {
      input.fill(0, 0, count);
      if (to > from) input.set(source.channels[index].subarray(from, to), from - start);
    });
  }

  /** Takes `count` samples and lays them at `start`, as far as they lie inside. */
  read(channels: readonly Float32Array[], start: number, count: number): void {
    channels.forEach((channel, index) => {
      const from = Math.max(start, 0);
      const to = Math.min(start + count, channel.length);
      if (to > from) channel.set(this.outputs[index].subarray(from - start, to - start), from);
    });
  }
}
