/** What a new model would change: the candidates of the newest remix in both models' orders. */
import { readTrees } from '@/lib/onnx/trees/read-trees';
import { scoreRow } from '@/lib/onnx/trees/tree-ensemble';
import type { Family } from '@/lib/plan/remix-plan';
import { projectVector, tierOfManifest } from '@/lib/taste/features/manifest';
import type { StoredModel } from '@/lib/taste/ranker/ranker';
import { knownSongs } from './known-songs';
import { intentOf, planFeatures } from './plan-features';
import type { RemixStores } from './stored-remix';

export interface OrderChange {
  /** Titles of the remix's two songs. */
  songs: [string, string];
  plans: { id: string; family: Family; before: number; after: number }[];
}

/** @returns null where no remix can be scored by both */
export async function ordersOf(
  { songs: songStore, remixes }: RemixStores,
  before: StoredModel | null,
  after: StoredModel,
): Promise<OrderChange | null> {
  const [remix] = (await remixes.list()).records;
  if (!remix || !before) return null;
  try {
    const songs = await knownSongs(songStore, remix.songs);
    const intent = intentOf(remix, songs);
    const plans = remix.plans.filter(({ id }) => !(id in remix.editedFrom));
    const vectors = plans.map((plan) => planFeatures(plan, songs, intent));
    const places = (model: StoredModel) => {
      const tier = tierOfManifest(model.manifest.features.hash);
      if (tier === null) return null;
      const trees = readTrees(model.bytes);
      const scores = vectors.map((vector) => scoreRow(trees, projectVector(vector, tier)));
      const order = [...scores.keys()].sort((one, two) => scores[two] - scores[one]);
      return scores.map((_, index) => order.indexOf(index) + 1);
    };
    const [was, is] = [places(before), places(after)];
    if (!was || !is) return null;
    return {
      songs: [songs.a.title, songs.b.title],
      plans: plans.map(({ id, family }, i) => ({ id, family, before: was[i], after: is[i] })),
    };
  } catch {
    return null;
  }
}
