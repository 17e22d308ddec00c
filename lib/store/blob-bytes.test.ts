import { expect, it } from 'vitest';
import { blobBytes } from './blob-bytes';

/** Three pieces and a bit. */
const BYTES = Uint8Array.from({ length: (3 << 20) + 5 }, (_, i) => (i * 7) % 251);

it('reads a blob as it is, or a stretch of it, piece by piece or at once', async () => {
  const blob = new Blob([BYTES]);
  expect(Buffer.compare(new Uint8Array(await blobBytes(blob)), BYTES)).toBe(0);
  const stretch = new Uint8Array(await blobBytes(blob.slice(3, 2_500_000)));
  expect(Buffer.compare(stretch, BYTES.subarray(3, 2_500_000))).toBe(0);
  expect((await blobBytes(new Blob([]))).byteLength).toBe(0);
  const plain = Object.assign(new Blob([BYTES]), {
    stream: () => new ReadableStream({ pull: (sink) => sink.close() }),
  });
  expect(Buffer.compare(new Uint8Array(await blobBytes(plain)), BYTES)).toBe(0);
});
