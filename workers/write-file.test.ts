import { describe, expect, it } from 'vitest';
import { SegueError } from '@/lib/base/errors';
import { type WritablePlace, writeTo } from './write-file';

const full = () => Promise.reject(new DOMException('No room is left.', 'QuotaExceededError'));

/** A place on a disk with room for so many pieces. */
function place(room: number) {
  const written: Uint8Array[] = [];
  const ended: string[] = [];
  const file: WritablePlace = {
    createWritable: async () => ({
      write: async (piece) => {
        if (written.length === room) return full();
        written.push(piece as Uint8Array);
      },
      close: async () => void ended.push('closed'),
      abort: async () => void ended.push('aborted'),
    }),
  };
  return { file, written, ended };
}

async function* pieces(count: number, failure?: Error) {
  for (let i = 0; i < count; i++) yield Uint8Array.of(i);
  if (failure) throw failure;
}

const failureOf = (work: Promise<unknown>) => work.then(() => null).catch((thrown) => thrown);

describe('a file that is written piece by piece', () => {
  it('is whole when it is closed', async () => {
    const { file, written, ended } = place(9);
    await writeTo(file, pieces(3));
    expect(written.map(([byte]) => byte)).toEqual([0, 1, 2]);
    expect(ended).toEqual(['closed']);
  });

  it('is given up, with a sentence, on a disk that is full half-way', async () => {
    const { file, ended } = place(2);
    const failure = await failureOf(writeTo(file, pieces(5)));
    expect(failure).toBeInstanceOf(SegueError);
    expect(failure).toMatchObject({ code: 'storage-full' });
    expect(failure.message).toMatch(/Free some space/);
    expect(ended).toEqual(['aborted']);
  });

  it('is never begun where the place cannot be written to', async () => {
    const failure = await failureOf(writeTo({ createWritable: full }, pieces(1)));
    expect(failure).toMatchObject({ code: 'storage-full' });
  });

  it('is given up where its content fails, for the reason that it failed for', async () => {
    const { file, ended } = place(9);
    const cancelled = new SegueError('aborted', 'Cancelled.');
    expect(await failureOf(writeTo(file, pieces(2, cancelled)))).toBe(cancelled);
    expect(ended).toEqual(['aborted']);
  });
});
