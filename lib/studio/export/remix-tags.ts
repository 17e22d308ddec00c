/** What an exported remix says about itself. */
import type { SoundTags } from '@/lib/audio/encode/sound-tags';
import type { RemixPlan } from '@/lib/plan/remix-plan';

export function remixTags({
  plan,
  title,
  artists,
  key,
  beatsSeconds,
}: {
  plan: RemixPlan;
  title: string;
  /** Of both songs, as far as they are known. */
  artists: readonly (string | null)[];
  /** "Gm". */
  key: string;
  beatsSeconds: readonly number[];
}): SoundTags {
  return {
    title,
    artist: [...new Set(artists.filter((artist) => artist))].join(', '),
    tempoBpm: plan.tempo.targetBpm,
    key,
    comment: plan.prompt,
    chapters: plan.sections.map(({ label, startBeat }) => ({
      startSeconds: beatsSeconds[startBeat] ?? 0,
      title: label,
    })),
  };
}
