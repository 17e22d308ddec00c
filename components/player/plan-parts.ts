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

export class PlanParts {
  private readonly parts = new Map<string, Promise<PlayablePart>>();

  constructor(
    private readonly client: RenderClient,
    private readonly songs: PlanPartRequest['songs'],
    private readonly beatsPerBar: number,
  ) {}

  /** The part in which a beat lies. @throws SegueError what rendering throws */
  at(plan: RemixPlan, beat: number): Promise<PlayablePart> {
    const partBeats = PART_BARS * this.beatsPerBar;
    const startBeat = Math.floor(beat / partBeats) * partBeats;
    const key = `${plan.id}/${startBeat}`;
    const known = this.parts.get(key);
    this.parts.delete(key);
    const part = known ?? this.make(plan, startBeat, partBeats);
    this.parts.set(key, part);
    if (!known) {
      part.catch(() => this.parts.delete(key));
      for (const oldest of this.parts.keys()) {
        if (this.parts.size <= MOST_PARTS) break;
        this.parts.delete(oldest);
      }
    }
    return part;
  }

  clear(): void {
    this.parts.clear();
  }

  private async make(plan: RemixPlan, startBeat: number, partBeats: number): Promise<PlayablePart> {
    const endBeat = Math.min(startBeat + partBeats, lengthBeats(plan));
    const { pcm, ...place } = await this.client.part({
      songs: this.songs,
      plan,
      startBeat,
      lengthBeats: endBeat - startBeat,
    });
    return { plan, buffer: await toAudioBuffer(pcm), startBeat, endBeat, ...place };
  }
}
