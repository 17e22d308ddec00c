/** The two best plans of a choice, heard for a few bars each, and the choice made again. */
import { SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import type { Clock } from '@/lib/base/clock';
import { breathe, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import { otherSide, type SongSide } from '@/lib/music/stem-names';
import type { PromptIntent } from '@/lib/plan/intent/prompt-intent';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { StretchSource } from '@/lib/render/assemble-buses';
import type { RenderSong } from '@/lib/render/check-material';
import { renderJoints } from '@/lib/render/joint-excerpt';
import { makeAudible } from '@/lib/render/render-range';
import { StretchCache } from '@/lib/render/stretch-cache';
import { gone, type SongStore } from '@/lib/store/song-store';
import { extractRenderedFeatures } from '@/lib/taste/features/extract-features';
import { gatherRenderFacts } from '@/lib/taste/features/render-facts';
import type { TasteChoiceRecord } from '@/lib/taste/log/choice-record';
import { chooseByEar, type EarVerdict, type HeardPlan } from '@/lib/taste/selection/choose-by-ear';
import { TIE_BREAK_PROBABILITY } from '@/lib/taste/selection/select-plan';
import type { TasteKit } from './choose-plan-by-taste';
import { type KnownSong, withStems } from './known-songs';

/** Time that listening may take while a remix is made: more is not worth the wait. Source: taste plan, phase 3. */
const EAR_LIMIT_MS = 4000;

/** Time for someone who has asked for it, and can cancel. */
export const ASKED_EAR_LIMIT_MS = 60_000;

export interface EarRequest {
  /** The one that was chosen, and the next best. */
  plans: readonly [first: RemixPlan, second: RemixPlan];
  /** The songs with the stems that both plans take. */
  songs: Record<SongSide, RenderSong>;
  intent: PromptIntent;
  /** Chance that the first is preferred, before listening. */
  probability: number;
}

/** Whether a choice is so close that listening may turn it. */
export function isWorthHearing({ selection }: Pick<TasteChoiceRecord, 'selection'>): boolean {
  return (
    selection !== null &&
    selection.runnerUpId !== null &&
    Math.max(selection.probability, 1 - selection.probability) < TIE_BREAK_PROBABILITY
  );
}

/** @throws SegueError `aborted`, and what rendering throws; FeatureFailure */
export async function listenToBoth(
  { plans, songs, intent, probability }: EarRequest,
  options: TaskOptions & StretchSource = {},
): Promise<EarVerdict> {
  const heard: HeardPlan[] = [];
  const quick = { cache: new StretchCache(), isForOnce: true, isInOneChannel: true };
  for (const [i, plan] of plans.entries()) {
    options.onProgress?.({ step: 'Listening to the two best', fraction: i / plans.length });
    const joints = await renderJoints(makeAudible(plan, songs), { ...options, ...quick });
    await breathe();
    throwIfAborted(options.signal);
    const context = {
      vocal: songs[plan.vocalSong].analysis,
      instrumental: songs[otherSide(plan.vocalSong)].analysis,
      intent,
    };
    const facts = gatherRenderFacts({ sampleRateHz: SAMPLE_RATE_HZ, ...joints });
    heard.push({ planId: plan.id, features: extractRenderedFeatures(plan, context, facts) });
  }
  const bounded = Math.min(Math.max(probability, 1e-6), 1 - 1e-6);
  return chooseByEar(heard[0], heard[1], Math.log(bounded / (1 - bounded)));
}

/** The same within a time; null where that did not do. */
async function listenWithinLimit(
  request: () => Promise<EarRequest>,
  clock: Clock,
  limitMs: number,
  { signal, ...options }: TaskOptions & StretchSource,
): Promise<EarVerdict | null> {
  throwIfAborted(signal);
  const limit = new AbortController();
  const timer = clock.wait(limitMs);
  void timer.done.then(() => limit.abort());
  const onAbort = () => limit.abort();
  signal?.addEventListener('abort', onAbort, { once: true });
  try {
    return await listenToBoth(await request(), { ...options, signal: limit.signal });
  } catch (error) {
    throwIfAborted(signal);
    if (limit.signal.aborted) return null;
    throw error;
  } finally {
    timer.cancel();
    signal?.removeEventListener('abort', onAbort);
  }
}

/**
 * The two best of a choice heard against each other; null where the time did not do.
 * @throws SegueError `aborted`, and what loading and rendering throw
 */
export function hearTwoBest(
  store: Pick<SongStore, 'soundInParts'>,
  plans: readonly RemixPlan[],
  { selection }: TasteChoiceRecord,
  songs: Record<SongSide, KnownSong>,
  intent: PromptIntent,
  {
    taste: { tools },
    limitMs = EAR_LIMIT_MS,
    ...options
  }: TaskOptions & StretchSource & { taste: TasteKit; limitMs?: number },
): Promise<EarVerdict | null> {
  const plan = (id: string | null | undefined) => {
    const found = plans.find((candidate) => candidate.id === id);
    if (!found) throw gone('remix');
    return found;
  };
  const request = async () => {
    const both = [plan(selection?.chosenId), plan(selection?.runnerUpId)] as const;
    return {
      plans: both,
      songs: await withStems(store, both, songs),
      intent,
      // A plan that was taken because it is safer stands as good as the other until both are heard.
      probability: selection === null || selection.isSafer ? 0.5 : selection.probability,
    };
  };
  return listenWithinLimit(request, tools.clock, limitMs, options);
}

/** A choice with what listening has changed of it. */
export function withVerdict(choice: TasteChoiceRecord, verdict: EarVerdict): TasteChoiceRecord {
  const { selection } = choice;
  if (selection === null) return { ...choice, ear: verdict };
  const { chosenId, otherId: runnerUpId, isChanged } = verdict;
  const turn = isChanged ? -1 : 1;
  return {
    ...choice,
    ear: verdict,
    selection: {
      ...selection,
      chosenId,
      runnerUpId,
      margin: turn * selection.margin,
      probability: isChanged ? 1 - selection.probability : selection.probability,
      isSafer: selection.isSafer && !isChanged,
    },
    contributions: choice.contributions.map(({ feature, amount, chosen, runnerUp }) =>
      isChanged
        ? { feature, amount: -amount, chosen: runnerUp, runnerUp: chosen }
        : { feature, amount, chosen, runnerUp },
    ),
  };
}
