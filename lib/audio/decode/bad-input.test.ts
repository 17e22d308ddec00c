import { afterEach, describe, expect, it, vi } from 'vitest';
import { SegueError } from '@/lib/base/errors';
import { createRandom } from '@/lib/base/random';
import { decodeAudio } from './decode-audio';
import { fixture } from './fixtures/fixture';

afterEach(() => {
  vi.restoreAllMocks();
});

/** The error that decoding ends with. */
async function failure(bytes: Uint8Array, name: string): Promise<SegueError> {
  const outcome = await decodeAudio(bytes, name).catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(SegueError);
  expect((outcome as SegueError).message).toContain(`"${name}"`);
  return outcome as SegueError;
}

function indexOf(bytes: Uint8Array, text: string): number {
  return Buffer.from(bytes).indexOf(text, 0, 'latin1');
}

const text = (content: string) => new TextEncoder().encode(content);

/** A file that begins with these letters and goes on with zeros. */
function startingWith(magic: string, at = 0): Uint8Array {
  const bytes = new Uint8Array(4096);
  for (let i = 0; i < magic.length; i++) bytes[at + i] = magic.charCodeAt(i);
  return bytes;
}

describe('files that are no songs', () => {
  it('says that an empty file is empty', async () => {
    expect((await failure(new Uint8Array(0), 'a.wav')).code).toBe('file-empty');
  });

  it.each([
    ['text', text('It was a dark and stormy night. '.repeat(500))],
    ['UTF-16 text', Uint8Array.from(Buffer.from('\ufeffNothing to hear. '.repeat(500), 'utf16le'))],
    ['zeros', new Uint8Array(100_000)],
    ['all ones', new Uint8Array(100_000).fill(0xff)],
    ['chance', Uint8Array.from({ length: 300_000 }, createBytes(3))],
    ['a PNG', startingWith('\x89PNG\r\n')],
    ['one byte', Uint8Array.of(0xff)],
    ['an ID3 tag alone', startingWith('ID3\x04\0\0\0\0\x10\0')],
  ])('tells %s named .mp3 from sound', async (_, bytes) => {
    const { code, message } = await failure(bytes, 'song.mp3');
    expect(code).toBe('file-not-audio');
    expect(message).toContain('FLAC');
  });

  it.each([
    ['Windows Media', startingWith('\x30\x26\xb2\x75\x8e\x66\xcf\x11')],
    ['WebM', startingWith('\x1a\x45\xdf\xa3')],
    ['MIDI', startingWith('MThd')],
    ['AVI', startingWith('RIFF\x10\0\0\0AVI ')],
  ])('names %s and what can be read instead', async (name, bytes) => {
    const { code, message } = await failure(bytes, 'song.xyz');
    expect(code).toBe('format-unsupported');
    expect(message).toContain(name);
    expect(message).toContain('M4A');
  });

  it('knows songs that are protected, videos without sound, and other codecs in MP4', async () => {
    const song = fixture('aac.m4a');
    const replaced = (from: string, to: string) => {
      const bytes = song.slice();
      bytes.set(text(to), indexOf(bytes, from));
      return bytes;
    };
    expect((await failure(replaced('mp4a', 'drms'), 'a.m4p')).message).toContain('DRM');
    expect((await failure(replaced('soun', 'vide'), 'a.mp4')).message).toContain('video');
    const dolby = await failure(replaced('mp4a', 'ac-3'), 'a.mp4');
    expect(dolby.code).toBe('format-unsupported');
    expect(dolby.message).toContain('ac-3');
  });

  it('knows compressed WAV', async () => {
    const bytes = fixture('pcm_s16le.wav');
    bytes[indexOf(bytes, 'fmt ') + 8] = 2;
    const { code, message } = await failure(bytes, 'a.wav');
    expect(code).toBe('format-unsupported');
    expect(message).toContain('ADPCM');
  });
});

