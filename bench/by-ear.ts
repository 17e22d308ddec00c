/**
 * How long it takes to hear the two best plans of real songs against each other, and how often that turns
 * the choice: each of two songs sings over the other, by our own analysis and plans.
 */
import { systemClock } from '@/lib/base/clock';
import { configureOnnx } from '@/lib/onnx/session';
import { makePlans } from '@/lib/plan/make-plans';
import { StretchCache } from '@/lib/render/stretch-cache';
import { soundInFull } from '@/lib/store/sound-in-parts';
import { hearTwoBest } from '@/lib/studio/choose-again-by-ear';
import { choosePlanByTaste, createTasteKit } from '@/lib/studio/choose-plan-by-taste';
import { choiceRecord } from '@/lib/taste/log/choice-record';
import { loadRanker } from '@/lib/taste/ranker/ranker';
import { readModel, SHIPPED_MODEL } from '../cli/shipped-model';
import { twoRealSongs } from './real-songs';

/** Patient, so that the time of a busy machine is seen too. */
const LIMIT_MS = 60_000;

/** Measures the two songs given by path, or the pair in the shared data. */
export async function run(args: string[]) {
  configureOnnx({ files: null, threads: 1 });
  const ranker = await loadRanker(await readModel(SHIPPED_MODEL));
  const taste = createTasteKit(async () => ranker, systemClock);
  const songs = await twoRealSongs(args);
  const { a, b } = songs;
  const store = {
    soundInParts: async (id: string, part: string) =>
      soundInFull((id === a.id ? a : b).stems[part as keyof typeof a.stems]),
  };
  const requests = [];
  for (const prompt of [
    `${a.title} vocals over ${b.title}`,
    `${b.title} vocals over ${a.title}`,
    'build slowly',
    'straight in',
  ]) {
    const planning = makePlans({ songs, prompt, seed: 1 });
    const choice = choiceRecord(await choosePlanByTaste(planning, songs, taste));
    const start = performance.now();
    const cpu = process.cpuUsage();
    const options = { taste, cache: new StretchCache(), limitMs: LIMIT_MS };
    const { candidates, intent } = planning;
    const verdict = await hearTwoBest(store, candidates, choice, songs, intent, options);
    const { user, system } = process.cpuUsage(cpu);
    requests.push({
      prompt,
      seconds: Math.round(performance.now() - start) / 1000,
      cpuSeconds: Math.round((user + system) / 1000) / 1000,
      chanceBefore: choice.selection?.probability,
      chanceAfter: verdict?.probability,
      isChanged: verdict?.isChanged,
      reasons: verdict?.reasons.map(({ feature, amount }) => `${feature} ${amount.toFixed(2)}`),
    });
  }
  return requests;
}
