/**
 * Stem files (".stem.mp4", Native Instruments): an MP4 whose first track is the mix and whose other four are its
 * stems, named and coloured by JSON in the "stem" atom. Source: Native Instruments, Stem File Specification.
 */
import { utf8 } from './byte-fields';
import { boxBody, findBox, mp4Boxes } from './mp4-boxes';

export interface StemTrack {
  /** Counted among the tracks of sound; 0 is the mix. */
  track: number;
  /** As the producer called it. */
  name: string;
  /** "#RRGGBB"; null where the file does not say. */
  color: string | null;
}

const COLOR = /^#[0-9a-f]{6}$/i;
/** The four that the format has; more would be another format. */
const MAX_STEMS = 16;

/** The stems of a stem file; null where the file is none. */
export function readStemTracks(bytes: Uint8Array): StemTrack[] | null {
  const moov = [...mp4Boxes(bytes, 0, bytes.length)].find((box) => box.type === 'moov');
  const atom = moov && boxBody(bytes, findBox(bytes, moov, 'udta/stem'));
  if (!atom) return null;
  try {
    const { stems } = JSON.parse(utf8(atom)) as { stems?: unknown };
    if (!Array.isArray(stems) || stems.length === 0 || stems.length > MAX_STEMS) return null;
    return stems.map((stem: { name?: unknown; color?: unknown } | null, index) => ({
      track: index + 1,
      name: typeof stem?.name === 'string' ? stem.name : `Stem ${index + 1}`,
      color: typeof stem?.color === 'string' && COLOR.test(stem.color) ? stem.color : null,
    }));
  } catch {
    return null;
  }
}
