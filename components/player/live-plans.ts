/** Plans of two songs as sounds that are made while they are heard. */
import type { SongSide } from '@/lib/music/stem-names';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { SongChoice } from '@/lib/studio/known-songs';
import { PlanParts } from './plan-parts';
import type { LiveSound } from './player-sound';
import { RenderClient } from './render-client';

/**
 * One worker makes them all. It ends when the last that was asked for parts is let go; where it was only woken, when
 * {@link LivePlans.endUnheard} is called.
 */
export class LivePlans {
  private readonly client = new RenderClient(1);
  /** Those that were asked for parts and are not let go. */
  private readonly heard = new Set<LiveSound>();

  /** Starts the worker before there is a plan. */
  wake(): void {
    this.client.wake();
  }

  /** @param beatsSeconds all beats of the plan with its closing one */
  open(
    songs: Record<SongSide, SongChoice>,
    plan: RemixPlan,
    beatsSeconds: readonly number[],
    beatsPerBar: number,
  ): LiveSound {
    const parts = new PlanParts(this.client, songs, beatsPerBar);
    const sound: LiveSound = {
      beatsSeconds,
      partAt: (beat) => {
        this.heard.add(sound);
        return parts.at(plan, beat);
      },
      madeAt: (beat) => parts.madeAt(plan, beat),
      release: () => {
        parts.clear();
        this.heard.delete(sound);
        this.endUnheard();
      },
    };
    return sound;
  }

  /** Gives the worker's memory back where nobody hears what it makes. */
  endUnheard(): void {
    if (this.heard.size === 0) this.client.dispose();
  }
}
