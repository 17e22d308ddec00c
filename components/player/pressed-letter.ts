/**
 * The letter that a key bears, "z": where it lies differs between keyboards (Z and Y change places on a German
 * one, A and Q on a French one). On keyboards without Latin letters the key's place decides. null where the key
 * is no letter.
 */
export function pressedLetter({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string | null {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  return /^Key([A-Z])$/.exec(code)?.[1].toLowerCase() ?? null;
}
