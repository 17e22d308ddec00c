/** The sound of a pair to be rated: the same stretch of two plans of one remix, equally loud. */
import { lengthSamples, type Pcm, SAMPLE_RATE_HZ } from '@/lib/audio/pcm';
import { subProgress, type TaskOptions } from '@/lib/base/progress';
import { chooseExcerpt, type Excerpt } from '@/lib/labels/choose-excerpt';
import type { LabelSide, PairwiseLabel } from '@/lib/labels/pairwise-label';
import { matchLoudness, PREVIEW_LUFS } from '@/lib/labels/player/match-loudness';
import { spoilPlan } from '@/lib/labels/protocol/calibration-examples';
import type { SongSide } from '@/lib/music/stem-names';
import type { PromptIntent } from '@/lib/plan/intent/prompt-intent';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import { renderExcerpt } from '@/lib/render/render-range';
import type { StretchCache } from '@/lib/render/stretch-cache';
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import { gone } from '@/lib/store/song-store';
import { type KnownSong, knownSongs, withStems } from './known-songs';
import { intentOf, planFeatures } from './plan-features';
import type { RemixStores } from './stored-remix';

/** Two plans of one remix; the same plan twice is an example to be heard alone. */
export interface PairRequest {
  requestId: string;
  a: string;
  b: string;
  /** The example of a bad one: the plan is spoilt. */
  isSpoilt?: boolean;
}

export interface PreparedPair {
  /** Of the same length. */
  sounds: Record<LabelSide, Pcm>;
  /** Measured after matching. */
  loudnessLufs: Record<LabelSide, number>;
  excerpt: Excerpt;
  /** What the request asked for. */
  genre: string | null;
  /** Of both plans; null for an example. */
  features: PairwiseLabel['features'];
  lengthSeconds: number;
  /** Bar lines of the excerpt, the same for both. */
  barsSeconds: number[];
}

const FIRST_RENDERED_AT = 0.45;
const BOTH_RENDERED_AT = 0.9;

/**
 * Renders both and matches them. An example is rendered once and put on both sides. Where the remix has
 * another name here, because the session was written in another browser, one with the same plans is taken.
 * @throws SegueError `storage-unavailable` where the remix or a song is gone, and what rendering throws
 */
export async function preparePair(
  stores: RemixStores,
  { requestId, a, b, isSpoilt }: PairRequest,
  { signal, onProgress, cache }: TaskOptions & { cache?: StretchCache } = {},
): Promise<PreparedPair> {
  const remix = (await stores.remixes.find(requestId)) ?? (await remixWith(stores, a, b));
  const [planA, planB] = [a, b].map((id) => remix?.plans.find((plan) => plan.id === id));
  if (!remix || !planA || !planB) throw gone('remix');
  const known = await knownSongs(stores.songs, remix.songs);
  const songs = await withStems(stores.songs, [planA, planB], known);
  const intent = intentOf(remix, songs);
  const { beatsPerBar } = songs[planA.vocalSong === 'a' ? 'b' : 'a'].analysis;
  const excerpt = chooseExcerpt(planA, planB, beatsPerBar);
  const render = (plan: RemixPlan, from: number, to: number) =>
    renderExcerpt({
      plan,
      songs,
      ...excerpt,
      targetLufs: PREVIEW_LUFS,
      cache,
      signal,
      onProgress: subProgress(onProgress, from, to),
    });
  const first = await render(isSpoilt ? spoilPlan(planA) : planA, 0, FIRST_RENDERED_AT);
  const second =
    a === b ? { pcm: copyOf(first.pcm) } : await render(planB, FIRST_RENDERED_AT, BOTH_RENDERED_AT);
  onProgress?.({ step: 'Matching the loudness', fraction: BOTH_RENDERED_AT });
  const { sounds, loudnessLufs } = matchLoudness({ a: first.pcm, b: second.pcm });
  return {
    sounds,
    loudnessLufs,
    excerpt,
    genre: intent.genre,
    features: a === b ? null : featuresOf(planA, planB, songs, intent),
    lengthSeconds: lengthSamples(sounds.a) / SAMPLE_RATE_HZ,
    barsSeconds: first.beatsSeconds.filter((_, beat) => beat % beatsPerBar === 0),
  };
}

async function remixWith(
  { remixes }: RemixStores,
  ...planIds: string[]
): Promise<RemixRecord | null> {
  const { records } = await remixes.list();
  const has = (plans: readonly RemixPlan[], id: string) => plans.some((plan) => plan.id === id);
  return records.find(({ plans }) => planIds.every((id) => has(plans, id))) ?? null;
}

/** An answer is worth keeping even where a feature cannot be computed. */
function featuresOf(
  planA: RemixPlan,
  planB: RemixPlan,
  songs: Record<SongSide, KnownSong>,
  intent: PromptIntent,
): PreparedPair['features'] {
  try {
    const [a, b] = [planA, planB].map((plan) => planFeatures(plan, songs, intent));
    return { manifest: a.manifest, a: a.values, b: b.values };
  } catch {
    return null;
  }
}

function copyOf({ channels, sampleRateHz }: Pcm): Pcm {
  return { sampleRateHz, channels: channels.map((channel) => channel.slice()) };
}
