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
  private readonly line = new PartLine();
  private courses: Course[] = [];
  private tone: (LineTone & Pick<Tone, 'immediate'>) | null = null;
  private output: InstanceType<Tone['Gain']> | null = null;

  /**
   * @param onLate what is heard has run out before what follows was made; with the place in the sound where that
   *   begins, and the reason where that is one
   */
  constructor(
    private readonly sound: LiveSound,
    private readonly onLate: (positionSeconds: number, thrown?: unknown) => void,
  ) {}

  /** Makes the part ready in which a place lies. */
  async prepare(positionSeconds: number): Promise<void> {
    await this.sound.partAt(this.beatAt(positionSeconds));
  }

  isReady(positionSeconds: number): boolean {
    return this.madeAt(positionSeconds) !== null;
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
    void this.follow(course, run);
  }

  endAt(seconds: number): void {
    for (const course of this.courses) course.untilSeconds = Math.min(course.untilSeconds, seconds);
    this.line.endAt(seconds);
  }

  dispose(): void {
    this.endAt(0);
    this.courses = [];
    this.sound.release();
  }

  private async follow(course: Course, run: Run): Promise<void> {
    let { atSeconds, positionSeconds } = run;
    while (atSeconds < course.untilSeconds && positionSeconds < this.endSeconds) {
      const part = await this.partInTime(course, { atSeconds, positionSeconds });
      const { tone, output } = this;
      if (!part || !tone || !output || atSeconds >= course.untilSeconds) break;
      const now = tone.immediate();
      this.line.forgetBefore(now);
      const startBeat = Math.max(beatAt(part.beatsSeconds, positionSeconds), part.startBeat);
      const { lengthSeconds } = this.line.add(tone, output, part, {
        startBeat,
        endBeat: part.endBeat,
        atSeconds,
      });
      atSeconds += lengthSeconds;
      positionSeconds = part.startSeconds + part.lengthSeconds;
      await waitFor(atSeconds - now - AHEAD_SECONDS);
    }
    this.courses = this.courses.filter((one) => one !== course);
  }

  /** The part in which a place lies; null where it is not made by its moment, which is told. */
  private async partInTime(
    course: Course,
    { atSeconds, positionSeconds }: Run,
  ): Promise<PlayablePart | null> {
    const made = this.madeAt(positionSeconds);
    if (made) return made;
    const isWanted = () => this.courses.includes(course) && atSeconds < course.untilSeconds;
    const seconds = atSeconds - (this.tone?.immediate() ?? 0);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tooLate = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), 1000 * Math.max(seconds, 0));
    });
    try {
      const part = this.sound.partAt(this.beatAt(positionSeconds));
      const inTime = await Promise.race([part, tooLate]);
      if (!inTime && isWanted()) this.onLate(positionSeconds);
      return inTime;
    } catch (thrown) {
      if (isWanted()) this.onLate(positionSeconds, thrown);
      return null;
    } finally {
      clearTimeout(timer);
    }
  }

  private get endSeconds(): number {
    return (this.sound.beatsSeconds.at(-1) ?? 0) - ON_BEAT_SECONDS;
  }

  private madeAt(positionSeconds: number): PlayablePart | null {
    return this.sound.madeAt(this.beatAt(positionSeconds));
  }

  private beatAt(positionSeconds: number): number {
    return beatAt(this.sound.beatsSeconds, positionSeconds + ON_BEAT_SECONDS);
  }
}

function waitFor(seconds: number): Promise<void> | undefined {
  if (seconds <= 0) return undefined;
  return new Promise((resolve) => setTimeout(resolve, 1000 * seconds));
}
