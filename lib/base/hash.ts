/** Content hashes: the same bytes have the same name, so no work is done twice. */

/** SHA-256 of the bytes as lower-case hex (Web Crypto: Node and workers alike). */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  const digest = await globalThis.crypto.subtle.digest('SHA-256', bytes as BufferSource);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
