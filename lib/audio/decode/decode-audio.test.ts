import { describe, expect, it } from 'vitest';
import { decodeAudio } from './decode-audio';
import { CLICK_TIMES_SECONDS, CLICK_TRACK_SECONDS, click } from './fixtures/click-track';
import { fixture } from './fixtures/fixture';

const RATE_HZ = 44100;

const HALF_CLICK = Math.round(0.003 * RATE_HZ);
const TEMPLATE = Float64Array.from({ length: 2 * HALF_CLICK + 1 }, (_, i) =>
  click((i - HALF_CLICK) / RATE_HZ),
);
const TEMPLATE_ENERGY = TEMPLATE.reduce((sum, sample) => sum + sample * sample, 0);
/** How far from where it belongs a click is looked for. */
const REACH = Math.round(0.012 * RATE_HZ);

/** How far from where they belong the clicks lie, and how loud they are, by a matched filter. */
function findClicks(samples: Float32Array): { offsetSeconds: number; level: number }[] {
  const times = CLICK_TIMES_SECONDS.filter((time) => time * RATE_HZ + REACH < samples.length);
  return times.map((time) => {
    let best = { offsetSeconds: Number.NaN, level: 0 };
    const middle = Math.round(time * RATE_HZ);
    for (let shift = -REACH; shift <= REACH; shift++) {
      const start = middle + shift - HALF_CLICK;
      let product = 0;
      for (let i = 0; i < TEMPLATE.length; i++) product += TEMPLATE[i] * samples[start + i];
      const level = product / TEMPLATE_ENERGY;
      if (level > best.level) {
        best = { offsetSeconds: (middle + shift) / RATE_HZ - time, level };
      }
    }
    return best;
  });
}

