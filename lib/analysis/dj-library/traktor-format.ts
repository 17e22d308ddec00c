/** Tracks of a Traktor collection (NML); times there are in milliseconds. */
import { shortKeyName } from '@/lib/music/key';
import type { DjCueKind, DjTrack } from './dj-track';
import { traktorKey } from './key-text';
import type { LibraryFormat, TrackEntry } from './library-format';
import { TrackBuilder, toNumber } from './track-builder';
import type { XmlAttributes } from './xml-events';

/** CUE_V2's TYPE, in the order of its numbers; 0 is a cue, on a pad or not. */
const CUE_KINDS: Record<string, DjCueKind> = {
  '1': 'fade-in',
  '2': 'fade-out',
  '3': 'load',
  '4': 'grid',
  '5': 'loop',
};

/** What Traktor writes where the user gave no name. */
const NO_NAME = new Set(['n.n.', 'AutoGrid', 'Beat Marker']);

/** Traktor knows no other metre, and its grid markers lie on downbeats. */
const BEATS_PER_BAR = 4;

export const traktorFormat: LibraryFormat = {
  source: 'traktor',
  rootName: 'NML',
  trackName: 'ENTRY',
  countAttribute: 'ENTRIES',
  beginTrack: (attributes) => new TraktorEntry(attributes),
};

/** Grid markers are kept back until the end, since the track's tempo may follow them. */
class TraktorEntry implements TrackEntry {
  private readonly builder = new TrackBuilder('traktor');
  private readonly grids: { startSeconds: number; bpm: number }[] = [];

  constructor(attributes: XmlAttributes) {
    this.builder.track.title = attributes.TITLE?.trim() ?? '';
    this.builder.track.artist = attributes.ARTIST?.trim() ?? '';
  }

  element(name: string, attributes: XmlAttributes): void {
    const { builder } = this;
    switch (name) {
      case 'LOCATION':
        builder.track.fileName = attributes.FILE?.trim() ?? '';
        break;
      case 'INFO':
        this.addInfo(attributes);
        break;
      case 'TEMPO':
        builder.setAverageBpm(toNumber(attributes.BPM));
        break;
      case 'MUSICAL_KEY':
        this.addKey(attributes.VALUE ?? '');
        break;
      case 'CUE_V2':
        this.addCue(attributes);
        break;
      case 'GRID':
        this.setGridTempo(toNumber(attributes.BPM));
        break;
    }
  }

  finish(): DjTrack {
    const { builder, grids } = this;
    if (builder.track.fileName === '') builder.problem('The track names no file (LOCATION).');
    for (const { startSeconds, bpm } of grids) {
      builder.addTempo({
        startSeconds,
        bpm: Number.isNaN(bpm) ? (builder.track.averageBpm ?? Number.NaN) : bpm,
        beatsPerBar: BEATS_PER_BAR,
        firstBeatInBar: 1,
      });
    }
    return builder.finish();
  }

  private addInfo(attributes: XmlAttributes): void {
    this.builder.setDuration(toNumber(attributes.PLAYTIME_FLOAT ?? attributes.PLAYTIME));
    // MUSICAL_KEY, which Traktor measures, wins over the text of the file's tag.
    if (!this.builder.track.key && attributes.KEY) this.builder.setKeyText(attributes.KEY);
  }

  private addKey(value: string): void {
    const { builder } = this;
    const key = traktorKey(toNumber(value));
    if (!key) {
      builder.problem(`The key number "${value}" is none of Traktor's.`);
      return;
    }
    builder.track.key = key;
    if (builder.track.keyText === '') builder.track.keyText = shortKeyName(key);
  }

  private addCue(attributes: XmlAttributes): void {
    const pad = toNumber(attributes.HOTCUE);
    const index = pad >= 0 ? pad : null;
    const kind = CUE_KINDS[attributes.TYPE] ?? (index === null ? 'memory' : 'hot');
    const startSeconds = toNumber(attributes.START) / 1000;
    const name = attributes.NAME?.trim() ?? '';
    const color = attributes.COLOR?.toLowerCase() ?? '';
    if (kind === 'grid') this.grids.push({ startSeconds, bpm: Number.NaN });
    this.builder.addCue({
      name: NO_NAME.has(name) ? '' : name,
      kind,
      index,
      startSeconds,
      endSeconds: kind === 'loop' ? startSeconds + toNumber(attributes.LEN) / 1000 : null,
      color: /^#[0-9a-f]{6}$/.test(color) ? color : null,
    });
  }

  /** Newer versions give each marker a tempo of its own, so that a grid can follow a live band. */
  private setGridTempo(bpm: number): void {
    const last = this.grids.at(-1);
    if (last && bpm > 0) last.bpm = bpm;
  }
}
