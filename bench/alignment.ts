/**
 * How well the voice lands on the beat: songs whose voice is a click on every beat are remixed over
 * clear drums, through our own analysis, plan and render, and each click's distance from the drum hit
 * beside it is measured in the finished buses, and from the beats as they were composed.
 */
import { analyzeSong } from '@/lib/analysis/analyze-song';
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import { durationSeconds, toMono } from '@/lib/audio/pcm';
import { ALIGNMENT_CASES, clearInstrumentalSong, clickVocalSong } from '@/lib/demo/click-songs';
import { generateSong } from '@/lib/demo/generate-song';
import type { SongSpec } from '@/lib/demo/song-spec';
import type { SongTruth } from '@/lib/demo/song-truth';
import { alignmentErrorsMs, detectOnsetsSeconds } from '@/lib/evaluation/onset-alignment';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { Mixdown } from '@/lib/render/render-remix';
import { makeRemix } from '@/lib/studio/make-remix';
import type { PreparedSong } from '@/lib/studio/prepare-song';

/** A click farther than this from every located hit has none beside it. */
const WITHOUT_HIT_MS = 100;
/** A beat so little before a section's line still belongs to it. */
const EDGE_SECONDS = 0.05;

export interface AlignmentFigures {
  name: string;
  remixSeconds: number;
  /** Every click against the instrumental song's composed beats, carried into the remix. */
  fromBeats: ErrorFigures;
  /** The clicks beside which a drum hit was located, against that hit: sound against sound. */
  fromHits: ErrorFigures;
}

interface ErrorFigures {
  clicks: number;
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
    const { plan, mixdown } = await makeRemix({
      songs: { a: a.song, b: b.song },
      prompt: `${a.song.title} vocals over ${b.song.title}`,
      seed: 1,
    });
    const { vocals, drums } = mixdown.buses;
    const clicks = detectOnsetsSeconds(toMono(vocals), vocals.sampleRateHz);
    const hits = detectOnsetsSeconds(toMono(drums), drums.sampleRateHz);
    const beats = composedBeats(plan, mixdown, b.song.analysis, b.truth);
    figures.push({
      name,
      remixSeconds: durationSeconds(mixdown.pcm),
      fromBeats: summarize(alignmentErrorsMs(clicks, beats)),
      fromHits: summarize(
        alignmentErrorsMs(clicks, hits).filter((error) => Math.abs(error) < WITHOUT_HIT_MS),
      ),
    });
  }
  return figures;
}

/** The true beats of the instrumental song at the places to which its sections were copied. */
function composedBeats(
  plan: RemixPlan,
  { beatsSeconds }: Mixdown,
  { beatsSeconds: heardBeats }: SongAnalysis,
  truth: SongTruth,
): number[] {
  return plan.sections.flatMap(({ startBeat, lengthBeats, anchorBeat }) => {
    const shift = beatsSeconds[startBeat] - heardBeats[anchorBeat];
    const until = beatsSeconds[startBeat + lengthBeats] - EDGE_SECONDS;
    return truth.beatsSeconds
      .map((beat) => beat + shift)
      .filter((beat) => beat > beatsSeconds[startBeat] - EDGE_SECONDS && beat < until);
  });
}

function summarize(errorsMs: number[]): ErrorFigures {
  const sorted = errorsMs.map(Math.abs).sort((x, y) => x - y);
  const quantile = (share: number) => sorted[Math.floor(share * (sorted.length - 1))];
  return {
    clicks: sorted.length,
    medianMs: quantile(0.5),
    p95Ms: quantile(0.95),
    worstMs: quantile(1),
  };
}

async function hear(spec: SongSpec): Promise<{ song: PreparedSong; truth: SongTruth }> {
  const { title, artist, mix, stems, truth } = generateSong(spec);
  const analysis = await analyzeSong(mix, stems);
  const id = `${title} ${spec.tempo.bpm}`;
  return {
    truth,
    song: { id, title, artist, mix, stems, stemEngine: 'finished', notes: [], analysis },
  };
}
