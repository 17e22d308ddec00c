/** The bytes of files and blobs, in memory of our own. */

/** What is read at a time; no more than this is read in one piece. */
const PIECE_BYTES = 1 << 20;

/**
 * All bytes of a blob, as `blob.arrayBuffer()` gives them, but in a buffer that `releaseBuffer` frees at once:
 * what Chromium has filled by itself it holds until garbage is collected, which for the sounds of a long song
 * is a hundred megabytes each.
 */
export async function blobBytes(blob: Blob): Promise<ArrayBuffer> {
  const reader = blob.size > PIECE_BYTES ? pieceReader(blob) : null;
  if (!reader) return blob.arrayBuffer();
  const bytes = new Uint8Array(blob.size);
  let piece = new Uint8Array(PIECE_BYTES);
  for (let at = 0; at < bytes.length; ) {
    const { value, done } = await reader.read(piece);
    if (done || !value) throw new DOMException('The file has changed', 'NotReadableError');
    bytes.set(value, at);
    at += value.length;
    piece = new Uint8Array(value.buffer);
  }
  return bytes.buffer;
}

/** Fills one buffer again and again; null in browsers whose blobs cannot be read in this way. */
function pieceReader(blob: Blob): ReadableStreamBYOBReader | null {
  try {
    return blob.stream().getReader({ mode: 'byob' });
  } catch {
    return null;
  }
}
