/**
 * WebAssembly with 128-bit vectors, put together at run time: for the few inner loops in which two or four
 * numbers at once are worth it. An expression is the bytes that leave its value on the stack.
 * Source: WebAssembly Core Specification 2.0, chapter 5 (binary format).
 */

/** Instructions in the order of the binary format. */
export type Code = readonly number[];

const TYPE = { i32: 0x7f, v128: 0x7b, function: 0x60, none: 0x40 } as const;
const SECTION = { types: 1, imports: 2, functions: 3, exports: 7, code: 10 } as const;

/** Unsigned LEB128. */
function unsigned(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  do {
    const low = rest & 0x7f;
    rest >>>= 7;
    bytes.push(rest > 0 ? low | 0x80 : low);
  } while (rest > 0);
  return bytes;
}

/** Signed LEB128 of a number of 32 bits. */
function signed(value: number): number[] {
  const bytes: number[] = [];
  let rest = value | 0;
  for (;;) {
    const low = rest & 0x7f;
    rest >>= 7;
    if ((rest === 0 && (low & 0x40) === 0) || (rest === -1 && (low & 0x40) !== 0)) {
      return [...bytes, low];
    }
    bytes.push(low | 0x80);
  }
}

const vector = (opcode: number): number[] => [0xfd, ...unsigned(opcode)];

/** 32-bit integers, which are also addresses. */
export const int = {
  of: (value: number): Code => [0x41, ...signed(value)],
  add: (a: Code, b: Code): Code => [...a, ...b, 0x6a],
  isLess: (a: Code, b: Code): Code => [...a, ...b, 0x49],
  isAtMost: (a: Code, b: Code): Code => [...a, ...b, 0x4d],
  /** Times a power of two. */
  shiftLeft: (a: Code, bits: number): Code => [...a, ...int.of(bits), 0x74],
  /** The integer at an address. */
  load: (address: Code, offset = 0): Code => [...address, 0x28, 2, ...unsigned(offset)],
  /** The byte at an address, 0 to 255. */
  loadByte: (address: Code): Code => [...address, 0x2d, 0, 0],
};

/** Four floats of 32 bits. Offsets are in bytes and not negative. */
export const float4 = {
  zero: [...vector(0x0c), ...new Array<number>(16).fill(0)] as Code,
  /** One number, four times. */
  of: (value: number): Code => [
    ...vector(0x0c),
    ...new Uint8Array(new Float32Array(4).fill(value).buffer),
  ],
  add: (a: Code, b: Code): Code => [...a, ...b, ...vector(0xe4)],
  subtract: (a: Code, b: Code): Code => [...a, ...b, ...vector(0xe5)],
  multiply: (a: Code, b: Code): Code => [...a, ...b, ...vector(0xe6)],
  divide: (a: Code, b: Code): Code => [...a, ...b, ...vector(0xe7)],
  squareRoot: (a: Code): Code => [...a, ...vector(0xe3)],
  magnitude: (a: Code): Code => [...a, ...vector(0xe0)],
  /** The greater of each two numbers. */
  greater: (a: Code, b: Code): Code => [...a, ...b, ...vector(0xeb)],
  load: (address: Code, offset = 0): Code => [...address, ...vector(0x00), 4, ...unsigned(offset)],
  /** One float, four times. */
  loadSplat: (address: Code, offset = 0): Code => [
    ...address,
    ...vector(0x09),
    2,
    ...unsigned(offset),
  ],
  /** Floats from up to four addresses; zero where there are fewer. */
  gather: ([first, ...others]: readonly Code[]): Code => [
    ...[...others].reverse().flat(),
    ...first,
    ...vector(0x5c),
    ...[2, 0],
    ...others.flatMap((_, i) => [...vector(0x56), 2, 0, i + 1]),
  ],
  store: (address: Code, value: Code, offset = 0): Code => [
    ...address,
    ...value,
    ...vector(0x0b),
    4,
    ...unsigned(offset),
  ],
};

/** Picks two of the four halves of two vectors: 0 and 1 are the first's, 2 and 3 the second's. */
const halves = (a: Code, b: Code, low: number, high: number): Code => [
  ...a,
  ...b,
  ...vector(0x0d),
  ...[low, high].flatMap((half) => Array.from({ length: 8 }, (_, byte) => 8 * half + byte)),
];

