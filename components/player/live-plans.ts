/** Plans of two songs as sounds that are made while they are heard. */
import type { SongSide } from '@/lib/music/stem-names';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { SongChoice } from '@/lib/studio/known-songs';
import { PlanParts } from './plan-parts';
import type { LiveSound } from './player-sound';
import { RenderClient } from './render-client';

/** One worker makes them all, and ends when the last of them is let go: it holds the songs' stems. */
export class LivePlans {
  private readonly client = new RenderClient(1);
  private listeners = 0;

  constructor(private readonly songs: Record<SongSide, SongChoice>) {}

  /** @param beatsSeconds all beats of the plan with its closing one */
  open(plan: RemixPlan, beatsSeconds: readonly number[], beatsPerBar: number): LiveSound {
    const parts = new PlanParts(this.client, this.songs, beatsPerBar);
    let isHeld = false;
    return {
      beatsSeconds,
      partAt: (beat) => {
        if (!isHeld) this.listeners += 1;
        isHeld = true;
        return parts.at(plan, beat);
      },
      release: () => {
        parts.clear();
        if (!isHeld) return;
        isHeld = false;
        this.listeners -= 1;
        if (this.listeners === 0) this.client.dispose();
      },
    };
  }
}
