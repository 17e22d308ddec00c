/**
 * The process that separates one song for the server and ends: what it does cannot hold up the server, and
 * what it took of memory is given back. (A process and not a thread: the decoders' own library takes over
 * the worker threads of Node.)
 */
import { reportError } from '@/lib/base/errors';
import type { JobPart } from '@/lib/stems/separation-job';
import { htdemucsInNode } from '../separators';
import type { ProcessMessage, ProcessTask } from './messages';
import { separateFile } from './separate-file';

/** As often as a person can see it. */
const REPORT_INTERVAL_MS = 100;

async function main(task: ProcessTask): Promise<void> {
  let lastMs = 0;
  try {
    const { report, files } = await separateFile(task.inputPath, 'The song', task.outputFolder, {
      separator: htdemucsInNode(task.model),
      twoStems: task.twoStems,
      format: task.format,
      onProgress: (progress) => {
        const nowMs = performance.now();
        if (nowMs - lastMs < REPORT_INTERVAL_MS) return;
        lastMs = nowMs;
        tell({ kind: 'progress', progress });
      },
    });
    await tell({ kind: 'done', report, parts: files.map(({ part }) => part as JobPart) });
  } catch (thrown) {
    await tell({ kind: 'failed', error: reportError(thrown) });
  }
  process.disconnect();
}

function tell(message: ProcessMessage): Promise<void> {
  return new Promise((resolve) => {
    process.send?.(message, undefined, undefined, () => resolve());
  });
}

// The server is gone: nobody waits for this any more.
process.on('disconnect', () => process.exit(0));

void main(JSON.parse(process.argv[2]));
