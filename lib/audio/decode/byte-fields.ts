/** Fields of binary headers. Reading past the end gives zeros, so that a cut header is merely wrong. */

export function uint16be(bytes: Uint8Array, offset: number): number {
  return ((bytes[offset] ?? 0) << 8) | (bytes[offset + 1] ?? 0);
}

export function uint24be(bytes: Uint8Array, offset: number): number {
  return ((bytes[offset] ?? 0) << 16) | uint16be(bytes, offset + 1);
}

export function uint32be(bytes: Uint8Array, offset: number): number {
  return (((bytes[offset] ?? 0) << 24) | uint24be(bytes, offset + 1)) >>> 0;
}

export function uint64be(bytes: Uint8Array, offset: number): number {
  return uint32be(bytes, offset) * 2 ** 32 + uint32be(bytes, offset + 4);
}

export function uint16le(bytes: Uint8Array, offset: number): number {
  return (bytes[offset] ?? 0) | ((bytes[offset + 1] ?? 0) << 8);
}

export function uint32le(bytes: Uint8Array, offset: number): number {
  return (uint16le(bytes, offset) | (uint16le(bytes, offset + 2) << 16)) >>> 0;
}

/** Four bytes of seven bits each, high first (ID3v2 §6.2). */
export function syncsafe32(bytes: Uint8Array, offset: number): number {
  let value = 0;
  for (let i = 0; i < 4; i++) value = (value << 7) | ((bytes[offset + i] ?? 0) & 0x7f);
  return value;
}

/** The bytes as Latin-1 text, one character a byte. */
export function latin1(bytes: Uint8Array, offset: number, length: number): string {
  let text = '';
  const end = Math.min(bytes.length, offset + length);
  for (let i = Math.max(0, offset); i < end; i++) text += String.fromCharCode(bytes[i]);
  return text;
}

/** Whether the (Latin-1) text stands at this place. */
export function matchesAt(bytes: Uint8Array, offset: number, text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    if (bytes[offset + i] !== text.charCodeAt(i)) return false;
  }
  return true;
}

/** The bytes as text where the format left the coding open: UTF-8 if they are valid as such, else Latin-1. */
export function utf8OrLatin1(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return latin1(bytes, 0, bytes.length);
  }
}

/** The bytes as UTF-8 text; what is not valid becomes U+FFFD. */
export function utf8(bytes: Uint8Array): string {
  return new TextDecoder('utf-8').decode(bytes);
}