describe('decodeAudio', () => {
  it.each([
    ['lame-cbr.mp3', 'mp3', 44100, 2, 1105],
    ['lame-vbr.mp3', 'mp3', 44100, 2, 1105],
    ['lame-mono.mp3', 'mp3', 44100, 1, 1105],
    ['lame-48k.mp3', 'mp3', 48000, 2, 1105],
    ['lame-22k.mp3', 'mp3', 22050, 2, 1105],
    ['no-info-frame.mp3', 'mp3', 44100, 2, 1105],
    ['aac.m4a', 'aac', 44100, 2, 1024],
    ['aac-fragments.m4a', 'aac', 44100, 2, 1024],
    ['aac.adts', 'aac', 44100, 2, 1024],
    ['alac.m4a', 'alac', 44100, 2, 0],
    ['vorbis.ogg', 'ogg-vorbis', 44100, 2, 0],
    ['opus.opus', 'opus', 48000, 2, 312],
    ['surround.opus', 'opus', 48000, 6, 312],
    ['flac.flac', 'flac', 44100, 2, 0],
    ['flac.oga', 'ogg-flac', 44100, 2, 0],
    ['pcm_u8.wav', 'wav', 8000, 2, 0],
    ['pcm_s16le.wav', 'wav', 8000, 2, 0],
    ['pcm_s24le.wav', 'wav', 8000, 2, 0],
    ['pcm_s32le.wav', 'wav', 8000, 2, 0],
    ['pcm_f32le.wav', 'wav', 8000, 2, 0],
    ['pcm_f64le.wav', 'wav', 8000, 2, 0],
    ['surround.wav', 'wav', 8000, 6, 0],
    ['pcm_s24be.aiff', 'aiff', 8000, 2, 0],
  ])(
    'puts the clicks of %s within 2 ms of where they were',
    async (name, format, rate, channels, trimmed) => {
      const decoded = await decodeAudio(fixture(name), name);
      expect(decoded).toMatchObject({
        format,
        sourceSampleRateHz: rate,
        sourceChannels: channels,
        trimmedStartSamples: trimmed,
      });
      const { pcm } = decoded;
      expect(pcm.sampleRateHz).toBe(RATE_HZ);
      expect(pcm.channels).toHaveLength(2);
      const [left, right] = pcm.channels.map(findClicks);
      expect(left.length).toBeGreaterThan(0);
      left.forEach((found, i) => {
        expect(Math.abs(found.offsetSeconds)).toBeLessThan(0.002);
        expect(Math.abs(right[i].offsetSeconds)).toBeLessThan(0.002);
        // A mono file was made from the mean of both; low bit rates take a little.
        const expected = channels === 1 ? 0.75 : 1;
        expect(Math.abs(found.level - expected)).toBeLessThan(0.15);
        expect(Math.abs(right[i].level - (channels === 1 ? 0.75 : 0.5))).toBeLessThan(0.1);
      });
    },
  );

  it.each(
    ['lame-cbr.mp3', 'lame-vbr.mp3', 'lame-48k.mp3', 'lame-22k.mp3', 'aac.m4a', 'alac.m4a'].concat([
      'vorbis.ogg',
      'opus.opus',
      'flac.flac',
      'flac.oga',
    ]),
  )('gives %s the length that it had before encoding', async (name) => {
    const { pcm } = await decodeAudio(fixture(name), name);
    const length = CLICK_TRACK_SECONDS * RATE_HZ;
    expect(Math.abs(pcm.channels[0].length - length)).toBeLessThanOrEqual(1);
    // Buffers are transferred between threads: each holds its channel and nothing else.
    for (const channel of pcm.channels) expect(channel.buffer.byteLength).toBe(4 * channel.length);
    expect(pcm.channels[0].buffer).not.toBe(pcm.channels[1].buffer);
  });

  it('decodes the same samples from lossless files as from uncompressed ones', async () => {
    const [flac, ogg, alac] = await Promise.all(
      ['flac.flac', 'flac.oga', 'alac.m4a'].map(async (name) => {
        return (await decodeAudio(fixture(name), name)).pcm.channels[1];
      }),
    );
    const largest = (other: Float32Array) =>
      alac.reduce((most, sample, i) => Math.max(most, Math.abs(sample - other[i])), 0);
    // One step of 16 bit: full scale is 32,767 to one decoder and 32,768 to the other.
    expect(largest(flac)).toBeLessThan(1 / 32768);
    expect(largest(ogg)).toBeLessThan(1 / 32768);
  });

  it.each(['lame-cbr.mp3', 'aac.m4a', 'vorbis.ogg', 'opus.opus', 'flac.flac'])(
    'reads title and artist of %s',
    async (name) => {
      const { title, artist } = await decodeAudio(fixture(name), name);
      expect({ title, artist }).toEqual({ title: 'Clicks', artist: 'Metronome' });
    },
  );

  it('goes by the content, not by the name', async () => {
    expect((await decodeAudio(fixture('flac.flac'), 'song.mp3')).format).toBe('flac');
    expect((await decodeAudio(fixture('aac.m4a'), 'song')).title).toBe('Clicks');
    expect((await decodeAudio(fixture('alac.m4a'), 'song.wav')).title).toBeNull();
  });

  it.each(['pcm_s16le.wav', 'pcm_s24be.aiff', 'flac.flac', 'aac.adts', 'aac.m4a'])(
    'finds %s behind an ID3 tag',
    async (name) => {
      const plain = await decodeAudio(fixture(name), name);
      const tag = Uint8Array.of(0x49, 0x44, 0x33, 4, 0, 0, 0, 0, 0, 20, ...new Uint8Array(20));
      const tagged = await decodeAudio(Buffer.concat([tag, fixture(name)]), name);
      expect(tagged.pcm).toEqual(plain.pcm);
    },
  );

  it('reports progress that only grows, and stops when it is told to', async () => {
    const fractions: number[] = [];
    await decodeAudio(fixture('lame-48k.mp3'), 'a.mp3', {
      onProgress: ({ fraction }) => fractions.push(fraction),
    });
    expect(fractions.at(-1)).toBe(1);
    expect(fractions).toEqual([...fractions].sort((a, b) => a - b));
    const controller = new AbortController();
    const aborted = decodeAudio(fixture('lame-48k.mp3'), 'a.mp3', {
      signal: controller.signal,
      onProgress: () => controller.abort(),
    });
    await expect(aborted).rejects.toMatchObject({ code: 'aborted' });
  });
});
