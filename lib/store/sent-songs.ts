/** Which songs the server is at work on, so that a page that was reloaded goes on listening to it. */
import { z } from 'zod';
import type { SentSongs } from '@/lib/stems/server-separator';
import { readOne } from './read-records';
import type { RecordTables } from './record-tables';

const sentSongSchema = z.object({
  /** SHA-256 of what was sent. */
  id: z.string(),
  jobId: z.string(),
});

export function createSentSongs({ sentSongs }: Pick<RecordTables, 'sentSongs'>): SentSongs {
  return {
    jobOf: async (sha256) => (await readOne(sentSongs, sentSongSchema, sha256))?.jobId ?? null,
    keep: (sha256, jobId) => sentSongs.put({ id: sha256, jobId } as SentSong),
    forget: (sha256) => sentSongs.delete(sha256),
  };
}

type SentSong = z.infer<typeof sentSongSchema>;
