/**
 * Stretched sound kept beyond the session, so that a remix heard yesterday starts at once today. There is a
 * fixed number of places; what falls on one that is taken replaces what lay there, since all of it can be
 * made again at any time.
 */
import type { Pcm } from '@/lib/audio/pcm';
import type { AudioFiles } from './audio-files';
import { packPcm, unpackPcm } from './packed-pcm';

const FOLDER = 'stretched';
/** Of some 3 MB each. */
const PLACES = 96;
/** A place's file begins with the key of what lies there: 16 hexadecimal digits. */
const KEY_BYTES = 16;

export interface StretchedSounds {
  find(key: string): Promise<Pcm | null>;
  keep(key: string, pcm: Pcm): Promise<void>;
  /** Forgets all: a song that is deleted is to leave no sound behind. */
  clear(): Promise<void>;
}

export function createStretchedSounds(files: AudioFiles): StretchedSounds {
  const pathOf = (key: string) => `${FOLDER}/${Number.parseInt(key.slice(0, 8), 16) % PLACES}`;
  return {
    async find(key) {
      const bytes = await files.read(pathOf(key));
      if (!bytes || bytes.byteLength < KEY_BYTES) return null;
      const found = new TextDecoder().decode(new Uint8Array(bytes, 0, KEY_BYTES));
      return found === key ? unpackPcm(bytes.slice(KEY_BYTES)) : null;
    },
    async keep(key, pcm) {
      await files.write(pathOf(key), [new TextEncoder().encode(key), ...packPcm(pcm, 'float32')]);
    },
    clear: () => files.remove(FOLDER),
  };
}
