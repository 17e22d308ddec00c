import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '@/lib/base/clock';
import { configureOnnx } from '@/lib/onnx/session';
import { makePlans } from '@/lib/plan/make-plans';
import { sketchAnalysis } from '@/lib/plan/sketch/sketch-analysis';
import { createRequestLog } from '@/lib/store/request-log';
import { memoryBackends } from '@/lib/store/testing/memory-store';
import { DEFAULT_FLAGS } from '../flags';
import { modelManifestSchema } from '../ranker/model-manifest';
import { loadRanker, type Ranker } from '../ranker/ranker';
import { Breaker } from '../selection/breaker';
import { chooseByTaste, type StageTools } from '../selection/taste-stage';
import { replayRequest, requestLogJsonl, requestRecord, requestRecordSchema } from './request-log';

const analyses = { a: sketchAnalysis({ tempoBpm: 100 }), b: sketchAnalysis({ tempoBpm: 110 }) };
const songs = {
  a: { id: 'one', title: 'Lithium', artist: null, analysis: analyses.a },
  b: { id: 'two', title: 'Sodium', artist: 'X', analysis: analyses.b },
};

let ranker: Ranker;

beforeAll(async () => {
  configureOnnx({ files: null, threads: 1 });
  const manifest = modelManifestSchema.parse(
    JSON.parse(readFileSync('models/taste-first.json', 'utf8')),
  );
  ranker = await loadRanker({
    bytes: new Uint8Array(readFileSync('models/taste-first.onnx')),
    manifest,
  });
});

function tools(): StageTools {
  return {
    ranker: async () => ranker,
    clock: systemClock,
    breaker: new Breaker(systemClock),
    limitMs: 30_000,
  };
}

async function record() {
  const planning = makePlans({
    songs: {
      a: { title: 'Lithium', artist: '', analysis: analyses.a },
      b: { title: 'Sodium', artist: 'X', analysis: analyses.b },
    },
    prompt: 'build slowly, not too loud',
    seed: 5,
  });
  const choice = await chooseByTaste(planning, analyses, DEFAULT_FLAGS, tools());
  return requestRecord({
    id: 'r1',
    madeAtMs: 10,
    seed: 5,
    songs,
    flags: DEFAULT_FLAGS,
    planning,
    choice,
    generationMs: 3,
  });
}

describe('the shipped model', () => {
  it('is there with its card and is for the features of today', () => {
    expect(existsSync('models/taste-first.md')).toBe(true);
    expect(ranker.manifest.origin).toBe('heuristic');
  });
});

describe('a log record', () => {
  it('survives JSON and chooses the same plan again', async () => {
    const made = await record();
    const [line] = requestLogJsonl([made]).trim().split('\n');
    const read = requestRecordSchema.parse(JSON.parse(line));
    expect(read).toEqual(made);
    expect(read.choice.method).toBe('model');
    const again = await replayRequest(read, tools());
    expect(again.plan.id).toBe(read.choice.selection?.chosenId);
    expect(again.selection).toEqual(read.choice.selection);
    expect(again.judged.map(({ features }) => features)).toEqual(
      read.candidates.map(({ features }) => features),
    );
  });

  it('is kept with what the listener did', async () => {
    const { tables } = memoryBackends();
    const log = createRequestLog(tables);
    await log.add(await record());
    await log.note('r1', { replays: 1, listenedShare: 0.4 });
    await log.note('r1', { replays: 2, listenedShare: 0.2, kept: true });
    expect((await log.find('r1'))?.behaviour).toEqual({
      replays: 3,
      listenedShare: 0.4,
      regenerated: false,
      kept: true,
    });
    await log.note('unknown', { kept: true });
    expect((await log.list()).records).toHaveLength(1);
    await log.forgetSong('another');
    expect((await log.list()).records).toHaveLength(1);
    await log.forgetSong('two');
    expect((await log.list()).records).toEqual([]);
  });
});
