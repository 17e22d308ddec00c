import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { makePlans } from '@/lib/plan/make-plans';
import { sketchAnalysis } from '@/lib/plan/sketch/sketch-analysis';
import type { SongDetails, SongSummary } from '@/lib/store/song-record-schema';
import type { SongStore } from '@/lib/store/song-store';
import { modelManifestSchema } from '@/lib/taste/ranker/model-manifest';
import type { StoredModel } from '@/lib/taste/ranker/ranker';
import { riskParts } from '@/lib/taste/selection/plan-risk';
import { type JudgeRequest, judgePlans } from './judge-plans';

const analyses = { a: sketchAnalysis({ tempoBpm: 118 }), b: sketchAnalysis({ tempoBpm: 124 }) };
const songs = {
  a: { title: 'Lithium', artist: '', analysis: analyses.a },
  b: { title: 'Sodium', artist: '', analysis: analyses.b },
};
const { candidates, intent } = makePlans({ songs, prompt: 'build slowly', seed: 3 });
const ids = candidates.map(({ id }) => id);

/** As much of a song store as judging asks for. */
const store = {
  summary: async (id: string) => ({ title: id, artist: null }) as SongSummary,
  details: async (id: string) => {
    const measured = analyses[id as 'a' | 'b'];
    return { analysis: measured, measured, earlierAnalyses: [] } as unknown as SongDetails;
  },
} as SongStore;

const reference = (id: 'a' | 'b') => ({
  id,
  title: id,
  key: analyses[id].key,
  beatsPerBar: 4,
  corrections: [],
});
const request: JudgeRequest = {
  remix: { songs: { a: reference('a'), b: reference('b') }, intent, prompt: '' },
  plans: candidates,
  planId: ids[0],
  rivalIds: ids,
};

const shipped: StoredModel = {
  bytes: new Uint8Array(readFileSync('models/taste-first.onnx')),
  manifest: modelManifestSchema.parse(JSON.parse(readFileSync('models/taste-first.json', 'utf8'))),
};

describe('judging the plans of a remix', () => {
  it.each([
    ['model', shipped],
    ['rubric', null],
  ] as const)(
    'by the %s explains the margin over the best rival to the last bit',
    async (method, model) => {
      const judgement = await judgePlans(store, model, request);
      expect(judgement.method).toBe(method);
      expect(judgement.verdicts.map(({ planId }) => planId)).toEqual(ids);
      const [mine, ...others] = judgement.verdicts;
      const { comparison } = judgement;
      const rival = others.find(({ planId }) => planId === comparison?.rivalId);
      expect(rival?.score).toBe(Math.max(...others.map(({ score }) => score)));
      const sum = comparison?.contributions.reduce((total, { amount }) => total + amount, 0);
      expect(sum).toBeCloseTo(mine.score - (rival?.score ?? 0), 6);
      const parts = riskParts(mine.values).reduce((total, { amount }) => total + amount, 0);
      expect(parts).toBeCloseTo(mine.risk, 12);
      const isAhead = mine.score > (rival?.score ?? 0);
      expect((comparison?.probability ?? 0.5) > 0.5).toBe(isAhead);
    },
  );

  it('compares with the plan that it is given', async () => {
    const [, , third] = ids;
    const { comparison } = await judgePlans(store, shipped, { ...request, rivalIds: [third] });
    expect(comparison?.rivalId).toBe(third);
    const alone = await judgePlans(store, shipped, { ...request, rivalIds: [ids[0]] });
    expect(alone.comparison).toBeNull();
  });

  it('goes by the rubric where the model was made for other features', async () => {
    const features = { ...shipped.manifest.features, hash: 'f'.repeat(16) };
    const foreign = { ...shipped, manifest: { ...shipped.manifest, features } };
    expect((await judgePlans(store, foreign, request)).method).toBe('rubric');
  });
});
