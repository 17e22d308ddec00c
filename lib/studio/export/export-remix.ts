/** A finished remix as a file, in pieces: the same in a browser and from a terminal. */
import { encodeFlacChunks } from '@/lib/audio/encode/flac';
import { encodeMp3Chunks } from '@/lib/audio/encode/mp3';
import type { SoundTags } from '@/lib/audio/encode/sound-tags';
import type { Pcm } from '@/lib/audio/pcm';
import { encodeWavChunks } from '@/lib/audio/wav';
import { breathe, type TaskOptions, throwIfAborted } from '@/lib/base/progress';
import { createRandom } from '@/lib/base/random';
import { zipChunks } from '@/lib/base/zip';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { Mixdown } from '@/lib/render/render-remix';
import { dawProjectChunks } from './dawproject';
import type { ExportFormat } from './export-formats';
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

/** @throws SegueError `aborted`, `song-too-long`, and what the sounds throw */
export async function* exportChunks(
  format: ExportFormat,
  remix: ExportableRemix,
  options: TaskOptions = {},
): AsyncGenerator<Uint8Array> {
  const { tags, plan, beatsPerBar } = remix;
  switch (format) {
    case 'wav16':
      return yield* paced(
        encodeWavChunks(await remix.mix(), { bitDepth: 16, random: createRandom(DITHER_SEED) }),
        options,
      );
    case 'wav24':
      return yield* paced(encodeWavChunks(await remix.mix(), { bitDepth: 24 }), options);
    case 'wav32f':
      return yield* paced(encodeWavChunks(await remix.mix(), { bitDepth: 32 }), options);
    case 'flac':
      return yield* paced(encodeFlacChunks(await remix.mix(), { bitDepth: 24, tags }), options);
    case 'mp3':
      return yield* encodeMp3Chunks(await remix.mix(), tags, options);
    case 'stems': {
      const buses = [];
      for (const stem of STEM_NAMES) buses.push({ stem, pcm: await remix.bus(stem) });
      const files = buses.map(({ stem, pcm }) => ({
        name: `${stem}.wav`,
        pieces: encodeWavChunks(pcm, { bitDepth: 24 }),
      }));
      return yield* paced(zipChunks(files), options);
    }
    case 'dawproject': {
      const mixdown = await remix.mixdown({
        signal: options.signal,
        onProgress: ({ step, fraction }) =>
          options.onProgress?.({ step, fraction: fraction * RENDERED_AT }),
      });
      const { title, artist, comment } = tags;
      const project = remixProject({ mixdown, beatsPerBar, title, artist, comment });
      return yield* paced(dawProjectChunks(project), options);
    }
    case 'plan':
      yield new TextEncoder().encode(`${JSON.stringify(plan, null, 2)}\n`);
  }
}

/** Lets others have their turn every now and then. */
async function* paced(
  pieces: Iterable<Uint8Array>,
  { signal }: TaskOptions,
): AsyncGenerator<Uint8Array> {
  let since = 0;
  for (const piece of pieces) {
    yield piece;
    since += piece.length;
    if (since < PAUSE_BYTES) continue;
    since = 0;
    await breathe();
    throwIfAborted(signal);
  }
}
