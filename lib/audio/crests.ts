/** Crests between samples by block, four gaps at once: what the true peaks of a whole sound are found with. */
import {
  assemble,
  type Code,
  float4,
  int,
  type WasmFunction,
  whileTrue,
} from '@/lib/base/wasm-assembler';

/** Weights of the pairs of samples around a gap, nearest first, as the interpolator in `true-peak.ts` has them. */
export interface GapWeights {
  even: Float64Array;
  odd: Float64Array;
  middle: Float64Array;
}

const FLOAT = 4;
const QUAD = 16;
/** Samples that are looked at without the sound being handed over again. */
const CHUNK = 1 << 13;

const { add, subtract, multiply, load, store, of, magnitude, greater } = float4;

/** For each block from one sample to another four numbers, the largest of which is the crest. */
function crestFinder({ even, odd, middle }: GapWeights, blockSamples: number): WasmFunction {
  return {
    parameters: 3,
    body([at, end, output], declare) {
      const blockEnd = declare.int();
      const [symmetric, skewed, centre] = [0, 1, 2].map(() => declare.vector());
      const [sum, difference, crest] = [0, 1, 2].map(() => declare.vector());
      const pairs = Array.from(even, (_, k): Code[] => {
        const before = load(int.add(at.get, int.of(-k * FLOAT)));
        const after = load(at.get, (k + 1) * FLOAT);
        return [
          sum.set(add(before, after)),
          difference.set(subtract(before, after)),
          symmetric.set(add(symmetric.get, multiply(of(even[k]), sum.get))),
          skewed.set(add(skewed.get, multiply(of(odd[k]), difference.get))),
          centre.set(add(centre.get, multiply(of(middle[k]), sum.get))),
        ];
      });
      return [
        whileTrue(int.isLess(at.get, end.get), [
          crest.set(float4.zero),
          blockEnd.set(int.add(at.get, int.of(blockSamples * FLOAT))),
          whileTrue(int.isLess(at.get, blockEnd.get), [
            ...[symmetric, skewed, centre].map((total) => total.set(float4.zero)),
            ...pairs.flat(),
            crest.set(
              greater(
                crest.get,
                greater(
                  add(magnitude(symmetric.get), magnitude(skewed.get)),
                  magnitude(centre.get),
                ),
              ),
            ),
            at.set(int.add(at.get, int.of(QUAD))),
          ]),
          store(output.get, crest.get),
          output.set(int.add(output.get, int.of(QUAD))),
        ]),
      ];
    },
  };
}

export class Crests {
  /** Blocks of a chunk. */
  readonly blocks: number;
  private readonly sound: Float32Array;
  private readonly results: Float32Array;
  private readonly find: (at: number, end: number, output: number) => void;
  private readonly reach: number;

  /** @param blockSamples a multiple of four that divides a chunk */
  constructor(
    weights: GapWeights,
    private readonly blockSamples: number,
  ) {
    this.reach = weights.even.length;
    this.blocks = CHUNK / blockSamples;
    const resultFloats = 4 * this.blocks;
    const bytes = (resultFloats + CHUNK + 2 * this.reach) * FLOAT + QUAD;
    const find = crestFinder(weights, blockSamples);
    const { memory, run } = assemble({ find }, bytes);
    this.results = new Float32Array(memory, 0, resultFloats);
    this.sound = new Float32Array(memory, resultFloats * FLOAT, CHUNK + 2 * this.reach);
    this.find = run.find;
  }

  /** Takes the samples of a chunk from `start` on, with what lies around them; silence beyond the ends. */
  take(channel: Float32Array, start: number): void {
    const offset = start - this.reach;
    const from = Math.max(offset, 0);
    const to = Math.min(offset + this.sound.length, channel.length);
    this.sound.fill(0, 0, from - offset);
    this.sound.set(channel.subarray(from, to), from - offset);
    this.sound.fill(0, to - offset);
  }

  /** Writes the crests of blocks `from` to `to` (exclusive) of the chunk, each up to the sample after it. */
  between(from: number, to: number, crests: Float32Array): void {
    const at = (block: number) =>
      this.sound.byteOffset + (this.reach + block * this.blockSamples) * FLOAT;
    this.find(at(from), at(to), 0);
    const { results } = this;
    for (let block = from, i = 0; block < to; block++, i += 4) {
      crests[block] = Math.max(results[i], results[i + 1], results[i + 2], results[i + 3]);
    }
  }
}
