/** Content hashes: the same bytes have the same name, so no work is done twice. */

/** SHA-256 of the bytes as lower-case hex (Web Crypto: Node and workers alike). */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  const digest = await globalThis.crypto.subtle.digest('SHA-256', bytes as BufferSource);
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * A name for a text, 16 hex digits, at once: two 32-bit FNV-1a hashes with different starts. Against
 * chance, not against malice.
 */
export function hashText(text: string): string {
  let one = 0x811c9dc5;
  let other = 0x9747b28c;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    one = Math.imul(one ^ code, 0x01000193);
    other = Math.imul(other ^ (code + i), 0x01000193);
  }
  const hex = (hash: number) => (hash >>> 0).toString(16).padStart(8, '0');
  return hex(one) + hex(other);
}
