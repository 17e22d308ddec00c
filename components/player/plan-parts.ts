/** The parts of plans that have been made, as buffers ready to play; the ones used longest ago are let go. */
import { lengthBeats, type RemixPlan } from '@/lib/plan/remix-plan';
import type { PlanPartRequest } from '@/lib/studio/plan-listening';
import { toAudioBuffer } from './audio-buffers';
import type { RenderClient } from './render-client';

export interface PlayablePart {
  plan: RemixPlan;
  buffer: AudioBuffer;
  startBeat: number;
  endBeat: number;
  startSeconds: number;
  /** Without the overlap. */
  lengthSeconds: number;
  beatsSeconds: readonly number[];
}

/** A part has four bars: short enough to be there soon, long enough to have few of them. */
const PART_BARS = 4;
/** Some 3 MB each. */
const MOST_PARTS = 48;

interface PartInMaking {
  promise: Promise<PlayablePart>;
  made: PlayablePart | null;
}

export class PlanParts {
  private readonly parts = new Map<string, PartInMaking>();

  constructor(
    private readonly client: RenderClient,
    private readonly songs: PlanPartRequest['songs'],
    private readonly beatsPerBar: number,
  ) {}

  /** The part in which a beat lies. @throws SegueError what rendering throws */
  at(plan: RemixPlan, beat: number): Promise<PlayablePart> {
    const key = this.keyOf(plan, beat);
    const known = this.parts.get(key);
    this.parts.delete(key);
    const part = known ?? this.begin(key, plan, this.startBeatOf(beat));
    this.parts.set(key, part);
    for (const oldest of this.parts.keys()) {
      if (this.parts.size <= MOST_PARTS) break;
      this.parts.delete(oldest);
    }
    return part.promise;
  }

  /** The part in which a beat lies; null where it is not made. */
  madeAt(plan: RemixPlan, beat: number): PlayablePart | null {
    return this.parts.get(this.keyOf(plan, beat))?.made ?? null;
  }

  clear(): void {
    this.parts.clear();
  }

  private begin(key: string, plan: RemixPlan, startBeat: number): PartInMaking {
    const part: PartInMaking = { promise: this.make(plan, startBeat), made: null };
    part.promise
      .then((made) => {
        part.made = made;
      })
      .catch(() => this.parts.delete(key));
    return part;
  }

  private get partBeats(): number {
    return PART_BARS * this.beatsPerBar;
  }

  private startBeatOf(beat: number): number {
    return Math.floor(beat / this.partBeats) * this.partBeats;
  }

  private keyOf(plan: RemixPlan, beat: number): string {
    return `${plan.id}/${this.startBeatOf(beat)}`;
  }

  private async make(plan: RemixPlan, startBeat: number): Promise<PlayablePart> {
    const endBeat = Math.min(startBeat + this.partBeats, lengthBeats(plan));
    const { pcm, ...place } = await this.client.part({
      songs: this.songs,
      plan,
      startBeat,
      lengthBeats: endBeat - startBeat,
    });
    return { plan, buffer: await toAudioBuffer(pcm), startBeat, endBeat, ...place };
  }
}
