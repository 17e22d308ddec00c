/** How long the ranker takes to train in Node and in Chromium, and what it learns of known tastes. */
import { parseArgs } from 'node:util';
import { inChromiumWorker } from './hosts/chromium';
import { runRankingTasks, type TaskResult } from './ranking-tasks';
import { run as runTrainings, type TrainingTimes } from './work/training-time';

export interface LearnBench {
  node: TrainingTimes & {
    /** Processor time of both with their tries, which other work on the machine lengthens less. */
    cpuSeconds: number;
  };
  chromium: TrainingTimes;
  /** What is learnt of tasks with a known answer. */
  tasks: TaskResult[];
}

/**
 * @param args `--tasks DIR` also writes the ranking tasks there, for other trainers to try; `--pairs N` learns
 *   them from so many pairs
 */
export async function runLearnBench(args: string[] = []): Promise<LearnBench> {
  const { values } = parseArgs({
    args,
    options: { tasks: { type: 'string' }, pairs: { type: 'string', multiple: true } },
  });
  const start = process.cpuUsage();
  const times = await runTrainings();
  const { user, system } = process.cpuUsage(start);
  return {
    node: { ...times, cpuSeconds: Math.round((user + system) / 1000) / 1000 },
    chromium: await inChromiumWorker<TrainingTimes>('training-time'),
    tasks: await runRankingTasks(values.tasks ?? null, values.pairs?.map(Number)),
  };
}
