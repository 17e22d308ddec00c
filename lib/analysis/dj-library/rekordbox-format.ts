/**
 * Tracks of a rekordbox XML (DJ_PLAYLISTS).
 * Source: Pioneer DJ, "XML format list for importing playlists to rekordbox" (2020).
 */
import type { DjCueKind } from './dj-track';
import type { LibraryFormat } from './library-format';
import { TrackBuilder, toNumber } from './track-builder';
import type { XmlAttributes } from './xml-events';

/** POSITION_MARK's Type; 0 is a hot cue on a pad and a memory cue otherwise. */
const MARK_KINDS: Record<string, DjCueKind> = {
  '1': 'fade-in',
  '2': 'fade-out',
  '3': 'load',
  '4': 'loop',
};

const DEFAULT_BEATS_PER_BAR = 4;

export const rekordboxFormat: LibraryFormat = {
  source: 'rekordbox',
  rootName: 'DJ_PLAYLISTS',
  trackName: 'TRACK',
  countAttribute: 'Entries',
  beginTrack(attributes) {
    const builder = new TrackBuilder('rekordbox');
    const { track } = builder;
    track.title = attributes.Name?.trim() ?? '';
    track.artist = attributes.Artist?.trim() ?? '';
    track.fileName = fileNameOf(attributes.Location ?? '');
    builder.setDuration(toNumber(attributes.TotalTime));
    builder.setAverageBpm(toNumber(attributes.AverageBpm));
    builder.setKeyText(attributes.Tonality ?? '');
    if (attributes.Location === undefined) builder.problem('The track names no file (Location).');
    return {
      element(name, content) {
        if (name === 'TEMPO') addTempo(builder, content);
        else if (name === 'POSITION_MARK') addMark(builder, content);
      },
      finish: () => builder.finish(),
    };
  },
};

function addTempo(builder: TrackBuilder, { Inizio, Bpm, Metro, Battito }: XmlAttributes): void {
  const beats = Number(/^\s*(\d{1,2})\s*\//.exec(Metro ?? '')?.[1] ?? Number.NaN);
  const beatsPerBar = beats >= 1 ? beats : DEFAULT_BEATS_PER_BAR;
  const beat = toNumber(Battito);
  const startSeconds = toNumber(Inizio);
  const isBeat = Number.isInteger(beat) && beat >= 1 && beat <= beatsPerBar;
  if (Number.isFinite(startSeconds) && !(beats >= 1)) {
    builder.problem(`The beat grid at ${Inizio} s has no metre; 4/4 is assumed.`);
  }
  if (Number.isFinite(startSeconds) && !isBeat) {
    builder.problem(`The beat grid at ${Inizio} s does not say which beat of the bar it is.`);
  }
  builder.addTempo({
    startSeconds,
    bpm: toNumber(Bpm),
    beatsPerBar,
    firstBeatInBar: isBeat ? beat : 1,
  });
}

function addMark(builder: TrackBuilder, attributes: XmlAttributes): void {
  const number = toNumber(attributes.Num);
  const index = number >= 0 ? number : null;
  const kind = MARK_KINDS[attributes.Type] ?? (index === null ? 'memory' : 'hot');
  const end = toNumber(attributes.End);
  builder.addCue({
    name: attributes.Name?.trim() ?? '',
    kind,
    index,
    startSeconds: toNumber(attributes.Start),
    endSeconds: kind === 'loop' && Number.isFinite(end) ? end : null,
    color: colorOf(attributes),
  });
}

function colorOf({ Red, Green, Blue }: XmlAttributes): string | null {
  const parts = [Red, Green, Blue].map(toNumber);
  if (!parts.every((part) => part >= 0 && part <= 255)) return null;
  return `#${parts.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

/** Last part of a file URL, with its escapes resolved where they are valid. */
function fileNameOf(location: string): string {
  const last = location.slice(location.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last);
  } catch {
    return last;
  }
}
