/** A stored remix's plans as the ranker sees them. */
import type { SongSide } from '@/lib/music/stem-names';
import { otherSide } from '@/lib/music/stem-names';
import { parsePrompt } from '@/lib/plan/intent/parse-prompt';
import type { PromptIntent } from '@/lib/plan/intent/prompt-intent';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import { extractFeatures } from '@/lib/taste/features/extract-features';
import type { FeatureVector } from '@/lib/taste/features/manifest';
import type { KnownSong } from './known-songs';

/** Features that need no sound: those of the first two tiers. */
const TIER = 2;

/** What the remix was asked to be; of older remixes the sentence is read again. */
export function intentOf(
  { intent, prompt }: Pick<RemixRecord, 'intent' | 'prompt'>,
  songs: Record<SongSide, Pick<KnownSong, 'title' | 'artist'>>,
): PromptIntent {
  const named = ({ title, artist }: Pick<KnownSong, 'title' | 'artist'>) => ({
    title,
    artist: artist ?? '',
  });
  return intent ?? parsePrompt(prompt, { a: named(songs.a), b: named(songs.b) });
}

/** @throws FeatureFailure where a feature is not a finite number */
export function planFeatures(
  plan: RemixPlan,
  songs: Record<SongSide, Pick<KnownSong, 'analysis'>>,
  intent: PromptIntent,
): FeatureVector {
  const { analysis: vocal } = songs[plan.vocalSong];
  const { analysis: instrumental } = songs[otherSide(plan.vocalSong)];
  return extractFeatures(plan, { vocal, instrumental, intent }, TIER);
}
