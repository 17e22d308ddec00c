/** Boxes of an MP4 file, to be written. Sources: ISO/IEC 14496-12 (boxes), 14496-1 §7.2.6 (descriptors). */

type Part = Uint8Array | readonly number[];

/** Bytes one behind the other. */
export function joined(...parts: readonly Part[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** Big-endian. */
export const u16 = (value: number): number[] => [(value >>> 8) & 255, value & 255];
export const u32 = (value: number): number[] => [...u16(value >>> 16), ...u16(value & 0xffff)];
export const u64 = (value: number): number[] => [
  ...u32(Math.floor(value / 2 ** 32)),
  ...u32(value),
];
export const zeros = (count: number): number[] => new Array<number>(count).fill(0);
export const latin = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));
export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** A table of 32-bit numbers. */
export function u32s(values: readonly number[]): Uint8Array {
  const bytes = new Uint8Array(4 * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value, index) => {
    view.setUint32(4 * index, value);
  });
  return bytes;
}

/** @param type four letters */
export function box(type: string, ...content: readonly Part[]): Uint8Array {
  const body = joined(...content);
  return joined(u32(8 + body.length), latin(type), body);
}

/** A box with a version and flags. */
export function fullBox(
  type: string,
  [version, flags]: readonly [number, number],
  ...content: readonly Part[]
): Uint8Array {
  return box(type, u32(version * 2 ** 24 + flags), ...content);
}

/** A descriptor of less than 128 bytes. */
export function descriptor(tag: number, ...content: readonly Part[]): Uint8Array {
  const body = joined(...content);
  return joined([tag, body.length], body);
}
