/**
 * Reading protocol buffers: the fields of a message as they lie there. Source: protobuf.dev, "Encoding".
 * Bytes come from outside: whatever does not fit throws a RangeError, and nothing is read past the end.
 */

/** One field: a whole number (varint), raw bytes, or four or eight bytes of a number. */
export interface ReadField {
  number: number;
  value: bigint | Uint8Array;
}

const VARINT = 0;
const FIXED_64 = 1;
const LENGTH_DELIMITED = 2;
const FIXED_32 = 5;
/** A varint of 64 bits. */
const MOST_VARINT_BYTES = 10;

/** All fields of a message in their order. @throws RangeError where the bytes are no message */
export function readFields(bytes: Uint8Array): ReadField[] {
  const fields: ReadField[] = [];
  const cursor = { at: 0 };
  while (cursor.at < bytes.length) {
    const tag = Number(readVarint(bytes, cursor));
    const number = Math.floor(tag / 8);
    if (number === 0) throw new RangeError('a field without a number');
    fields.push({ number, value: readValue(bytes, cursor, tag % 8) });
  }
  return fields;
}

function readValue(bytes: Uint8Array, cursor: { at: number }, wireType: number) {
  switch (wireType) {
    case VARINT:
      return readVarint(bytes, cursor);
    case LENGTH_DELIMITED:
      return take(bytes, cursor, Number(readVarint(bytes, cursor)));
    case FIXED_32:
      return take(bytes, cursor, 4);
    case FIXED_64:
      return take(bytes, cursor, 8);
    default:
      throw new RangeError(`wire type ${wireType}`);
  }
}

function take(bytes: Uint8Array, cursor: { at: number }, length: number): Uint8Array {
  if (!(cursor.at + length <= bytes.length)) throw new RangeError('a field beyond the end');
  cursor.at += length;
  return bytes.subarray(cursor.at - length, cursor.at);
}

function readVarint(bytes: Uint8Array, cursor: { at: number }): bigint {
  let [low, high, shift] = [0, 0n, 0];
  for (let i = 0; i < MOST_VARINT_BYTES; i++) {
    if (cursor.at >= bytes.length) throw new RangeError('a number beyond the end');
    const byte = bytes[cursor.at++];
    // up to 28 bits fit a plain number, which is much faster
    if (shift < 28) low |= (byte & 0x7f) << shift;
    else high |= BigInt(byte & 0x7f) << BigInt(shift);
    shift += 7;
    if (byte < 0x80) return BigInt(low) | high;
  }
  throw new RangeError('a number that does not end');
}

/** The bytes of every field of this number. */
export function bytesOf(fields: readonly ReadField[], number: number): Uint8Array[] {
  return fields.flatMap((field) =>
    field.number === number && field.value instanceof Uint8Array ? [field.value] : [],
  );
}

/** The texts of every field of this number. */
export function textsOf(fields: readonly ReadField[], number: number): string[] {
  const decoder = new TextDecoder();
  return bytesOf(fields, number).map((bytes) => decoder.decode(bytes));
}

/** Whole numbers of a repeated field, packed or not; negative ones in two's complement. */
export function integersOf(fields: readonly ReadField[], number: number): number[] {
  const values: number[] = [];
  for (const field of fields) {
    if (field.number !== number) continue;
    if (typeof field.value === 'bigint') {
      values.push(Number(BigInt.asIntN(64, field.value)));
      continue;
    }
    const cursor = { at: 0 };
    while (cursor.at < field.value.length) {
      const byte = field.value[cursor.at];
      // most are small, and fit one byte
      if (byte < 0x80) {
        values.push(byte);
        cursor.at += 1;
      } else values.push(Number(BigInt.asIntN(64, readVarint(field.value, cursor))));
    }
  }
  return values;
}

/** 32-bit floats of a repeated field, packed or not. */
export function floatsOf(fields: readonly ReadField[], number: number): number[] {
  return bytesOf(fields, number).flatMap((bytes) => {
    if (bytes.length % 4 !== 0) throw new RangeError('floats of odd length');
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return Array.from({ length: bytes.length / 4 }, (_, i) => view.getFloat32(4 * i, true));
  });
}
