/**
 * Generated songs from which the weights of the key are learned: bass and chords alone, in keys, notes and forms
 * of other series than the corpus, over progressions that the generator does not choose by itself; a quarter is
 * jazz, whose ninths hold two triads each.
 */
import { corpusSpecs } from '@/lib/demo/corpus';
import type { Part, Progressions, SongSpec } from '@/lib/demo/song-spec';
import type { Mode } from '@/lib/music/key';

/** Series of the corpus from here on are left to these songs. */
const FIRST_SERIES = 101;
const JAZZ_EVERY = 4;
const PITCHED_PARTS: readonly Part[] = ['bass', 'pad', 'chords', 'arp', 'lead'];
/** Sections are this much shorter than the corpus', so that a song tells its key less plainly. */
const SHORTER = 0.5;
const LEAST_BARS = 2;

/** Common in pop, rock and dance music. The tonic is in most but need not come first. */
const PROGRESSIONS: Readonly<Record<Mode, Progressions>> = {
  minor: {
    calm: [
      ['i', 'VII', 'VI', 'VII'],
      ['i', 'III', 'VII', 'VI'],
      ['i', 'v', 'VI', 'VII'],
      ['i', 'iv', 'VII', 'III'],
      ['i', 'VII', 'i', 'VI'],
      ['i', 'iv', 'v', 'i'],
      ['i', 'i', 'iv', 'iv'],
      ['i', 'VI', 'VII', 'v'],
    ],
    full: [
      ['i', 'VII', 'VI', 'VII'],
      ['VI', 'III', 'VII', 'i'],
      ['i', 'III', 'iv', 'VI'],
      ['iv', 'VII', 'i', 'i'],
      ['i', 'V', 'VI', 'iv'],
      ['VI', 'VII', 'i', 'v'],
      ['i', 'VI', 'v', 'iv'],
      ['i', 'III', 'VI', 'V'],
    ],
    away: [
      ['iv', 'i', 'VII', 'III'],
      ['VI', 'VII', 'III', 'i'],
      ['III', 'VII', 'iv', 'V'],
    ],
  },
  major: {
    calm: [
      ['I', 'IV', 'V', 'IV'],
      ['I', 'vi', 'ii', 'V'],
      ['I', 'iii', 'vi', 'IV'],
      ['I', 'bVII', 'IV', 'I'],
      ['I', 'V', 'IV', 'IV'],
      ['I', 'ii', 'I', 'IV'],
      ['I', 'I', 'IV', 'IV'],
      ['I', 'IV', 'ii', 'V'],
    ],
    full: [
      ['IV', 'I', 'V', 'vi'],
      ['I', 'V', 'IV', 'V'],
      ['I', 'bVII', 'IV', 'I'],
      ['IV', 'V', 'vi', 'I'],
      ['I', 'iii', 'IV', 'iv'],
      ['ii', 'V', 'I', 'I'],
      ['I', 'IV', 'I', 'V'],
      ['I', 'vi', 'iii', 'V'],
    ],
    away: [
      ['ii', 'IV', 'vi', 'V'],
      ['vi', 'iii', 'IV', 'V'],
      ['iii', 'vi', 'ii', 'V'],
    ],
  },
};

/** As many songs, genres in turn. */
export function keySongs(count: number): SongSpec[] {
  const series = corpusSpecs().length;
  return Array.from({ length: Math.ceil(count / series) }, (_, i) => corpusSpecs(FIRST_SERIES + i))
    .flat()
    .slice(0, count)
    .map(({ spec }, i) => ({
      ...spec,
      ...(i % JAZZ_EVERY === 0
        ? { genre: 'jazz' as const, production: { ...spec.production, chordColour: 2 as const } }
        : { progressions: PROGRESSIONS[spec.key.mode] }),
      voice: 'none' as const,
      sections: spec.sections.map((section) => ({
        ...section,
        bars: Math.max(LEAST_BARS, 2 * Math.round((SHORTER * section.bars) / 2)),
        parts: section.parts.flatMap((part) => {
          const played = part === 'voice' ? 'lead' : part;
          return PITCHED_PARTS.includes(played) ? [played] : [];
        }),
      })),
    }));
}
