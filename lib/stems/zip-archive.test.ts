import { describe, expect, it } from 'vitest';
import { bytesSource } from './byte-source';
import { zipFile } from './testing/zip-file';
import { listZip, readZipEntry } from './zip-archive';

const WORDS = new TextEncoder().encode('drums and bass '.repeat(1000));

async function open(bytes: Uint8Array) {
  const source = bytesSource(bytes);
  return { source, entries: await listZip(source, 'stems.zip') };
}

describe('zip archives', () => {
  it('list their files and unpack each, packed or stored', async () => {
    const { source, entries } = await open(
      zipFile(
        [
          { path: 'Song/', bytes: new Uint8Array(), stored: true },
          { path: 'Song/Drüms.wav', bytes: WORDS },
          { path: 'Song/bass.wav', bytes: WORDS, stored: true },
        ],
        'a comment',
      ),
    );
    expect(entries.map(({ path, sizeBytes }) => [path, sizeBytes])).toEqual([
      ['Song/Drüms.wav', WORDS.length],
      ['Song/bass.wav', WORDS.length],
    ]);
    for (const entry of entries) expect(await readZipEntry(source, entry)).toEqual(WORDS);
  });

  it('do not unpack to more or less than they state', async () => {
    for (const statedBytes of [10, WORDS.length + 10]) {
      for (const stored of [false, true]) {
        const { source, entries } = await open(
          zipFile([{ path: 'bomb.wav', bytes: WORDS, statedBytes, stored }]),
        );
        await expect(readZipEntry(source, entries[0])).rejects.toMatchObject({
          code: 'file-truncated',
        });
      }
    }
  });

  it('are refused with a sentence where a file is too large, or behind a password', async () => {
    const large = await open(zipFile([{ path: 'a.wav', bytes: WORDS, statedBytes: 3e9 }]));
    await expect(readZipEntry(large.source, large.entries[0])).rejects.toThrow(/3\.0 GB/);
    const hidden = { ...large.entries[0], sizeBytes: 10, packedBytes: 3e9 };
    await expect(readZipEntry(large.source, hidden)).rejects.toThrow(/3\.0 GB/);
    const secret = await open(zipFile([{ path: 'a.wav', bytes: WORDS, encrypted: true }]));
    await expect(readZipEntry(secret.source, secret.entries[0])).rejects.toThrow(/password/);
  });

  it('that are cut off, or none at all, or damaged anywhere, give a sentence', async () => {
    const whole = zipFile([{ path: 'a.wav', bytes: WORDS }]);
    for (let length = 0; length < whole.length; length += 7) {
      await expect(open(whole.subarray(0, length))).rejects.toMatchObject({
        code: 'file-truncated',
      });
    }
    for (let at = 0; at < whole.length; at++) {
      const damaged = whole.slice();
      damaged[at] ^= 0xff;
      await open(damaged)
        .then(({ source, entries }) =>
          Promise.all(entries.map((entry) => readZipEntry(source, entry))),
        )
        .catch((error) => expect(error.name).toBe('SegueError'));
    }
  });
});
