/** Remixes of songs in the library: plan from what is known, load what is heard, render, keep. */
import { subProgress, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import type { SongSide } from '@/lib/music/stem-names';
import type { PromptIntent } from '@/lib/plan/intent/prompt-intent';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { StretchSource } from '@/lib/render/assemble-buses';
import { type Mixdown, renderRemix } from '@/lib/render/render-remix';
import { REMIX_RECORD_VERSION, type RemixRecord } from '@/lib/store/remix-record-schema';
import type { RemixStore } from '@/lib/store/remix-store';
import type { RequestLog } from '@/lib/store/request-log';
import { gone, type SongStore } from '@/lib/store/song-store';
import { choiceRecord } from '@/lib/taste/log/choice-record';
import { requestRecord } from '@/lib/taste/log/request-log';
import { hearTwoBest, isWorthHearing, withVerdict } from './choose-again-by-ear';
import { choosePlanByTaste, inOrderOfTaste, type TasteKit } from './choose-plan-by-taste';
import { type KnownSong, knownSongs, withStems } from './known-songs';
import { planRemix } from './make-remix';

export interface RemixStores {
  songs: SongStore;
  remixes: RemixStore;
}

export interface NewRemixStores extends RemixStores {
  requests: RequestLog;
}

export interface StoredRemixOptions
  extends TaskOptions,
    Pick<StretchSource, 'cache' | 'stretcher'> {}

export interface NewRemixOptions extends StoredRemixOptions {
  taste: TasteKit;
  /** Told what will be rendered, so that it can be heard before it is: nothing of it is stored yet. */
  onPlanned?: (remix: RemixRecord) => void;
}

export interface StoredRemixRequest {
  /** Name of the new remix. */
  id: string;
  songIds: Record<SongSide, string>;
  prompt: string;
  /** Where the user has changed what was understood of the sentence. */
  intent?: PromptIntent;
  seed: number;
  nowMs: number;
}

/** Shares of the time, for honest progress. */
const PLANNED_AT = 0.05;
const RENDERED_AT = 0.96;

/**
 * Plans, chooses, renders and keeps a remix with all its candidates.
 * @throws SegueError what planning and rendering throw, and `storage-full`; nothing is stored then
 */
export async function makeStoredRemix(
  stores: NewRemixStores,
  { id, songIds, prompt, intent, seed, nowMs }: StoredRemixRequest,
  options: NewRemixOptions,
): Promise<RemixRecord> {
  options.onProgress?.({ step: 'Planning what plays when', fraction: 0 });
  const songs = await knownSongs(stores.songs, { a: { id: songIds.a }, b: { id: songIds.b } });
  const { tools, flags } = options.taste;
  const startMs = tools.clock.nowMs();
  const planning = planRemix({ songs, prompt, intent, seed });
  const generationMs = tools.clock.nowMs() - startMs;
  const choice = await choosePlanByTaste(planning, songs, options.taste);
  let judged = choiceRecord(choice);
  const ordered = inOrderOfTaste(planning, choice);
  if (flags.experiments.ab_ear_reranking && isWorthHearing(judged)) {
    const listening = { ...options, onProgress: subProgress(options.onProgress, 0, 0) };
    const verdict = await hearTwoBest(
      stores.songs,
      ordered,
      judged,
      songs,
      planning.intent,
      listening,
    ).catch(() => null); // what cannot be heard stays as it was chosen
    throwIfAborted(options.signal);
    if (verdict) judged = withVerdict(judged, verdict);
  }
  const chosenPlanId = judged.selection?.chosenId ?? choice.plan.id;
  const plans = inFront(ordered, chosenPlanId);
  const { a, b } = songs;
  const planned = {
    schema: REMIX_RECORD_VERSION,
    id,
    givenTitle: null,
    madeAtMs: nowMs,
    prompt,
    seed,
    songs: { a: referenceTo(a), b: referenceTo(b) },
    notes: planning.notes,
    intent: planning.intent,
    rejected: planning.rejected,
    editedFrom: {},
    plans,
    chosenPlanId,
    choice: judged,
  } satisfies Omit<RemixRecord, 'renders'>;
  options.onPlanned?.({ ...planned, renders: {} });
  const mixdown = await renderStored(stores.songs, plans[0], songs, options);
  options.onProgress?.({ step: 'Storing', fraction: RENDERED_AT });
  const record = await stores.remixes.save(planned, mixdown);
  const logged = { id, madeAtMs: nowMs, seed, songs, flags, planning, choice, generationMs };
  // a log that does not fit must not cost the remix
  const request = requestRecord(logged);
  // what was chosen before listening stays, so that the request can be chosen again
  request.choice.ear = judged.ear;
  await stores.requests.add(request).catch(() => undefined);
  return record;
}

/** The plans with one of them first. */
function inFront(plans: readonly RemixPlan[], id: string): RemixPlan[] {
  return [...plans].sort((one, two) => Number(two.id === id) - Number(one.id === id));
}

/**
 * Renders another candidate of a stored remix and makes it the chosen one.
 * @throws SegueError what rendering throws, `storage-full`, `storage-unavailable`
 */
export async function renderStoredPlan(
  { songs: songStore, remixes }: RemixStores,
  remixId: string,
  planId: string,
  options: StoredRemixOptions = {},
): Promise<RemixRecord> {
  const remix = await remixes.find(remixId);
  const plan = remix?.plans.find((candidate) => candidate.id === planId);
  if (!remix || !plan) throw gone('remix');
  const songs = await knownSongs(songStore, remix.songs);
  const mixdown = await renderStored(songStore, plan, songs, options);
  options.onProgress?.({ step: 'Storing', fraction: RENDERED_AT });
  return remixes.addRender(remixId, planId, mixdown);
}

async function renderStored(
  store: SongStore,
  plan: RemixPlan,
  songs: Record<SongSide, KnownSong>,
  { onProgress, ...options }: StoredRemixOptions,
): Promise<Mixdown> {
  return renderRemix({
    plan,
    songs: await withStems(store, [plan], songs),
    ...options,
    onProgress: subProgress(onProgress, PLANNED_AT, RENDERED_AT),
  });
}

function referenceTo(song: KnownSong): RemixRecord['songs'][SongSide] {
  const { id, title, analysis, corrections } = song;
  const { key, beatsPerBar, version } = analysis;
  return { id, title, key, beatsPerBar, corrections, analysisVersion: version };
}
