/** How long choosing by taste takes, in Node and in a worker of Chromium. */
import { readModel, SHIPPED_MODEL } from '../cli/shipped-model';
import { inChromiumWorker } from './hosts/chromium';
import { run, type StageTimes } from './work/stage-time';

export interface TasteBench {
  node: StageTimes;
  chromium: StageTimes;
}

export async function runTasteBench(): Promise<TasteBench> {
  return {
    node: await run(await readModel(SHIPPED_MODEL)),
    chromium: await inChromiumWorker<StageTimes>('stage-time'),
  };
}