/** Two floats of 64 bits. Offsets are in bytes and not negative. */
export const double2 = {
  zero: float4.zero,
  /** One number, twice. */
  of: (value: number): Code => [
    ...vector(0x0c),
    ...new Uint8Array(new Float64Array([value, value]).buffer),
  ],
  add: (a: Code, b: Code): Code => [...a, ...b, ...vector(0xf0)],
  subtract: (a: Code, b: Code): Code => [...a, ...b, ...vector(0xf1)],
  multiply: (a: Code, b: Code): Code => [...a, ...b, ...vector(0xf2)],
  divide: (a: Code, b: Code): Code => [...a, ...b, ...vector(0xf3)],
  isLess: (a: Code, b: Code): Code => [...a, ...b, ...vector(0x49)],
  /** One or the other, as a comparison says of each. */
  select: (where: Code, yes: Code, no: Code): Code => [...yes, ...no, ...where, ...vector(0x52)],
  /** The lower numbers of two vectors, or the higher. */
  lows: (a: Code, b: Code): Code => halves(a, b, 0, 2),
  highs: (a: Code, b: Code): Code => halves(a, b, 1, 3),
  /** The first two of four floats of 32 bits. */
  ofFloats: (floats: Code): Code => [...floats, ...vector(0x5f)],
  load: float4.load,
  /** One float, twice. */
  loadSplat: (address: Code, offset = 0): Code => [
    ...address,
    ...vector(0x0a),
    3,
    ...unsigned(offset),
  ],
  store: float4.store,
};

/** A variable of the function. */
export interface Local {
  get: Code;
  set(value: Code): Code;
}

/** Runs the body once and then as long as the condition holds. */
export function doWhile(body: readonly Code[], condition: Code): Code {
  return [0x03, TYPE.none, ...body.flat(), ...condition, 0x0d, 0, 0x0b];
}

/** Runs the body as long as the condition holds. */
export function whileTrue(condition: Code, body: readonly Code[]): Code {
  return [...condition, 0x04, TYPE.none, ...doWhile(body, condition), 0x0b];
}

export interface FunctionBuilder {
  int(): Local;
  /** Four floats or two doubles. */
  vector(): Local;
}

/** A function of integers without a result. */
export interface WasmFunction {
  parameters: number;
  body(parameters: Local[], declare: FunctionBuilder): readonly Code[];
}

const section = (id: number, content: readonly number[]): number[] => [
  id,
  ...unsigned(content.length),
  ...content,
];
const list = (items: readonly (readonly number[])[]): number[] => [
  ...unsigned(items.length),
  ...items.flat(),
];
const name = (text: string): number[] => list([...text].map((letter) => [letter.charCodeAt(0)]));

function local(index: number): Local {
  return {
    get: [0x20, ...unsigned(index)],
    set: (value) => [...value, 0x21, ...unsigned(index)],
  };
}

function assembleFunction({ parameters, body }: WasmFunction): number[] {
  const types: number[] = [];
  const declare = (type: number) => {
    types.push(type);
    return local(parameters + types.length - 1);
  };
  const instructions = body(
    Array.from({ length: parameters }, (_, i) => local(i)),
    {
      int: () => declare(TYPE.i32),
      vector: () => declare(TYPE.v128),
    },
  ).flat();
  const code = [...list(types.map((type) => [1, type])), ...instructions, 0x0b];
  return [...unsigned(code.length), ...code];
}

/** Memory comes in pages of 64 KiB. */
const PAGE_BYTES = 2 ** 16;

/** Compiles functions that share a memory. @param memoryBytes at least so many */
export function assemble<Name extends string>(
  functions: Readonly<Record<Name, WasmFunction>>,
  memoryBytes: number,
): { memory: ArrayBuffer; run: Record<Name, (...parameters: number[]) => void> } {
  const pages = Math.ceil(memoryBytes / PAGE_BYTES);
  const names = Object.keys(functions) as Name[];
  const all = names.map((key) => functions[key]);
  const bytes = [
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(
      SECTION.types,
      list(
        all.map(({ parameters }) => [
          TYPE.function,
          ...list(new Array(parameters).fill([TYPE.i32])),
          0,
        ]),
      ),
    ),
    ...section(
      SECTION.imports,
      list([[...name('host'), ...name('memory'), 2, 0, ...unsigned(pages)]]),
    ),
    ...section(SECTION.functions, list(all.map((_, i) => unsigned(i)))),
    ...section(SECTION.exports, list(names.map((key, i) => [...name(key), 0, ...unsigned(i)]))),
    ...section(SECTION.code, list(all.map(assembleFunction))),
  ];
  const memory = new WebAssembly.Memory({ initial: pages });
  const module = new WebAssembly.Module(Uint8Array.from(bytes));
  const { exports } = new WebAssembly.Instance(module, { host: { memory } });
  return {
    memory: memory.buffer,
    run: exports as Record<Name, (...parameters: number[]) => void>,
  };
}
