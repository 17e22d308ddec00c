/** Keys as DJ programs and their users write them. */
import { type Key, type Mode, PITCH_CLASSES } from '@/lib/music/key';

const NATURALS: Record<string, number> = { C: 0, D: 2, E: 4, F: 5, G: 7, A: 9, B: 11 };

/** Wheels on which a number is a step by a fifth: the number of C major, and the mode of each letter. */
const WHEELS: Record<string, { numberOfC: number; mode: Mode }> = {
  // Camelot (Mixed In Key): 8B is C major, 8A is A minor.
  B: { numberOfC: 8, mode: 'major' },
  A: { numberOfC: 8, mode: 'minor' },
  // Open Key (Traktor): 1d is C major, 1m is A minor.
  D: { numberOfC: 1, mode: 'major' },
  M: { numberOfC: 1, mode: 'minor' },
};

/**
 * Key from text such as "Am", "F#", "Bb minor", "Ebmaj", "8A" (Camelot) or "1m" (Open Key). Of several
 * readings, as in "8A / Am", the first that is understood counts. Null where none is.
 */
export function parseKeyText(text: string): Key | null {
  const whole = parseOne(text.trim());
  if (whole) return whole;
  for (const part of text.split(/[/|,;()[\]-]+|\s+/)) {
    const key = parseOne(part.trim());
    if (key) return key;
  }
  return null;
}

function parseOne(text: string): Key | null {
  const wheel = /^0?(1[0-2]|[1-9])\s?([abdm])$/i.exec(text);
  if (wheel) {
    const { numberOfC, mode } = WHEELS[wheel[2].toUpperCase()];
    return keyOf(7 * (Number(wheel[1]) - numberOfC) - (mode === 'minor' ? 3 : 0), mode);
  }
  const named =
    /^([A-Ga-g])\s?(#|♯|b|♭|sharp|flat)?\s?(m|min|minor|moll|maj|major|dur|M)?\.?$/.exec(text);
  if (!named) return null;
  const [, letter, accidental = '', modeText = ''] = named;
  const shift = /^(#|♯|sharp)$/.test(accidental) ? 1 : accidental === '' ? 0 : -1;
  const mode = /^(m|min|minor|moll)$/.test(modeText) ? 'minor' : 'major';
  return keyOf(NATURALS[letter.toUpperCase()] + shift, mode);
}

function keyOf(semitones: number, mode: Mode): Key {
  return { tonic: PITCH_CLASSES[((semitones % 12) + 12) % 12], mode };
}

/**
 * Key from Traktor's MUSICAL_KEY: 0 to 11 are C to B major, 12 to 23 C to B minor. Null for others.
 */
export function traktorKey(value: number): Key | null {
  if (!Number.isInteger(value) || value < 0 || value > 23) return null;
  return keyOf(value % 12, value < 12 ? 'major' : 'minor');
}
