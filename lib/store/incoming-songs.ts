/**
 * The files of songs that are still being prepared, kept until they are in the library: a page that is closed or
 * reloaded in the middle goes on with them the next time. The manifest is written last: without it there is nothing.
 */
import { z } from 'zod';
import type { AudioFiles, AudioPieces } from './audio-files';
import { withStorageErrors } from './storage-errors';

export const INCOMING_FOLDER = 'incoming';
const MANIFEST = 'manifest';

const withinSchema = z.union([
  z.object({ entry: z.string() }),
  z.object({ track: z.number().int().nonnegative() }),
]);
/** A sound: which of the kept files it is in, and where in it. */
const partSchema = z.object({
  file: z.number().int().nonnegative(),
  within: withinSchema.optional(),
});

const incomingSongSchema = z.object({
  schema: z.literal(1),
  id: z.string().min(1),
  title: z.string(),
  keptAtMs: z.number(),
  /** How often it has been taken up again: a song that brings the page down must not do so for ever. */
  resumedTimes: z.number().int().nonnegative(),
  files: z.array(z.object({ name: z.string(), sizeBytes: z.number().nonnegative() })),
  mix: partSchema.nullable(),
  stems: z.array(
    partSchema.extend({ stem: z.enum(['vocals', 'drums', 'bass', 'other', 'instrumental']) }),
  ),
});

export type IncomingSong = z.infer<typeof incomingSongSchema>;

/** A user's file as it is copied: never as a whole in memory. */
export interface IncomingFile {
  name: string;
  sizeBytes: number;
  pieces: AudioPieces;
}

export interface IncomingSongs {
  /** @throws SegueError `storage-full`; nothing is kept then */
  keep(
    song: Omit<IncomingSong, 'schema' | 'files' | 'resumedTimes'>,
    files: readonly IncomingFile[],
  ): Promise<void>;
  /** In the order in which they came. */
  list(): Promise<IncomingSong[]>;
  /** Counts that it is taken up again. */
  resumed(song: IncomingSong): Promise<void>;
  /** A stretch of one of its files. */
  read(id: string, file: number, from: number, to: number): Promise<Uint8Array>;
  /** Once it is in the library, or not wanted. */
  discard(id: string): Promise<void>;
  /** Removes copies that were cut off before they were complete. */
  removeOrphans(): Promise<void>;
}

export function createIncomingSongs(files: AudioFiles): IncomingSongs {
  const folder = (id: string) => `${INCOMING_FOLDER}/${id}`;
  const writeManifest = (song: IncomingSong) =>
    files.write(`${folder(song.id)}/${MANIFEST}`, [new TextEncoder().encode(JSON.stringify(song))]);
  const readManifest = async (id: string): Promise<IncomingSong | null> => {
    const bytes = await files.read(`${folder(id)}/${MANIFEST}`);
    if (!bytes) return null;
    try {
      return incomingSongSchema.parse(JSON.parse(new TextDecoder().decode(bytes)));
    } catch {
      return null;
    }
  };
  return {
    keep: (song, given) =>
      withStorageErrors(async () => {
        try {
          for (const [index, { pieces }] of given.entries()) {
            await files.write(`${folder(song.id)}/${index}`, pieces);
          }
          const names = given.map(({ name, sizeBytes }) => ({ name, sizeBytes }));
          await writeManifest({ ...song, schema: 1, resumedTimes: 0, files: names });
        } catch (error) {
          await files.remove(folder(song.id)).catch(() => undefined);
          throw error;
        }
      }),
    async list() {
      const songs: IncomingSong[] = [];
      for (const id of await files.listFolders(INCOMING_FOLDER)) {
        const song = await readManifest(id);
        if (song) songs.push(song);
      }
      return songs.sort((one, two) => one.keptAtMs - two.keptAtMs);
    },
    resumed: (song) => writeManifest({ ...song, resumedTimes: song.resumedTimes + 1 }),
    async read(id, file, from, to) {
      const bytes = await files.read(`${folder(id)}/${file}`, { from, to });
      if (!bytes) throw new Error(`File ${file} of a kept song is gone`);
      return new Uint8Array(bytes);
    },
    discard: (id) => files.remove(folder(id)),
    async removeOrphans() {
      for (const id of await files.listFolders(INCOMING_FOLDER)) {
        if (!(await readManifest(id))) await files.remove(folder(id));
      }
    },
  };
}

/** Stretches of a file, one after the other. */
export async function* filePieces(file: Blob): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < file.size; from += PIECE_BYTES) {
    yield new Uint8Array(await file.slice(from, from + PIECE_BYTES).arrayBuffer());
  }
}

const PIECE_BYTES = 1 << 22;
