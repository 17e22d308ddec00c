import { describe, expect, it } from 'vitest';
import { decodeAudio } from './decode-audio';
import { fixture } from './fixtures/fixture';

/** A box of the given type around its content. */
function box(type: string, ...content: Uint8Array[]): Uint8Array {
  const body = Buffer.concat(content);
  const header = Buffer.alloc(8);
  header.writeUInt32BE(8 + body.length);
  header.write(type, 4, 'latin1');
  return Buffer.concat([header, body]);
}

const text = (content: string) => Buffer.from(content, 'latin1');
const zeros = (bytes: number) => new Uint8Array(bytes);

/** An item of iTunes' free form: who it is from, its name, its text. */
function freeItem(name: string, value: string): Uint8Array {
  return box(
    '----',
    box('mean', zeros(4), text('com.apple.iTunes')),
    box('name', zeros(4), text(name)),
    box('data', Uint8Array.of(0, 0, 0, 1, 0, 0, 0, 0), text(value)),
  );
}

/** A song with one more item in its list of tags; its index lies behind its sound, so that nothing moves. */
function withItem(song: Uint8Array, item: Uint8Array): Uint8Array {
  const file = Buffer.from(song);
  for (const parent of ['moov', 'udta', 'meta', 'ilst']) {
    const at = file.indexOf(parent, 0, 'latin1') - 4;
    file.writeUInt32BE(file.readUInt32BE(at) + item.length, at);
  }
  const list = file.indexOf('ilst', 0, 'latin1') + 4;
  return Buffer.concat([file.subarray(0, list), item, file.subarray(list)]);
}

function withoutEditList(song: Uint8Array): Uint8Array {
  const file = Buffer.from(song);
  file.write('free', file.indexOf('elst', 0, 'latin1'), 'latin1');
  return file;
}

describe('MP4', () => {
  it('is trimmed by what iTunes notes where it has no edit list', async () => {
    const note = freeItem('iTunSMPB', ' 00000000 00000840 00000100 0000000000008000');
    const song = withItem(withoutEditList(fixture('aac.m4a')), note);
    const { trimmedStartSamples, pcm } = await decodeAudio(song, 'a.m4a');
    expect(trimmedStartSamples).toBe(0x840);
    expect(pcm.channels[0]).toHaveLength(0x8000);
  });

  it('is read beside the large items that DJ programs put in', async () => {
    const markers = freeItem('markers', 'A'.repeat(400_000));
    const decoded = await decodeAudio(withItem(fixture('aac.m4a'), markers), 'a.m4a');
    const plain = await decodeAudio(fixture('aac.m4a'), 'a.m4a');
    expect(decoded).toEqual(plain);
  });

  it.each(['elst', 'stts', 'stsz', 'stsc', 'stco'])(
    'does not follow a table %s that promises billions of entries',
    async (table) => {
      const file = Buffer.from(fixture('aac.m4a'));
      const at = file.indexOf(table, 0, 'latin1') + 4;
      file.writeUInt32BE(0xfffffff0, table === 'stsz' ? at + 8 : at + 4);
      const outcome = await decodeAudio(file, 'a.m4a').catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toMatchObject({ code: 'file-truncated' });
      else expect(outcome).toMatchObject({ format: 'aac' });
    },
  );

  it('with its index cut off is incomplete', async () => {
    const song = fixture('aac.m4a');
    const sound = song.subarray(0, Buffer.from(song).indexOf('moov', 0, 'latin1') + 50);
    await expect(decodeAudio(sound, 'a.m4a')).rejects.toMatchObject({ code: 'file-truncated' });
  });
});
