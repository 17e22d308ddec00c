/** Which of the candidates is rendered first, and in which order the others are shown. */
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import type { Clock } from '@/lib/base/clock';
import type { SongSide } from '@/lib/music/stem-names';
import type { PlanningResult } from '@/lib/plan/make-plans';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import { DEFAULT_FLAGS } from '@/lib/taste/flags';
import type { TasteFlags } from '@/lib/taste/flags-schema';
import type { Ranker } from '@/lib/taste/ranker/ranker';
import { Breaker } from '@/lib/taste/selection/breaker';
import {
  chooseByTaste,
  type StageTools,
  type TasteChoice,
} from '@/lib/taste/selection/taste-stage';

/** What a host brings for choosing by taste. */
export interface TasteKit {
  tools: StageTools;
  flags: TasteFlags;
}

export function createTasteKit(
  ranker: () => Promise<Ranker | null>,
  clock: Clock,
  flags: TasteFlags = DEFAULT_FLAGS,
  breaker = new Breaker(clock),
): TasteKit {
  return { tools: { ranker, clock, breaker }, flags };
}

/** How long a remix waits for its model before it is planned: loading is no part of choosing. */
const WARM_UP_LIMIT_MS = 8000;

/** Loads the model in use ahead of need; what fails here is told when it is needed. */
export async function warmTaste({ tools, flags }: TasteKit): Promise<void> {
  if (!flags.tasteModel || tools.breaker.state().isOpen) return;
  const limit = tools.clock.wait(WARM_UP_LIMIT_MS);
  await Promise.race([tools.ranker().catch(() => null), limit.done]);
  limit.cancel();
}

export function choosePlanByTaste(
  planning: PlanningResult,
  songs: Record<SongSide, { analysis: SongAnalysis }>,
  { tools, flags }: TasteKit,
): Promise<TasteChoice> {
  return chooseByTaste(planning, { a: songs.a.analysis, b: songs.b.analysis }, flags, tools);
}

/** The candidates with the chosen one first and the others by their scores, best first. */
export function inOrderOfTaste(
  planning: PlanningResult,
  { plan, judged, method }: Pick<TasteChoice, 'plan' | 'judged' | 'method'>,
): RemixPlan[] {
  const others = planning.candidates.filter(({ id }) => id !== plan.id);
  if (method === 'baseline') return [plan, ...others];
  const worth = new Map(
    judged.map(({ planId, score, rubric }) => [planId, method === 'model' ? score : rubric]),
  );
  const of = ({ id }: RemixPlan) => worth.get(id) ?? Number.NEGATIVE_INFINITY;
  return [plan, ...others.sort((one, two) => of(two) - of(one))];
}
