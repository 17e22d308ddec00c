/** Bytes of which any stretch can be read without loading the rest: a file on a disk, in a browser or not. */

export interface ByteSource {
  sizeBytes: number;
  /** @param to exclusive; both within the size */
  read(from: number, to: number): Promise<Uint8Array>;
}

export function bytesSource(bytes: Uint8Array): ByteSource {
  return { sizeBytes: bytes.length, read: async (from, to) => bytes.subarray(from, to) };
}
