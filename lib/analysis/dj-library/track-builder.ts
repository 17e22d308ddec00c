/** Collects a track from attributes of elements, with a sentence for whatever is missing or wrong. */
import type { DjCue, DjLibrarySource, DjTrack, TempoSegment } from './dj-track';
import { parseKeyText } from './key-text';

/** Tempi outside are slips of the pen; grids of half or double tempo lie well within. */
const BPM_RANGE = { least: 20, most: 999 };

/** Enough to see what is wrong with a track. */
const MOST_PROBLEMS = 12;

export class TrackBuilder {
  readonly track: DjTrack;

  constructor(source: DjLibrarySource) {
    this.track = {
      title: '',
      artist: '',
      durationSeconds: null,
      fileName: '',
      tempoSegments: [],
      averageBpm: null,
      cues: [],
      keyText: '',
      key: null,
      source,
      problems: [],
    };
  }

  problem(sentence: string): void {
    const { problems } = this.track;
    if (problems.length < MOST_PROBLEMS) problems.push(sentence);
  }

  setDuration(seconds: number): void {
    if (seconds > 0) this.track.durationSeconds = seconds;
  }

  setAverageBpm(bpm: number): void {
    if (bpm >= BPM_RANGE.least && bpm <= BPM_RANGE.most) this.track.averageBpm = bpm;
  }

  setKeyText(text: string): void {
    this.track.keyText = text.trim();
    this.track.key = parseKeyText(text);
    if (text.trim() !== '' && !this.track.key) {
      this.problem(`The key "${shorten(text)}" is not understood.`);
    }
  }

  addTempo(segment: TempoSegment): void {
    const { startSeconds, bpm } = segment;
    if (!Number.isFinite(startSeconds)) {
      this.problem('An entry of the beat grid has no time and was left out.');
    } else if (!(bpm >= BPM_RANGE.least && bpm <= BPM_RANGE.most)) {
      this.problem(`The beat grid at ${startSeconds} s has no usable tempo and was left out.`);
    } else {
      this.track.tempoSegments.push(segment);
    }
  }

  addCue(cue: DjCue): void {
    if (!Number.isFinite(cue.startSeconds)) {
      const name = cue.name === '' ? 'A cue' : `The cue "${shorten(cue.name)}"`;
      this.problem(`${name} has no time and was left out.`);
      return;
    }
    if (cue.kind === 'loop' && !(cue.endSeconds !== null && cue.endSeconds > cue.startSeconds)) {
      this.problem(`The loop at ${cue.startSeconds} s has no length and is taken as a cue.`);
      this.track.cues.push({
        ...cue,
        kind: cue.index === null ? 'memory' : 'hot',
        endSeconds: null,
      });
      return;
    }
    this.track.cues.push(cue);
  }

  /** The track once its element has ended: sorted, and named after its file where it has no title. */
  finish(): DjTrack {
    const { track } = this;
    track.tempoSegments.sort((one, other) => one.startSeconds - other.startSeconds);
    track.cues.sort((one, other) => one.startSeconds - other.startSeconds);
    if (track.title === '' && track.fileName === '') {
      this.problem(
        'The track has neither a title nor a file name, so no song can be matched to it.',
      );
    } else if (track.title === '') {
      track.title = track.fileName.replace(/\.[^.]*$/, '');
      this.problem('The track has no title; its file name stands in for it.');
    }
    return track;
  }
}

/** Number in an attribute, with a decimal point or comma; NaN where there is none. */
export function toNumber(text: string | undefined): number {
  if (text === undefined || text.trim() === '') return Number.NaN;
  return Number(text.trim().replace(',', '.'));
}

function shorten(text: string): string {
  return text.length > 40 ? `${text.slice(0, 39)}…` : text;
}
