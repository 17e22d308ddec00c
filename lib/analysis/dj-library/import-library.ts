/** Import of a DJ library file: rekordbox XML or Traktor NML → tracks with grids, cues and keys. */
import type { TaskOptions } from '@/lib/base/progress';
import type { DjLibrary, DjTrack } from './dj-track';
import type { LibraryFormat, TrackEntry } from './library-format';
import { rekordboxFormat } from './rekordbox-format';
import { traktorFormat } from './traktor-format';
import { readXml, unreadable, type XmlAttributes, type XmlHandler } from './xml-events';

const FORMATS: readonly LibraryFormat[] = [rekordboxFormat, traktorFormat];

/** Depth of the root's COLLECTION and of the tracks in it. */
const COLLECTION_DEPTH = 2;
const TRACK_DEPTH = 3;

/**
 * Reads a rekordbox XML export or a Traktor collection. What is wrong with a single track stands in
 * its `problems`; the page stays alive meanwhile.
 * @param file the file's bytes
 * @throws SegueError `library-unreadable` where the file as a whole cannot be used, `aborted`
 */
export async function importDjLibrary(
  file: Uint8Array,
  options: TaskOptions = {},
): Promise<DjLibrary> {
  const collector = new LibraryCollector();
  const badCharacters = await readXml(file, collector, options);
  return collector.finish(badCharacters);
}

/** Follows the elements down to the tracks of the collection; playlists repeat them and are skipped. */
class LibraryCollector implements XmlHandler {
  private format: LibraryFormat | null = null;
  private depth = 0;
  private isInCollection = false;
  private announced = Number.NaN;
  private entry: TrackEntry | null = null;
  private readonly tracks: DjTrack[] = [];

  open(name: string, attributes: XmlAttributes): void {
    this.depth++;
    if (this.depth === 1) {
      this.format = formatOf(name);
    } else if (this.depth === COLLECTION_DEPTH && name === 'COLLECTION') {
      this.isInCollection = true;
      this.announced = Number(attributes[this.format?.countAttribute ?? '']);
    } else if (this.depth === TRACK_DEPTH && this.isInCollection) {
      if (name === this.format?.trackName) this.entry = this.format.beginTrack(attributes);
    } else {
      this.entry?.element(name, attributes);
    }
  }

  close(_name: string): void {
    if (this.depth === TRACK_DEPTH && this.entry) {
      this.tracks.push(this.entry.finish());
      this.entry = null;
    } else if (this.depth === COLLECTION_DEPTH) {
      this.isInCollection = false;
    }
    this.depth--;
  }

  finish(badCharacters: number): DjLibrary {
    if (!this.format) throw unreadable('The file holds no library; export the library again.');
    const { tracks, announced } = this;
    const problems: string[] = [];
    if (tracks.length === 0) {
      problems.push('The library holds no tracks; was it exported with its collection?');
    } else if (announced >= 0 && announced !== tracks.length) {
      problems.push(`The library announces ${announced} tracks but holds ${tracks.length}.`);
    }
    if (badCharacters > 0) {
      problems.push(
        `${badCharacters} control characters that XML does not allow were let through.`,
      );
    }
    return { source: this.format.source, tracks, problems };
  }
}

function formatOf(rootName: string): LibraryFormat {
  const format = FORMATS.find((candidate) => candidate.rootName === rootName);
  if (format) return format;
  throw unreadable(
    `This XML holds <${rootName.slice(0, 40)}>, which is neither a rekordbox export (<DJ_PLAYLISTS>) nor a Traktor collection (<NML>).`,
  );
}
