/**
 * How well the voice lands on the beat: songs whose voice is a click on every beat are remixed over
 * clear drums, through our own analysis, plan and render, and each click's distance from the drum hit
 * beside it is measured in the finished buses. Nothing of the analysis or the plan is used to measure.
 */
import { analyzeSong } from '@/lib/analysis/analyze-song';
import { durationSeconds, toMono } from '@/lib/audio/pcm';
import { ALIGNMENT_CASES, clearInstrumentalSong, clickVocalSong } from '@/lib/demo/click-songs';
import { generateSong } from '@/lib/demo/generate-song';
import type { SongSpec } from '@/lib/demo/song-spec';
import { alignmentErrorsMs, detectOnsetsSeconds } from '@/lib/evaluation/onset-alignment';
import { makeRemix } from '@/lib/studio/make-remix';
import type { PreparedSong } from '@/lib/studio/prepare-song';

/** A click farther than this from every hit is over a part without drums and has nothing to meet. */
const WITHOUT_DRUMS_MS = 100;

export interface AlignmentFigures {
  name: string;
  remixSeconds: number;
  clicks: number;
  /** Clicks with a drum hit to meet. */
  measured: number;
  medianMs: number;
  p95Ms: number;
  worstMs: number;
}

/** Measures the cases whose name contains the first argument, all without one. */
export async function run([only = '']: string[] = []): Promise<AlignmentFigures[]> {
  const figures: AlignmentFigures[] = [];
  for (const { name, vocal, instrumental } of ALIGNMENT_CASES) {
    if (!name.includes(only)) continue;
    const a = await hear(clickVocalSong(vocal));
    const b = await hear(clearInstrumentalSong(instrumental));
    const { mixdown } = await makeRemix({
      songs: { a, b },
      prompt: `${a.title} vocals over ${b.title}`,
      seed: 1,
    });
    const { vocals, drums } = mixdown.buses;
    const clicks = detectOnsetsSeconds(toMono(vocals), vocals.sampleRateHz);
    const hits = detectOnsetsSeconds(toMono(drums), drums.sampleRateHz);
    const errors = alignmentErrorsMs(clicks, hits)
      .map(Math.abs)
      .filter((error) => error < WITHOUT_DRUMS_MS)
      .sort((x, y) => x - y);
    const quantile = (share: number) => errors[Math.floor(share * (errors.length - 1))];
    figures.push({
      name,
      remixSeconds: durationSeconds(mixdown.pcm),
      clicks: clicks.length,
      measured: errors.length,
      medianMs: quantile(0.5),
      p95Ms: quantile(0.95),
      worstMs: quantile(1),
    });
  }
  return figures;
}

async function hear(spec: SongSpec): Promise<PreparedSong> {
  const { title, artist, mix, stems } = generateSong(spec);
  return {
    id: `${title} ${spec.tempo.bpm}`,
    title,
    artist,
    mix,
    stems,
    stemEngine: 'finished',
    analysis: await analyzeSong(mix, stems),
  };
}
