/**
 * What stretching leaves of a sound: each stem of real songs goes to another tempo and back through each
 * engine. By stem and engine: log-spectral distance to what it was, how much duller its attacks are at the
 * other tempo, how far its pitch has moved, and the processor time.
 */
import { songInputFromPath } from '@/cli/files';
import { decodeAudio } from '@/lib/audio/decode/decode-audio';
import { durationSeconds, type Pcm } from '@/lib/audio/pcm';
import { loadTimeStretcher, USUAL_HOPS } from '@/lib/audio/stretch/warp';
import { SegueError } from '@/lib/base/errors';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import { BLOCK_SECONDS, HOPS_PER_BLOCK } from '@/lib/render/assemble-buses';
import { SHARED_SONGS } from './real-songs';
import { attackLossDb, logSpectralDistanceDb, pitchErrorCents } from './stretch/measures';
import { rubberBand } from './stretch/rubber-band';

const RATIOS = [0.85, 0.93, 1.08, 1.15];
/** The loudest part of each stem: there it plays. */
const EXCERPT_SECONDS = 6;
/** Shorter and longer blocks than those in use, by these factors, and blocks that overlap less and more. */
const VARIANTS = [
  { factor: 1, hopsPerBlock: USUAL_HOPS },
  { factor: 1, hopsPerBlock: HOPS_PER_BLOCK.fast },
  { factor: 1, hopsPerBlock: 8 },
  { factor: 0.6, hopsPerBlock: USUAL_HOPS },
  { factor: 1.6, hopsPerBlock: USUAL_HOPS },
];

type Engine = (pcm: Pcm, ratio: number) => Promise<Pcm>;

interface StretchFigures {
  lsdDb: number;
  attackLossDb: number;
  pitchCents: number;
  timesRealTime: number;
}

/** Measures the stems in the folders given, or those of the pair in the shared data. */
export async function run(args: string[]) {
  const folders = args.length > 0 ? args : SHARED_SONGS;
  const byStem = Object.fromEntries(STEM_NAMES.map((stem) => [stem, {}])) as Record<
    StemName,
    Record<string, StretchFigures[]>
  >;
  for (const folder of folders) {
    const { stems } = await songInputFromPath(folder);
    for (const { stem, file } of stems) {
      if (stem === 'instrumental') continue;
      const { pcm } = await decodeAudio(await file.read(), file.name);
      const excerpt = loudestPart(pcm);
      for (const [name, engine] of engines(stem)) {
        byStem[stem][name] ??= [];
        for (const ratio of RATIOS) byStem[stem][name].push(await measure(excerpt, ratio, engine));
      }
    }
  }
  if (Object.values(byStem).every((figures) => Object.keys(figures).length === 0)) {
    throw new SegueError('stems-incomplete', 'Give folders that hold the stems of a song each.');
  }
  return {
    ratios: RATIOS,
    mean: Object.fromEntries(
      STEM_NAMES.map((stem) => [
        stem,
        Object.fromEntries(Object.entries(byStem[stem]).map(([name, all]) => [name, mean(all)])),
      ]),
    ),
  };
}

function engines(stem: StemName): [string, Engine][] {
  const signalsmith = VARIANTS.map(({ factor, hopsPerBlock }): [string, Engine] => {
    const blockSeconds = factor * BLOCK_SECONDS[stem];
    return [
      `signalsmith ${Math.round(1000 * blockSeconds)} ms, ${hopsPerBlock} hops`,
      async (pcm, ratio) => {
        const stretcher = await loadTimeStretcher();
        const seconds = durationSeconds(pcm);
        const knots = [
          { inputSeconds: 0, outputSeconds: 0 },
          { inputSeconds: seconds, outputSeconds: seconds * ratio },
        ];
        return stretcher.warp(pcm, knots, { semitones: 0, blockSeconds, hopsPerBlock });
      },
    ];
  });
  return [
    ...signalsmith,
    ['rubber band R2', (pcm, ratio) => rubberBand(pcm, ratio, 'R2')],
    ['rubber band R3', (pcm, ratio) => rubberBand(pcm, ratio, 'R3')],
  ];
}

async function measure(source: Pcm, ratio: number, engine: Engine): Promise<StretchFigures> {
  const before = process.cpuUsage();
  const there = await engine(source, ratio);
  const { user, system } = process.cpuUsage(before);
  const back = await engine(there, 1 / ratio);
  const [from, to, again] = [source, there, back].map(middle);
  return {
    lsdDb: logSpectralDistanceDb(from, again),
    attackLossDb: attackLossDb(from, to, ratio, source.sampleRateHz),
    pitchCents: Math.abs(pitchErrorCents(from, to, source.sampleRateHz)),
    timesRealTime: (durationSeconds(source) * 1e6) / (user + system),
  };
}

function middle({ channels }: Pcm): Float32Array {
  return channels[0].map((left, i) => (left + (channels[1] ?? channels[0])[i]) / 2);
}

function loudestPart({ channels, sampleRateHz }: Pcm): Pcm {
  const length = Math.min(EXCERPT_SECONDS * sampleRateHz, channels[0].length);
  let best = 0;
  let most = 0;
  for (let start = 0; start + length <= channels[0].length; start += sampleRateHz) {
    let power = 0;
    for (let i = start; i < start + length; i += 16) power += channels[0][i] ** 2;
    if (power > most) {
      most = power;
      best = start;
    }
  }
  return { sampleRateHz, channels: channels.map((channel) => channel.slice(best, best + length)) };
}

function mean(all: readonly StretchFigures[]): StretchFigures {
  const of = (value: (figures: StretchFigures) => number) =>
    Math.round((100 * all.reduce((sum, figures) => sum + value(figures), 0)) / all.length) / 100;
  return {
    lsdDb: of(({ lsdDb }) => lsdDb),
    attackLossDb: of(({ attackLossDb }) => attackLossDb),
    pitchCents: of(({ pitchCents }) => pitchCents),
    timesRealTime: of(({ timesRealTime }) => timesRealTime),
  };
}
