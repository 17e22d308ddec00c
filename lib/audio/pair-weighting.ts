/**
 * The K weighting of left and right at once: two doubles a vector, one for each ear, with the same operations
 * in the same order as one channel goes through by itself, so that the energies are the same to the last bit.
 */
import {
  assemble,
  type Code,
  double2,
  float4,
  int,
  type Local,
  type WasmFunction,
  whileTrue,
} from '@/lib/base/wasm-assembler';

/** b and a of the first stage; c the denominator of the second, whose numerator is (1 - z^-1)^2. */
export interface KWeighting {
  b0: number;
  b1: number;
  b2: number;
  a1: number;
  a2: number;
  c1: number;
  c2: number;
}

/** Samples that are handed over at once. */
export const PAIR_CHUNK = 1 << 13;

const FLOAT = 4;
const PAIR = 16;
/** Where the memories of the filters lie, two a stage, then the energies, then the sound. */
const STATES = 4;
const ENERGY_AT = STATES * PAIR;
const LEFT_AT = ENERGY_AT + PAIR;
const RIGHT_AT = LEFT_AT + PAIR_CHUNK * FLOAT;
const MEMORY_BYTES = RIGHT_AT + PAIR_CHUNK * FLOAT + PAIR;
/** Below this a memory only costs time: subnormal numbers slow the processor down by an order. */
const DENORMAL_GUARD = 1e-25;

const { add, subtract, multiply, of } = double2;

/** Filters from one left sample to another, and writes the energy of both ears. */
function weighing({ b0, b1, b2, a1, a2, c1, c2 }: KWeighting): WasmFunction {
  return {
    parameters: 2,
    body([left, leftEnd], declare) {
      const states = Array.from({ length: STATES }, () => declare.vector());
      const [p, q, r, s] = states;
      const [x, headed, y, energy] = [0, 1, 2, 3].map(() => declare.vector());
      const times = (factor: number, value: Local): Code => multiply(of(factor), value.get);
      const at = int.of(0);
      const right = int.add(left.get, int.of(RIGHT_AT - LEFT_AT));
      const ears = float4.gather([left.get, right]);
      return [
        ...states.map((state, i) => state.set(double2.load(at, i * PAIR))),
        energy.set(double2.zero),
        whileTrue(int.isLess(left.get, leftEnd.get), [
          x.set(double2.ofFloats(ears)),
          headed.set(add(times(b0, x), p.get)),
          p.set(add(subtract(times(b1, x), times(a1, headed)), q.get)),
          q.set(subtract(times(b2, x), times(a2, headed))),
          y.set(add(headed.get, r.get)),
          r.set(add(subtract(times(-2, headed), times(c1, y)), s.get)),
          s.set(subtract(headed.get, times(c2, y))),
          energy.set(add(energy.get, multiply(y.get, y.get))),
          left.set(int.add(left.get, int.of(FLOAT))),
        ]),
        ...states.map((state, i) => double2.store(at, state.get, i * PAIR)),
        double2.store(at, energy.get, ENERGY_AT),
      ];
    },
  };
}

/** Filters chunk by chunk; what has passed through is remembered until {@link reset}. */
export class PairWeighting {
  /** The chunk that is filtered next is written here. */
  readonly left: Float32Array;
  readonly right: Float32Array;
  private readonly states: Float64Array;
  private readonly energies: Float64Array;
  private readonly weigh: (from: number, to: number) => void;

  constructor(weighting: KWeighting) {
    const { memory, run } = assemble({ weigh: weighing(weighting) }, MEMORY_BYTES);
    this.left = new Float32Array(memory, LEFT_AT, PAIR_CHUNK);
    this.right = new Float32Array(memory, RIGHT_AT, PAIR_CHUNK);
    this.states = new Float64Array(memory, 0, 2 * STATES);
    this.energies = new Float64Array(memory, ENERGY_AT, 2);
    this.weigh = run.weigh;
  }

  reset(): void {
    this.states.fill(0);
  }

  /** Whether it remembers nothing: silence stays silence. */
  get isAtRest(): boolean {
    return this.states.every((state) => state === 0);
  }

  /** Energy of samples `from` to `to` (exclusive) of the chunk, which follow what was filtered last. */
  energyOf(from: number, to: number): number {
    this.weigh(LEFT_AT + from * FLOAT, LEFT_AT + to * FLOAT);
    return this.energies[0] + this.energies[1];
  }

  /** Forgets what has died away. */
  settle(): void {
    if (this.states.every((state) => Math.abs(state) < DENORMAL_GUARD)) this.reset();
  }
}
