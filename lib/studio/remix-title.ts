/** What a remix is called, on the page and as a file. */
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import { shortKeyName } from '@/lib/music/key';
import { otherSide, type SongSide } from '@/lib/music/stem-names';
import type { RemixPlan } from '@/lib/plan/remix-plan';

/** "Lithium x Sodium - 140 BPM - Gm": the key is that of the instrumental song, which is never shifted. */
export function remixTitle(
  plan: Pick<RemixPlan, 'vocalSong' | 'tempo'>,
  songs: Record<SongSide, { title: string; analysis: Pick<SongAnalysis, 'key'> }>,
): string {
  const key = songs[otherSide(plan.vocalSong)].analysis.key;
  const tempo = Math.round(plan.tempo.targetBpm);
  return `${songs.a.title} x ${songs.b.title} - ${tempo} BPM - ${shortKeyName(key)}`;
}

/** The title as a file name: without the characters that file systems refuse. */
export function remixFileName(title: string, extension = 'wav'): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
  const safe = title.replace(/[<>:"/\\|?*\u0000-\u001f]/g, '_').trim();
  return `${safe || 'remix'}.${extension}`;
}
