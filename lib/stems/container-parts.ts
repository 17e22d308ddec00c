/** Files that hold the files of a song: a zip of stems, and Native Instruments' stem files. */
import { SONG_LIMITS } from '@/lib/audio/decode/limits';
import { readStemTracks } from '@/lib/audio/decode/stem-atom';
import type { TaskOptions } from '@/lib/base/progress';
import type { ByteSource } from './byte-source';
import { readStemName, type StemRole, tidyTitle } from './stem-vocabulary';
import { listZip, readZipEntry } from './zip-archive';

/** Where a sound lies in a file that holds several. */
export type Within = { entry: string } | { track: number };

/** One sound of such a file, as if it were a file in a folder. */
export interface ContainerPart {
  /** "Song/drums.wav". */
  path: string;
  sizeBytes: number;
  within: Within;
  /** Where the container itself says what it is; null where its name has to. */
  role: StemRole | null;
  /** "#RRGGBB" by which its producer knows it; null where there is none. */
  color: string | null;
}

const ZIP = /\.zip$/i;
const STEM_FILE = /\.stem\.(mp4|m4a)$/i;
/** What other systems put beside the files of a folder. */
const HIDDEN = /(^|\/)(__MACOSX\/|\.)/;

export function isContainer(name: string): boolean {
  return ZIP.test(name) || STEM_FILE.test(name);
}

/**
 * The sounds that a container holds; a stem file without its atom is one sound like any other.
 * @throws SegueError what {@link listZip} throws
 */
export async function listContainer(source: ByteSource, name: string): Promise<ContainerPart[]> {
  const title = name.replace(ZIP, '').replace(STEM_FILE, '');
  if (ZIP.test(name)) {
    const entries = await listZip(source, name);
    return entries
      .filter(({ path }) => !HIDDEN.test(path))
      .map(({ path, sizeBytes }) => ({
        path: `${title}/${path}`,
        sizeBytes,
        within: { entry: path },
        role: null,
        color: null,
      }));
  }
  const mix = { within: { track: 0 }, color: null };
  const whole = { ...mix, path: name, sizeBytes: source.sizeBytes, role: null };
  // One that is better never loaded is refused with a sentence when its turn comes.
  if (source.sizeBytes > SONG_LIMITS.maxFileBytes) return [whole];
  const stems = readStemTracks(await source.read(0, source.sizeBytes));
  if (!stems) return [whole];
  const sizeBytes = source.sizeBytes / (stems.length + 1);
  const named = stems.map(({ track, name: stem }) => tidyTitle(stem) || `Stem ${track}`);
  return [
    { ...mix, path: `${title}/mix`, sizeBytes, role: 'mix' },
    ...stems.map(({ track, name: stem, color }, i) => ({
      // Two of one name are two all the same.
      path: `${title}/${named.indexOf(named[i]) < i ? `${named[i]} ${track}` : named[i]}`,
      sizeBytes,
      within: { track },
      role: stemRole(stem),
      color,
    })),
  ];
}

/** What a producer's name for one of four stems means; where it says nothing it is other than voice, drums and bass. */
function stemRole(name: string): StemRole {
  const role = readStemName(name, 'last')?.role;
  return role === undefined || role === 'mix' || role === 'instrumental' ? 'other' : role;
}

/** The bytes to decode for one sound of a container. @throws SegueError what {@link readZipEntry} throws */
export async function readPart(
  source: ByteSource,
  name: string,
  within: Within,
  options: TaskOptions = {},
): Promise<Uint8Array> {
  if ('track' in within) return source.read(0, source.sizeBytes);
  const entry = (await listZip(source, name)).find(({ path }) => path === within.entry);
  // It was there when it was listed.
  if (!entry) throw new Error(`${within.entry} is not in ${name}`);
  return readZipEntry(source, entry, options);
}
