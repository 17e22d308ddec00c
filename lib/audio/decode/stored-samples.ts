/** Uncompressed samples as files store them, into floats of -1 to 1. */

export interface SampleEncoding {
  kind: 'integer' | 'unsigned' | 'float';
  bytes: number;
  littleEndian: boolean;
}

/** Which encodings can be read: 8 to 32 bit integers, 32 and 64 bit floats. */
export function isReadable({ kind, bytes }: SampleEncoding): boolean {
  if (kind === 'float') return bytes === 4 || bytes === 8;
  return kind === 'unsigned' ? bytes === 1 : bytes >= 1 && bytes <= 4;
}

/**
 * Interleaved samples as channels.
 * @param start of the first sample in the bytes
 * @param samples a channel; all must lie within the bytes
 */
export function readInterleaved(
  bytes: Uint8Array,
  start: number,
  samples: number,
  channels: number,
  encoding: SampleEncoding,
): Float32Array[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const read = sampleReader(view, encoding);
  const blocks = Array.from({ length: channels }, () => new Float32Array(samples));
  const frameBytes = channels * encoding.bytes;
  blocks.forEach((block, channel) => {
    let at = start + channel * encoding.bytes;
    for (let i = 0; i < samples; i++) {
      block[i] = read(at);
      at += frameBytes;
    }
  });
  return blocks;
}

function sampleReader(
  view: DataView,
  { kind, bytes, littleEndian }: SampleEncoding,
): (at: number) => number {
  if (kind === 'float') {
    return bytes === 8
      ? (at) => view.getFloat64(at, littleEndian)
      : (at) => view.getFloat32(at, littleEndian);
  }
  if (kind === 'unsigned') return (at) => (view.getUint8(at) - 128) / 128;
  if (bytes === 1) return (at) => view.getInt8(at) / 128;
  if (bytes === 2) return (at) => view.getInt16(at, littleEndian) / 2 ** 15;
  if (bytes === 4) return (at) => view.getInt32(at, littleEndian) / 2 ** 31;
  const [high, low] = littleEndian ? [2, 0] : [0, 1];
  return (at) =>
    (view.getInt8(at + high) * 65536 + view.getUint16(at + low, littleEndian)) / 2 ** 23;
}
