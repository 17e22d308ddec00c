/**
 * The inner loops of nonnegative factors, four floats at once: a row of values beside what its parts come to, and what
 * follows from that for the row's activations and for the patterns.
 */
import {
  assemble,
  type Code,
  float4,
  int,
  type Local,
  type WasmFunction,
  whileTrue,
} from '@/lib/base/wasm-assembler';

const { add, divide, greater, load, loadSplat, multiply, store } = float4;
const FLOAT = 4;
const VECTOR = 16;
/** Columns that are worked on at once; a row is filled up to a multiple of them. */
const COLUMNS_AT_ONCE = 16;
/** Keeps a quotient defined, and factors above nothing, from which they would not come back. */
export const LEAST_FACTOR = 1e-12;

const step = (variable: Local, bytes: number): Code =>
  variable.set(int.add(variable.get, int.of(bytes)));

/** Memory for so many rows and columns of values and so many parts, and the loops over it. */
export class FactorKernel {
  /** Floats from one row of values, or one pattern, to the next. */
  readonly stride: number;
  readonly values: Float32Array;
  readonly activations: Float32Array;
  readonly patterns: Float32Array;
  /** The patterns column by column. */
  readonly columns: Float32Array;
  /** What {@link gather} sums up, in the order of {@link columns}. */
  readonly gathered: Float32Array;
  /** One over the sum of each pattern. */
  readonly scales: Float32Array;
  private readonly activationsAt: number;
  private readonly valuesAt: number;
  private readonly run: Record<'compare' | 'lift' | 'gather', (...addresses: number[]) => void>;

  /**
   * @param parts a multiple of four
   * @throws RangeError where it is not
   */
  constructor(
    rows: number,
    columns: number,
    private readonly parts: number,
  ) {
    if (parts % (VECTOR / FLOAT) !== 0) throw new RangeError(`${parts} parts fill no vectors`);
    this.stride = Math.ceil(columns / COLUMNS_AT_ONCE) * COLUMNS_AT_ONCE;
    let bytes = 0;
    const place = (floats: number) => {
      const at = bytes;
      bytes += FLOAT * floats;
      return at;
    };
    const matrix = parts * this.stride;
    const places = {
      patterns: place(matrix),
      columns: place(matrix),
      gathered: place(matrix),
      scales: place(parts),
      quotients: place(this.stride),
    };
    this.activationsAt = place(rows * parts);
    this.valuesAt = place(rows * this.stride);
    const { memory, run } = assemble(loops(parts, this.stride, places), bytes);
    this.patterns = new Float32Array(memory, places.patterns, matrix);
    this.columns = new Float32Array(memory, places.columns, matrix);
    this.gathered = new Float32Array(memory, places.gathered, matrix);
    this.scales = new Float32Array(memory, places.scales, parts);
    this.activations = new Float32Array(memory, this.activationsAt, rows * parts);
    this.values = new Float32Array(memory, this.valuesAt, rows * this.stride);
    this.run = run;
  }

  /** Multiplies a row's activations by how much more of each pattern it has than they say. */
  lift(row: number): void {
    this.compare(row);
    this.run.lift(this.activationsAt + FLOAT * this.parts * row);
  }

  /** Adds to {@link gathered} how much more of each part a row has in each column. */
  gather(row: number): void {
    this.compare(row);
    this.run.gather(this.activationsAt + FLOAT * this.parts * row);
  }

  private compare(row: number): void {
    const activations = this.activationsAt + FLOAT * this.parts * row;
    this.run.compare(this.valuesAt + FLOAT * this.stride * row, activations);
  }
}

interface Places {
  patterns: number;
  columns: number;
  gathered: number;
  scales: number;
  quotients: number;
}

function loops(parts: number, stride: number, places: Places) {
  const vectors = parts / (VECTOR / FLOAT);
  const each = <Item>(count: number, item: (i: number) => Item) =>
    Array.from({ length: count }, (_, i) => item(i));

  /** Writes the quotients of a row's values by what its activations and the patterns come to. */
  const compare: WasmFunction = {
    parameters: 2,
    body([values, activations], declare) {
      const at = declare.int();
      const activation = declare.vector();
      const sums = each(COLUMNS_AT_ONCE / 4, () => declare.vector());
      return [
        at.set(int.of(0)),
        whileTrue(int.isLess(at.get, int.of(FLOAT * stride)), [
          ...sums.map((sum) => sum.set(float4.of(LEAST_FACTOR))),
          ...each(parts, (part) => [
            activation.set(loadSplat(activations.get, FLOAT * part)),
            ...sums.map((sum, i) => {
              const pattern = places.patterns + FLOAT * stride * part + VECTOR * i;
              return sum.set(add(sum.get, multiply(activation.get, load(at.get, pattern))));
            }),
          ]).flat(),
          ...sums.map((sum, i) =>
            store(
              at.get,
              divide(load(values.get, VECTOR * i), sum.get),
              places.quotients + VECTOR * i,
            ),
          ),
          step(at, VECTOR * sums.length),
          step(values, VECTOR * sums.length),
        ]),
      ];
    },
  };

  /** Walks along the columns with the quotient of each. */
  const alongColumns = (
    at: Local,
    quotientAt: Local,
    quotient: Local,
    body: readonly Code[],
  ): Code[] => [
    at.set(int.of(0)),
    quotientAt.set(int.of(0)),
    whileTrue(int.isLess(quotientAt.get, int.of(FLOAT * stride)), [
      quotient.set(loadSplat(quotientAt.get, places.quotients)),
      ...body,
      step(at, FLOAT * parts),
      step(quotientAt, FLOAT),
    ]),
  ];

  const lift: WasmFunction = {
    parameters: 1,
    body([activations], declare) {
      const [at, quotientAt, quotient] = [declare.int(), declare.int(), declare.vector()];
      const sums = each(vectors, () => declare.vector());
      const lifted = (sum: Local, i: number) =>
        multiply(
          multiply(load(activations.get, VECTOR * i), sum.get),
          load(int.of(0), places.scales + VECTOR * i),
        );
      return [
        ...sums.map((sum) => sum.set(float4.zero)),
        ...alongColumns(
          at,
          quotientAt,
          quotient,
          sums.map((sum, i) =>
            sum.set(
              add(sum.get, multiply(quotient.get, load(at.get, places.columns + VECTOR * i))),
            ),
          ),
        ),
        ...sums.map((sum, i) =>
          store(activations.get, greater(lifted(sum, i), float4.of(LEAST_FACTOR)), VECTOR * i),
        ),
      ];
    },
  };

  const gather: WasmFunction = {
    parameters: 1,
    body([activations], declare) {
      const [at, quotientAt, quotient] = [declare.int(), declare.int(), declare.vector()];
      const own = each(vectors, () => declare.vector());
      return [
        ...own.map((activation, i) => activation.set(load(activations.get, VECTOR * i))),
        ...alongColumns(
          at,
          quotientAt,
          quotient,
          own.map((activation, i) => {
            const place = places.gathered + VECTOR * i;
            return store(
              at.get,
              add(load(at.get, place), multiply(quotient.get, activation.get)),
              place,
            );
          }),
        ),
      ];
    },
  };
  return { compare, lift, gather };
}
