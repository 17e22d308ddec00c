/** The four stems that a song is separated into, in the order in which they are shown and stored. */
export const STEM_NAMES = ['vocals', 'drums', 'bass', 'other'] as const;
export type StemName = (typeof STEM_NAMES)[number];

/** The stems that carry the beat and harmony of the instrumental song. */
export const INSTRUMENT_STEM_NAMES = [
  'drums',
  'bass',
  'other',
] as const satisfies readonly StemName[];

/** The two songs of a request. */
export const SONG_SIDES = ['a', 'b'] as const;
export type SongSide = (typeof SONG_SIDES)[number];

/** The other song. */
export function otherSide(side: SongSide): SongSide {
  return side === 'a' ? 'b' : 'a';
}
