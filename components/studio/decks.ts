/** Which songs lie on the two decks. */
import type { SongSide } from '@/lib/music/stem-names';
import { Observable } from './observable';

export type DeckSongs = Record<SongSide, string | null>;

export class Decks {
  readonly songs = new Observable<DeckSongs>({ a: null, b: null });

  /** The same song may be put on both: the page then says that it takes two. */
  put(side: SongSide, songId: string | null): void {
    this.songs.update((songs) => ({ ...songs, [side]: songId }));
  }

  /** Puts the song on the deck, or takes it off where it lies there already. */
  toggle(side: SongSide, songId: string): void {
    this.put(side, this.songs.get()[side] === songId ? null : songId);
  }

  swap(): void {
    this.songs.update(({ a, b }) => ({ a: b, b: a }));
  }

  /** Takes songs off that are no longer there, and fills empty decks with the first that are left. */
  settle(songIds: readonly string[]): void {
    this.songs.update((songs) => {
      const settled = { ...songs };
      for (const side of ['a', 'b'] as const) {
        const id = settled[side];
        if (id !== null && !songIds.includes(id)) settled[side] = null;
      }
      for (const side of ['a', 'b'] as const) {
        settled[side] ??= songIds.find((id) => id !== settled.a && id !== settled.b) ?? null;
      }
      const isSame = settled.a === songs.a && settled.b === songs.b;
      return isSame ? songs : settled;
    });
  }
}
