/** Parts of plans on the clock of the sound card, one after the other without a gap. */
import { beatAt, secondsAt } from '../timeline/beat-steps';
import type { PlayablePart } from './plan-parts';
import type { Tone } from './tone';
import { onSample } from './tone';

/** Parts overlap by so much; longer than a click, shorter than anything that can be heard. */
const FADE_SECONDS = 0.01;

/** A stretch of a part with its place on the clock. */
export interface Segment {
  part: PlayablePart;
  startBeat: number;
  endBeat: number;
  /** When its first sample is heard. */
  atSeconds: number;
  lengthSeconds: number;
  source: InstanceType<Tone['ToneBufferSource']>;
}

export type LineTone = Pick<Tone, 'ToneBufferSource' | 'ToneAudioBuffer'>;

export class PartLine {
  private segments: Segment[] = [];

  get last(): Segment | undefined {
    return this.segments.at(-1);
  }

  get isEmpty(): boolean {
    return this.segments.length === 0;
  }

  /** Puts a part in place from one of its beats to another, which may both have a fraction. */
  add(
    tone: LineTone,
    output: InstanceType<Tone['Gain']>,
    part: PlayablePart,
    { startBeat, endBeat, atSeconds }: Pick<Segment, 'startBeat' | 'endBeat' | 'atSeconds'>,
  ): Segment {
    const offset = secondsAt(part.beatsSeconds, startBeat) - part.startSeconds;
    const end =
      endBeat === part.endBeat
        ? part.lengthSeconds
        : secondsAt(part.beatsSeconds, endBeat) - part.startSeconds;
    const lengthSeconds = end - offset;
    const source = new tone.ToneBufferSource({
      url: new tone.ToneAudioBuffer(part.buffer),
      fadeIn: FADE_SECONDS,
      fadeOut: FADE_SECONDS,
      curve: 'linear',
    }).connect(output);
    source.start(onSample(atSeconds), offset).stop(atSeconds + lengthSeconds);
    const segment = { part, startBeat, endBeat, atSeconds, lengthSeconds, source };
    this.segments.push(segment);
    return segment;
  }

  /** Forgets what has been heard. */
  forgetBefore(seconds: number): void {
    this.segments = this.segments.filter(
      ({ atSeconds, lengthSeconds }) => atSeconds + lengthSeconds > seconds - FADE_SECONDS,
    );
  }

  clear(): void {
    this.segments = [];
  }

  /** What is heard at a moment, or first after it. */
  at(seconds: number): Segment | undefined {
    return this.segments.findLast(({ atSeconds }) => atSeconds <= seconds) ?? this.segments[0];
  }

  /** Nothing is heard from a moment on. */
  endAt(seconds: number): void {
    this.segments = this.segments.filter((segment) => {
      const isLater = segment.atSeconds >= seconds;
      if (isLater) segment.source.dispose();
      else if (segment.atSeconds + segment.lengthSeconds > seconds) {
        segment.source.stop(seconds);
        segment.lengthSeconds = seconds - segment.atSeconds;
      }
      return !isLater;
    });
  }
}

/** The beat of a segment that is heard at a moment; its first one before that has come. */
export function beatIn({ part, startBeat, atSeconds }: Segment, seconds: number): number {
  const start = secondsAt(part.beatsSeconds, startBeat);
  return beatAt(part.beatsSeconds, start + Math.max(seconds - atSeconds, 0));
}

/** When a beat of a segment is heard. */
export function timeOf({ part, startBeat, atSeconds }: Segment, beat: number): number {
  const { beatsSeconds } = part;
  return atSeconds + secondsAt(beatsSeconds, beat) - secondsAt(beatsSeconds, startBeat);
}
