/** What tells one kind of library from another, so that one importer reads them all. */
import type { DjLibrarySource, DjTrack } from './dj-track';
import type { XmlAttributes } from './xml-events';

/** A track whose element is being read. */
export interface TrackEntry {
  /** Takes an element inside the track. */
  element(name: string, attributes: XmlAttributes): void;
  /** The track, once its element has ended. */
  finish(): DjTrack;
}

export interface LibraryFormat {
  source: DjLibrarySource;
  /** The file's outermost element; its COLLECTION holds the tracks, anything else playlists. */
  rootName: string;
  trackName: string;
  /** Attribute of COLLECTION that announces how many tracks follow. */
  countAttribute: string;
  beginTrack(attributes: XmlAttributes): TrackEntry;
}
