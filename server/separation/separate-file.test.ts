import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { decodeAudio } from '@/lib/audio/decode/decode-audio';
import type { Pcm } from '@/lib/audio/pcm';
import { encodeWav } from '@/lib/audio/wav';
import { createRandom } from '@/lib/base/random';
import type { Separator } from '@/lib/stems/separator';
import { separateFile } from './separate-file';

const folder = mkdtempSync(join(tmpdir(), 'segue-separate-file-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const random = createRandom(4);
const song: Pcm = {
  sampleRateHz: 44_100,
  channels: [0, 1].map(() => Float32Array.from({ length: 20_000 }, () => 1.9 * random.next() - 1)),
};
const times = (factor: number): Pcm => ({
  ...song,
  channels: song.channels.map((channel) => channel.map((x) => factor * x)),
});
/** As separators do: voice and drums cancel each other in the mix. */
const stems = { vocals: times(1.6), drums: times(-0.8), bass: times(0.1), other: times(0.1) };
const separator: Separator = {
  engine: 'quick',
  separate: async () => ({
    // Of its own, as an engine would give them.
    stems: structuredClone(stems),
    report: {
      engine: 'quick',
      modelName: null,
      modelSha256: null,
      seconds: 0,
      stemQuality: null,
      fallbackReason: null,
    },
  }),
};

it.each(['flac', 'wav'] as const)(
  'clips no stem that is over full scale, as %s',
  async (format) => {
    const input = join(folder, 'song.wav');
    writeFileSync(input, encodeWav(song, { bitDepth: 32 }));
    const options = { separator, format, twoStems: false };
    const { report, files } = await separateFile(input, 'The song', folder, options);
    if (format === 'wav') expect(report.gainDb).toBe(0);
    else expect(report.gainDb).toBeCloseTo(-20 * Math.log10(1.6), 1);
    const gain = 10 ** (report.gainDb / 20);
    for (const { part, path } of files) {
      const { pcm } = await decodeAudio(readFileSync(path), part);
      const truth = stems[part as keyof typeof stems];
      const worst = truth.channels[0].reduce(
        (most, x, i) => Math.max(most, Math.abs(x - pcm.channels[0][i] / gain)),
        0,
      );
      expect(worst, part).toBeLessThan(2 ** -21);
    }
  },
);
