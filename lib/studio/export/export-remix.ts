/** A finished remix as a file, in pieces: the same in a browser and from a terminal. */
import { encodeFlacChunks } from '@/lib/audio/encode/flac';
import { type AacEncoder, encodeM4aChunks } from '@/lib/audio/encode/m4a';
import { encodeMp3Chunks } from '@/lib/audio/encode/mp3';
import { encodeOpusChunks, OPUS_RATE_HZ, type OpusEncoder } from '@/lib/audio/encode/opus';
import type { SoundTags } from '@/lib/audio/encode/sound-tags';
import { durationSeconds, type Pcm } from '@/lib/audio/pcm';
import { resample } from '@/lib/audio/resample';
import { encodeWavChunks, unclippedDepth } from '@/lib/audio/wav';
import { SegueError } from '@/lib/base/errors';
import { breathe, subProgress, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import { createRandom } from '@/lib/base/random';
import { zipChunks } from '@/lib/base/zip';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { Mixdown } from '@/lib/render/render-remix';
import { dawProjectChunks } from './dawproject';
import { type ExportFormat, expectedBytes } from './export-formats';
import { remixProject } from './remix-project';

/** What a remix is exported from; sounds are asked for only by the formats that hold them. */
export interface ExportableRemix {
  plan: RemixPlan;
  tags: SoundTags;
  beatsPerBar: number;
  mix(): Promise<Pcm>;
  bus(stem: StemName): Promise<Pcm>;
  /** The whole render, with its levels over time. */
  mixdown(options: TaskOptions): Promise<Mixdown>;
}

/** Seed of the dither: the same remix is always the same file. */
const DITHER_SEED = 1;
/** A pause after so much, in which progress is shown and a cancel gets through. */
const PAUSE_BYTES = 1 << 20;
/** Where a project's sound is there and its file is written. */
const RENDERED_AT = 0.7;

/** What the host brings along. */
export interface ExportOptions extends TaskOptions {
  /** Left out where the host has none. */
  encodeAac?: AacEncoder;
  encodeOpus?: OpusEncoder;
}

/** @throws SegueError `aborted`, `song-too-long`, `format-unsupported`, and what the sounds throw */
export async function* exportChunks(
  format: ExportFormat,
  remix: ExportableRemix,
  options: ExportOptions = {},
): AsyncGenerator<Uint8Array> {
  const { tags, plan, beatsPerBar } = remix;
  const writing = (pieces: Iterable<Uint8Array>, sound: Pcm) =>
    paced(pieces, expectedBytes(format, durationSeconds(sound)), options);
  switch (format) {
    case 'wav16': {
      const mix = await remix.mix();
      const random = createRandom(DITHER_SEED);
      return yield* writing(encodeWavChunks(mix, { bitDepth: 16, random }), mix);
    }
    case 'wav24':
    case 'wav32f': {
      const mix = await remix.mix();
      const bitDepth = format === 'wav24' ? 24 : 32;
      return yield* writing(encodeWavChunks(mix, { bitDepth }), mix);
    }
    case 'flac': {
      const mix = await remix.mix();
      return yield* writing(encodeFlacChunks(mix, { bitDepth: 24, tags }), mix);
    }
    case 'mp3':
      return yield* encodeMp3Chunks(await remix.mix(), tags, options);
    case 'aac': {
      const { encodeAac } = options;
      if (!encodeAac) throw withoutEncoder('AAC');
      return yield* encodeM4aChunks(await remix.mix(), tags, encodeAac, options);
    }
    case 'opus': {
      const { encodeOpus } = options;
      if (!encodeOpus) throw withoutEncoder('Opus');
      const mix = await remix.mix();
      const { sampleRateHz } = mix;
      await breathe();
      throwIfAborted(options.signal);
      const sound = resample(mix, OPUS_RATE_HZ);
      return yield* encodeOpusChunks(sound, sampleRateHz, tags, encodeOpus, options);
    }
    case 'stems': {
      const buses = [];
      for (const stem of STEM_NAMES) buses.push({ stem, pcm: await remix.bus(stem) });
      const bitDepth = unclippedDepth(buses.map(({ pcm }) => pcm));
      const files = buses.map(({ stem, pcm }) => ({
        name: `${stem}.wav`,
        pieces: encodeWavChunks(pcm, { bitDepth }),
      }));
      return yield* writing(zipChunks(files), buses[0].pcm);
    }
    case 'dawproject': {
      const { signal, onProgress } = options;
      const mixdown = await remix.mixdown({
        signal,
        onProgress: subProgress(onProgress, 0, RENDERED_AT),
      });
      const { title, artist, comment } = tags;
      const project = remixProject({ mixdown, beatsPerBar, title, artist, comment });
      const bytes = expectedBytes(format, durationSeconds(mixdown.pcm));
      return yield* paced(dawProjectChunks(project), bytes, {
        signal,
        onProgress: subProgress(onProgress, RENDERED_AT, 1),
      });
    }
    case 'plan':
      yield new TextEncoder().encode(`${JSON.stringify(plan, null, 2)}\n`);
  }
}

function withoutEncoder(name: string): SegueError {
  return new SegueError(
    'format-unsupported',
    `There is no ${name} encoder here. Export ${name} in a browser that has one, or choose MP3 or FLAC.`,
  );
}

/** Lets others have their turn every now and then, and says how far it is. */
async function* paced(
  pieces: Iterable<Uint8Array>,
  expected: number,
  { signal, onProgress }: TaskOptions,
): AsyncGenerator<Uint8Array> {
  let since = 0;
  let written = 0;
  for (const piece of pieces) {
    yield piece;
    since += piece.length;
    written += piece.length;
    if (since < PAUSE_BYTES) continue;
    since = 0;
    onProgress?.({ step: 'Writing', fraction: Math.min(written / expected, 1) });
    await breathe();
    throwIfAborted(signal);
  }
}
