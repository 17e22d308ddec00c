/** From two prepared songs and a sentence to a remix: plan, choose, render. */
import { assertRemixable } from '@/lib/analysis/assert-remixable';
import { SegueError } from '@/lib/base/errors';
import { subProgress, type TaskOptions } from '@/lib/base/progress';
import type { SongSide } from '@/lib/music/stem-names';
import { choosePlan } from '@/lib/plan/choose-plan';
import { checkRender } from '@/lib/plan/constraints/check-plan';
import type { Violation } from '@/lib/plan/constraints/violation';
import type { PromptIntent } from '@/lib/plan/intent/prompt-intent';
import {
  makePlans,
  makePlansFor,
  type PlannedSong,
  type PlanningResult,
} from '@/lib/plan/make-plans';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { RenderQuality } from '@/lib/render/assemble-buses';
import { type Mixdown, renderRemix } from '@/lib/render/render-remix';
import type { TasteChoice } from '@/lib/taste/selection/taste-stage';
import { choosePlanByTaste, type TasteKit } from './choose-plan-by-taste';
import type { PreparedSong } from './prepare-song';

export interface RemixRequest {
  songs: Record<SongSide, PreparedSong>;
  prompt: string;
  seed: number;
}

export interface Remix {
  planning: PlanningResult;
  /** Why this plan and no other; null where the simple rules were asked. */
  choice: TasteChoice | null;
  plan: RemixPlan;
  mixdown: Mixdown;
  /** Rules that only the finished sound can show to be broken. */
  violations: Violation[];
}

export interface RemixOptions extends TaskOptions {
  /** Left out, the simple rules choose. */
  taste?: TasteKit;
  quality?: RenderQuality;
}

/** Where planning ends and rendering begins on the progress bar. */
const PLANNED_AT = 0.05;

/**
 * Plans all candidates, chooses one, and renders it.
 * @throws SegueError `duplicate-song`, `song-without-beats`, and what planning and rendering throw
 */
export async function makeRemix(
  { songs, prompt, seed }: RemixRequest,
  { taste, quality, signal, onProgress }: RemixOptions = {},
): Promise<Remix> {
  const planning = planRemix({ songs, prompt, seed });
  const choice = taste ? await choosePlanByTaste(planning, songs, taste) : null;
  const plan = choice?.plan ?? choosePlan(planning);
  onProgress?.({ step: 'Planned what plays when', fraction: PLANNED_AT });
  const mixdown = await renderRemix({
    plan,
    songs,
    quality,
    signal,
    onProgress: subProgress(onProgress, PLANNED_AT, 1),
  });
  const violations = checkRender(mixdown.loudness, { genre: planning.intent.genre });
  return { planning, choice, plan, mixdown, violations };
}

/** What planning needs to know of a song: no audio. */
export type PlannableSong = Pick<PreparedSong, 'id' | 'title' | 'artist' | 'analysis'>;

/**
 * All plans for two songs and a sentence, or for what its user made of the chips.
 * @throws SegueError `duplicate-song`, `song-without-beats`, and what {@link makePlans} throws
 */
export function planRemix({
  songs: { a, b },
  prompt,
  intent,
  seed,
}: {
  songs: Record<SongSide, PlannableSong>;
  prompt: string;
  intent?: PromptIntent;
  seed: number;
}): PlanningResult {
  assertDifferent(a, b);
  for (const song of [a, b]) assertRemixable(song.analysis, song.title);
  const songs = { a: planned(a), b: planned(b) };
  return intent ? makePlansFor({ songs, intent, seed }) : makePlans({ songs, prompt, seed });
}

/** @throws SegueError `duplicate-song` where both are the same recording */
export function assertDifferent(
  a: Pick<PlannableSong, 'id' | 'title'>,
  b: Pick<PlannableSong, 'id'>,
): void {
  if (a.id !== b.id) return;
  throw new SegueError(
    'duplicate-song',
    `Both songs are "${a.title}", the same recording. Choose another song for one of them.`,
  );
}

function planned({ title, artist, analysis }: PlannableSong): PlannedSong {
  return { title, artist: artist ?? '', analysis };
}
