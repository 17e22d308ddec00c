/**
 * Writing protocol buffers: a message is the concatenation of its fields, each a number, a wire type and
 * a value. Source: protobuf.dev, "Encoding".
 */

/** How a field's value is laid out. */
const VARINT = 0;
const LENGTH_DELIMITED = 2;
const FIXED_32 = 5;

/** A piece of a message that is ready to be written. */
export type Field = Uint8Array;

/** A whole number of up to 64 bits; negative ones in two's complement, as `int64` wants them. */
export function integerField(number: number, value: number | bigint): Field {
  return concatenate([tag(number, VARINT), varint(value)]);
}

export function floatField(number: number, value: number): Field {
  return concatenate([tag(number, FIXED_32), littleEndianFloats([value])]);
}

/** A text, raw bytes, or a message that has been written by {@link message}. */
export function bytesField(number: number, content: Uint8Array | string): Field {
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  return concatenate([tag(number, LENGTH_DELIMITED), varint(bytes.length), bytes]);
}

/** A repeated field of floats, packed. */
export function floatsField(number: number, values: ArrayLike<number>): Field {
  return bytesField(number, littleEndianFloats(values));
}

/** A repeated field of whole numbers, packed. */
export function integersField(number: number, values: readonly (number | bigint)[]): Field {
  return bytesField(number, concatenate(values.map(varint)));
}

/** A message from its fields. */
export function message(fields: readonly Field[]): Uint8Array {
  return concatenate(fields);
}

/** 32-bit floats, the lowest byte first, whatever the machine's own order. */
export function littleEndianFloats(values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) view.setFloat32(4 * i, values[i], true);
  return bytes;
}

/** 64-bit whole numbers, the lowest byte first. */
export function littleEndianIntegers(values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(8 * values.length);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) view.setBigInt64(8 * i, BigInt(values[i]), true);
  return bytes;
}

function tag(number: number, wireType: number): Uint8Array {
  return varint(number * 8 + wireType);
}

/** Seven bits a byte, the lowest first; the top bit says that more follow. */
function varint(value: number | bigint): Uint8Array {
  let rest = BigInt.asUintN(64, BigInt(value));
  const bytes: number[] = [];
  while (rest > 0x7fn) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((total, part) => total + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
