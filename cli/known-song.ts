/** A song as planning knows it: listened to now, or as `analyze --json` wrote it down. */
import { songAnalysisSchema } from '@/lib/analysis/analysis-schema';
import { SegueError } from '@/lib/base/errors';
import type { PlannableSong } from '@/lib/studio/make-remix';
import { prepareSong } from '@/lib/studio/prepare-song';
import { readBytes, songInputFromPath, titleOf } from './files';
import { terminalProgress } from './progress';

/** @throws SegueError what reading a song throws, and `bad-arguments` for a file that is no analysis */
export async function knownSong(path: string): Promise<PlannableSong> {
  if (path.endsWith('.json')) return songFromAnalysis(path);
  const progress = terminalProgress(path);
  try {
    return await prepareSong(await songInputFromPath(path), { onProgress: progress.report });
  } finally {
    progress.done();
  }
}

/** @throws SegueError `bad-arguments` where the file holds no analysis of this version */
async function songFromAnalysis(path: string): Promise<PlannableSong> {
  const text = new TextDecoder().decode(await readBytes(path));
  try {
    const analysis = songAnalysisSchema.parse(JSON.parse(text));
    return { id: text, title: titleOf(path), artist: null, analysis };
  } catch {
    throw new SegueError(
      'bad-arguments',
      `"${path}" is not an analysis of this version. Write it with: segue analyze SONG --json`,
    );
  }
}
