/** A remix of the library as a file: what is kept is written out, what is not is rendered again. */
import { shortKeyName } from '@/lib/music/key';
import { otherSide } from '@/lib/music/stem-names';
import type { StretchSource } from '@/lib/render/assemble-buses';
import { renderRemix } from '@/lib/render/render-remix';
import { gone } from '@/lib/store/song-store';
import { knownSongs, withStems } from '../known-songs';
import type { RemixStores } from '../stored-remix';
import { storedRemixTitle } from '../stored-remix-title';
import type { ExportableRemix } from './export-remix';
import { remixTags } from './remix-tags';

export interface StoredExportRequest {
  remixId: string;
  planId: string;
}

/** @throws SegueError `storage-unavailable` where the remix or its render is gone */
export async function exportableStored(
  { songs, remixes }: RemixStores,
  { remixId, planId }: StoredExportRequest,
  source: StretchSource = {},
): Promise<ExportableRemix> {
  const remix = await remixes.find(remixId);
  const plan = remix?.plans.find((candidate) => candidate.id === planId);
  const render = remix?.renders[planId];
  if (!remix || !plan || !render) throw gone('remix');
  const instrumental = remix.songs[otherSide(plan.vocalSong)];
  const artists = [];
  for (const side of ['a', 'b'] as const) {
    artists.push((await songs.summary(remix.songs[side].id))?.artist ?? null);
  }
  return {
    plan,
    beatsPerBar: instrumental.beatsPerBar,
    tags: remixTags({
      plan,
      title: storedRemixTitle(remix),
      artists,
      key: shortKeyName(instrumental.key),
      beatsSeconds: render.beatsSeconds,
    }),
    mix: () => remixes.sound(remixId, planId, 'mix'),
    bus: (stem) => remixes.sound(remixId, planId, stem),
    async mixdown(options) {
      const known = await knownSongs(songs, remix.songs);
      const both = await withStems(songs, [plan], known);
      return renderRemix({ plan, songs: both, ...source, ...options });
    },
  };
}
