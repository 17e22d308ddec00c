/**
 * Where the sounds of a song lie while it is prepared, so that one or two of them are in memory at a time:
 * in the store for the browser, in memory for commands, which want them all in the end.
 */
import { type Pcm, releasePcm } from '@/lib/audio/pcm';
import type { StemSource } from '@/lib/stems/stems';
import type { SongPart } from '@/lib/store/audio-files';
import type { SongStore } from '@/lib/store/song-store';

export interface SongShelf {
  /** Whether what comes out is another array than what went in, and may be written over. */
  readonly givesCopies: boolean;
  /** Replaces what lay there. */
  put(part: SongPart, pcm: Pcm): Promise<void>;
  /** Sounds that were put there; asking for others is a fault. */
  get(part: SongPart): Promise<Pcm>;
}

export function memoryShelf(): SongShelf {
  const sounds = new Map<SongPart, Pcm>();
  return {
    givesCopies: false,
    async put(part, pcm) {
      sounds.set(part, pcm);
    },
    async get(part) {
      const pcm = sounds.get(part);
      if (!pcm) throw new Error(`There is no ${part} on the shelf`);
      return pcm;
    },
  };
}

/** @param onPut told of every sound while it is at hand */
export function storeShelf(
  store: SongStore,
  songId: string,
  onPut?: (part: SongPart, pcm: Pcm) => void,
): SongShelf {
  return {
    givesCopies: true,
    async put(part, pcm) {
      onPut?.(part, pcm);
      await store.putSound(songId, part, pcm);
    },
    get: (part) => store.sound(songId, part),
  };
}

/** The stems on a shelf one after the other; where they are copies, each is released when the next is asked for. */
export function stemsOnShelf(shelf: SongShelf): StemSource {
  let last: Pcm | null = null;
  return async (stem) => {
    if (last && shelf.givesCopies) releasePcm(last);
    last = await shelf.get(stem);
    return last;
  };
}
