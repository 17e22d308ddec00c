/** The mix of a plan that has not been rendered: its parts follow each other as they are made, a little ahead. */
import { beatAt } from '../timeline/beat-steps';
import { type LineTone, PartLine } from './part-line';
import type { PlayablePart } from './plan-parts';
import type { Run } from './play-line';
import type { LiveSound } from './player-sound';
import type { Tone } from './tone';

/** What is to be heard is asked for so long before: what it takes is left to the render until then. */
const AHEAD_SECONDS = 5;
/** A place so close before a part's beginning is its beginning. */
const ON_BEAT_SECONDS = 0.001;

/** What follows the start of a run, for as long as nothing else is asked for. */
interface Course {
  untilSeconds: number;
}

export class LiveMix {
  private readonly made = new Map<number, PlayablePart>();
  private readonly line = new PartLine();
  private courses: Course[] = [];
  private tone: (LineTone & Pick<Tone, 'immediate'>) | null = null;
  private output: InstanceType<Tone['Gain']> | null = null;

  /**
   * @param onLate a part was not made in time, or could not be made: what is heard ends before it
   */
  constructor(
    private readonly sound: LiveSound,
    private readonly onLate: (thrown?: unknown) => void,
  ) {}

  /** Makes the part ready in which a place lies. */
  async prepare(positionSeconds: number): Promise<void> {
    await this.partAt(positionSeconds);
  }

  isReady(positionSeconds: number): boolean {
    return this.madeAt(positionSeconds) !== undefined;
  }

  connect(tone: Tone, output: InstanceType<Tone['Gain']>): void {
    this.tone = tone;
    this.output = output;
  }

  /** Plays on from a place that is ready; what was to be heard from that moment on is not. */
  start(run: Run): void {
    this.endAt(run.atSeconds);
    const course = { untilSeconds: Number.POSITIVE_INFINITY };
    this.courses.push(course);
    this.follow(course, run).catch((thrown) => {
      if (this.courses.includes(course)) this.onLate(thrown);
    });
  }

  endAt(seconds: number): void {
    for (const course of this.courses) course.untilSeconds = Math.min(course.untilSeconds, seconds);
    this.line.endAt(seconds);
  }

  dispose(): void {
    this.endAt(0);
    this.courses = [];
    this.made.clear();
    this.sound.release();
  }

  private async follow(course: Course, run: Run): Promise<void> {
    let { atSeconds, positionSeconds } = run;
    while (atSeconds < course.untilSeconds && positionSeconds < this.endSeconds) {
      const part = this.madeAt(positionSeconds) ?? (await this.partAt(positionSeconds));
      const { tone, output } = this;
      if (!tone || !output || atSeconds >= course.untilSeconds) break;
      const now = tone.immediate();
      if (atSeconds < now) {
        this.onLate();
        break;
      }
      this.line.forgetBefore(now);
      const startBeat = Math.max(beatAt(part.beatsSeconds, positionSeconds), part.startBeat);
      const { lengthSeconds } = this.line.add(tone, output, part, {
        startBeat,
        endBeat: part.endBeat,
        atSeconds,
      });
      atSeconds += lengthSeconds;
      positionSeconds = part.startSeconds + part.lengthSeconds;
      await pause(atSeconds - now - AHEAD_SECONDS);
    }
    this.courses = this.courses.filter((one) => one !== course);
  }

  private get endSeconds(): number {
    return (this.sound.beatsSeconds.at(-1) ?? 0) - ON_BEAT_SECONDS;
  }

  private madeAt(positionSeconds: number): PlayablePart | undefined {
    const beat = this.beatAt(positionSeconds);
    return [...this.made.values()].find(
      ({ startBeat, endBeat }) => beat >= startBeat && beat < endBeat,
    );
  }

  private async partAt(positionSeconds: number): Promise<PlayablePart> {
    const part = await this.sound.partAt(this.beatAt(positionSeconds));
    this.made.set(part.startBeat, part);
    return part;
  }

  private beatAt(positionSeconds: number): number {
    return beatAt(this.sound.beatsSeconds, positionSeconds + ON_BEAT_SECONDS);
  }
}

function pause(seconds: number): Promise<void> | undefined {
  if (seconds <= 0) return undefined;
  return new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
}
