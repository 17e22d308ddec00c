import { describe, expect, it } from 'vitest';
import { databaseAudioFiles, type StudioDatabase } from './database';

/** As far as sounds need it; a browser that keeps no blobs says so as WebKit does in private windows. */
function databaseOf({ keepsBlobs }: { keepsBlobs: boolean }): StudioDatabase {
  const kept = new Map<string, Blob | ArrayBuffer>();
  return {
    put: async (_table: string, value: Blob | ArrayBuffer, key: string) => {
      if (value instanceof Blob && !keepsBlobs) {
        throw new DOMException('Error preparing Blob/File data', 'UnknownError');
      }
      kept.set(key, value);
    },
    get: async (_table: string, key: string) => kept.get(key),
  } as unknown as StudioDatabase;
}

describe.each([true, false])('sounds in the database, which keeps blobs: %s', (keepsBlobs) => {
  const files = databaseAudioFiles(databaseOf({ keepsBlobs }));
  const bytes = async (...read: Parameters<typeof files.read>) => {
    const buffer = await files.read(...read);
    return buffer && [...new Uint8Array(buffer)];
  };

  it('come back as they were, in full and in part', async () => {
    await files.write('songs/a/mix', [new Uint8Array([1, 2, 3]), new Uint8Array([4, 5])]);
    expect(await bytes('songs/a/mix')).toEqual([1, 2, 3, 4, 5]);
    expect(await bytes('songs/a/mix', { from: 1, to: 4 })).toEqual([2, 3, 4]);
    expect(await bytes('songs/a/mix', { from: 3, to: 9 })).toEqual([4, 5]);
    expect(await bytes('songs/b/mix')).toBeNull();
  });
});