describe('incomplete files', () => {
  it.each([
    ['lame-cbr.mp3', 0.5],
    ['lame-22k.mp3', 0.7],
    ['flac.flac', 0.7],
    // Ogg promises no length, but says where it ends: any cut shows.
    ['vorbis.ogg', 0.96],
    ['opus.opus', 0.96],
    ['flac.oga', 0.7],
    ['alac.m4a', 0.6],
    ['pcm_s24le.wav', 0.6],
    ['pcm_s24be.aiff', 0.6],
  ])('%s cut at %f of its length is refused', async (name, share) => {
    const whole = fixture(name);
    const { code, message } = await failure(whole.subarray(0, share * whole.length), name);
    expect(code).toBe('file-truncated');
    expect(message).toMatch(/again/);
  });

  it('says how much of how much could be read', async () => {
    const whole = fixture('pcm_s16le.wav');
    const half = whole.subarray(0, 44 + (whole.length - 44) / 2);
    expect((await failure(half, 'a.wav')).message).toContain('0.1 s of 0.2 s');
    const mp3 = fixture('lame-cbr.mp3');
    const { message } = await failure(mp3.subarray(0, mp3.length / 2), 'a.mp3');
    expect(message).toMatch(/0\.[67] s of 1\.5 s/);
  });

  it('is not led by a header to take more memory than the longest song', async () => {
    const bytes = fixture('pcm_u8.wav');
    const view = new DataView(bytes.buffer);
    const rateHz = 700_000;
    view.setUint32(indexOf(bytes, 'fmt ') + 12, rateHz, true);
    view.setUint32(indexOf(bytes, 'data') + 4, 19 * 60 * rateHz * 2, true);
    expect((await failure(bytes, 'a.wav')).code).toBe('file-truncated');
  });

  it.each(['no-info-frame.mp3', 'aac.adts'])(
    'says of %s, which promises no length, that it may be cut off',
    async (name) => {
      const whole = fixture(name);
      expect((await decodeAudio(whole, name)).mayBeCutOff).toBe(false);
      const tagged = new Uint8Array([...whole, ...text('TAG'), ...new Uint8Array(125)]);
      expect((await decodeAudio(tagged, name)).mayBeCutOff).toBe(false);
      const cut = whole.subarray(0, whole.length - 100);
      expect((await decodeAudio(cut, name)).mayBeCutOff).toBe(true);
    },
  );

  it.each(['lame-cbr.mp3', 'pcm_s16le.wav', 'no-info-frame.mp3'])(
    '%s without its last 4 hundredths is taken as it is',
    async (name) => {
      const whole = fixture(name);
      const { pcm } = await decodeAudio(whole.subarray(0, 0.96 * whole.length), name);
      const { pcm: all } = await decodeAudio(whole, name);
      expect(pcm.channels[0].length).toBeLessThanOrEqual(all.channels[0].length);
      expect(pcm.channels[0].length).toBeGreaterThan(0.5 * all.channels[0].length);
    },
  );

  it.each(['lame-cbr.mp3', 'aac.m4a', 'vorbis.ogg', 'opus.opus', 'flac.flac', 'pcm_u8.wav'])(
    'a header of %s without sound is refused',
    async (name) => {
      const { code } = await failure(fixture(name).subarray(0, 43), name);
      expect(['file-truncated', 'file-not-audio']).toContain(code);
    },
  );
});

describe('songs that are too long', () => {
  const hours = 3 * 3600;

  async function expectTooLong(bytes: Uint8Array, name: string, length = '3 h 0 min') {
    const { code, message } = await failure(bytes, name);
    expect(code).toBe('song-too-long');
    expect(message).toContain(length);
    expect(message).toContain('20 minutes');
  }

  /** Puts a big-endian or little-endian number into a copy of a file. */
  function patched(name: string, at: number, value: number, littleEndian = false): Uint8Array {
    const bytes = fixture(name).slice();
    new DataView(bytes.buffer).setUint32(at, value, littleEndian);
    return bytes;
  }

  it('knows by the header of a WAV, FLAC, MP3, Ogg and MP4', async () => {
    const wav = fixture('pcm_u8.wav');
    const dataSize = indexOf(wav, 'data') + 4;
    await expectTooLong(patched('pcm_u8.wav', dataSize, hours * 8000 * 2, true), 'a.wav');
    // STREAMINFO: the last 32 bits of the number of samples.
    await expectTooLong(patched('flac.flac', 4 + 4 + 14, hours * 44100), 'a.flac');
    const info = indexOf(fixture('lame-48k.mp3'), 'Info') + 8;
    await expectTooLong(patched('lame-48k.mp3', info, (hours * 48000) / 1152 + 2), 'a.mp3');
    const vorbis = fixture('vorbis.ogg');
    const lastPage = Buffer.from(vorbis).lastIndexOf('OggS');
    await expectTooLong(patched('vorbis.ogg', lastPage + 6, hours * 44100, true), 'a.ogg');
    // The edit list would win over the media's own length.
    const m4a = patched('aac.m4a', indexOf(fixture('aac.m4a'), 'mdhd') + 20, hours * 44100);
    m4a.set(text('free'), indexOf(m4a, 'elst'));
    await expectTooLong(m4a, 'a.m4a');
  });

  it('knows by the frames of an MP3 whose header says nothing', async () => {
    const frames = fixture('no-info-frame.mp3');
    const repeats = Math.ceil((21 * 60) / 1.5);
    const long = new Uint8Array(repeats * frames.length);
    for (let i = 0; i < repeats; i++) long.set(frames, i * frames.length);
    await expectTooLong(long, 'a.mp3', 'min');
  });
});

describe('damaged files', () => {
  it.each([
    'lame-vbr.mp3',
    'aac.m4a',
    'aac-fragments.m4a',
    'aac.adts',
    'alac.m4a',
    'vorbis.ogg',
    'opus.opus',
    'flac.flac',
    'flac.oga',
    'pcm_u8.wav',
    'pcm_s24be.aiff',
  ])('%s with any bytes wrong gives sound or a sentence', async (name) => {
    // The decoders write to the console what is wrong with a packet.
    vi.spyOn(console, 'error').mockImplementation(() => undefined);
    const random = createRandom(11).fork(name);
    for (let round = 0; round < 12; round++) {
      const bytes = fixture(name);
      // Every second round the headers are hit.
      const reach = round % 2 === 0 ? bytes.length : 200;
      for (let flip = 0; flip < 1 + 2 * round; flip++) {
        bytes[random.integer(reach)] = random.integer(256);
      }
      const outcome = await decodeAudio(bytes, name).catch((error: unknown) => error);
      if (outcome instanceof Error) {
        expect(outcome).toMatchObject({ name: 'SegueError' });
        expect(outcome.message).toContain(`"${name}"`);
      } else {
        const { channels } = (outcome as Awaited<ReturnType<typeof decodeAudio>>).pcm;
        expect(channels[0].length).toBe(channels[1].length);
        expect(channels[0].every(Number.isFinite)).toBe(true);
      }
    }
  });
});

function createBytes(seed: number): () => number {
  const random = createRandom(seed);
  return () => random.integer(256);
}
