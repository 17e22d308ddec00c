/**
 * How well the voice lands on the beat: songs whose voice is a click on every beat are remixed over
 * clear drums, through our own analysis, plan and render, and each click's distance from the drum hit
 * beside it is measured in the finished buses, and from the beats as they were composed. Two real songs
 * are remixed over each other in the same way, with a click on each true beat in place of the voice.
 */
import { existsSync, readFileSync } from 'node:fs';
import { songInputFromPath } from '@/cli/files';
import { analyzeSong } from '@/lib/analysis/analyze-song';
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import { durationSeconds, type Pcm, toMono } from '@/lib/audio/pcm';
import { ALIGNMENT_CASES, clearInstrumentalSong, clickVocalSong } from '@/lib/demo/click-songs';
import { generateSong } from '@/lib/demo/generate-song';
import type { SongSpec } from '@/lib/demo/song-spec';
import { nearestIndex } from '@/lib/evaluation/matching';
import { alignmentErrorsMs, detectOnsetsSeconds } from '@/lib/evaluation/onset-alignment';
import type { RemixPlan } from '@/lib/plan/remix-plan';
import type { Mixdown } from '@/lib/render/render-remix';
import { makeRemix } from '@/lib/studio/make-remix';
import { type PreparedSong, prepareSong } from '@/lib/studio/prepare-song';
import { SHARED_SONGS } from './real-songs';

const CLICK_SAMPLES = 20;

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
  /** Those hits against the composed beats: how far the song's own drums, which are copied, are off them. */
  hitsFromBeats: ErrorFigures;
}

interface ErrorFigures {
  clicks: number;
  medianMs: number;
  p95Ms: number;
  worstMs: number;
}

/** A song with the beats that it has, whatever was heard of it. */
interface HeardSong {
  song: PreparedSong;
  trueBeatsSeconds: readonly number[];
}

/** Measures the cases whose name contains the first argument, all without one; "real" names the two real songs. */
export async function run([only = '']: string[] = []): Promise<AlignmentFigures[]> {
  const figures: AlignmentFigures[] = [];
  for (const { name, vocal, instrumental } of ALIGNMENT_CASES) {
    if (!name.includes(only)) continue;
    const a = await hear(clickVocalSong(vocal));
    const b = await hear(clearInstrumentalSong(instrumental));
    figures.push(await measure(name, a, b));
  }
  if (!'real songs'.includes(only)) return figures;
  if (!SHARED_SONGS.every((folder) => existsSync(folder))) {
    process.stderr.write(`Left out: there is no "${SHARED_SONGS[0]}".\n`);
    return figures;
  }
  const [one, other] = [await hearReal(SHARED_SONGS[0]), await hearReal(SHARED_SONGS[1])];
  for (const [a, b] of [
    [one, other],
    [other, one],
  ]) {
    const clicks = { ...a, song: withClicks(a) };
    figures.push(await measure(`real songs: ${a.song.title} to ${b.song.title}`, clicks, b));
  }
  return figures;
}

async function measure(name: string, a: HeardSong, b: HeardSong): Promise<AlignmentFigures> {
  const { plan, mixdown } = await makeRemix({
    songs: { a: a.song, b: b.song },
    prompt: `${a.song.title} vocals over ${b.song.title}`,
    seed: 1,
  });
  const { vocals, drums } = mixdown.buses;
  const clicks = detectOnsetsSeconds(toMono(vocals), vocals.sampleRateHz);
  const hits = detectOnsetsSeconds(toMono(drums), drums.sampleRateHz);
  const beats = composedBeats(plan, mixdown, b.song.analysis, b.trueBeatsSeconds);
  const isBeside = (error: number) => Math.abs(error) < WITHOUT_HIT_MS;
  const hitsBeside = clicks.flatMap((click) => {
    const hit = hits[nearestIndex(hits, click)];
    return isBeside(1000 * (click - hit)) ? hit : [];
  });
  return {
    name,
    remixSeconds: durationSeconds(mixdown.pcm),
    fromBeats: summarize(alignmentErrorsMs(clicks, beats)),
    fromHits: summarize(alignmentErrorsMs(clicks, hits).filter(isBeside)),
    hitsFromBeats: summarize(alignmentErrorsMs(hitsBeside, beats)),
  };
}

/** The true beats of the instrumental song at the places to which its sections were copied. */
function composedBeats(
  plan: RemixPlan,
  { beatsSeconds }: Mixdown,
  { beatsSeconds: heardBeats }: SongAnalysis,
  trueBeatsSeconds: readonly number[],
): number[] {
  return plan.sections.flatMap(({ startBeat, lengthBeats, anchorBeat }) => {
    const shift = beatsSeconds[startBeat] - heardBeats[anchorBeat];
    const until = beatsSeconds[startBeat + lengthBeats] - EDGE_SECONDS;
    return trueBeatsSeconds
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

async function hear(spec: SongSpec): Promise<HeardSong> {
  const { title, artist, mix, stems, truth } = generateSong(spec);
  const analysis = await analyzeSong(mix, stems);
  const id = `${title} ${spec.tempo.bpm}`;
  return {
    trueBeatsSeconds: truth.beatsSeconds,
    song: { id, title, artist, mix, stems, stemEngine: 'finished', notes: [], analysis },
  };
}

/** A song of constant tempo that begins with a beat, as its `truth.json` says. */
async function hearReal(folder: string): Promise<HeardSong> {
  const { bpm } = JSON.parse(readFileSync(`${folder}/truth.json`, 'utf8')) as { bpm: number };
  const song = await prepareSong(await songInputFromPath(folder));
  const beats = Math.floor((durationSeconds(song.mix) * bpm) / 60);
  return { song, trueBeatsSeconds: Array.from({ length: beats }, (_, beat) => (beat * 60) / bpm) };
}

/** The song as it was heard, with a click on each true beat for a voice. */
function withClicks({ song, trueBeatsSeconds }: HeardSong): PreparedSong {
  const { sampleRateHz, channels } = song.stems.vocals;
  const click = new Float32Array(channels[0].length);
  for (const seconds of trueBeatsSeconds) {
    const at = Math.round(seconds * sampleRateHz);
    for (let i = 0; i < CLICK_SAMPLES; i++) click[at + i] = 0.8 * (1 - i / CLICK_SAMPLES);
  }
  const vocals: Pcm = { sampleRateHz, channels: [click, click.slice()] };
  return { ...song, stems: { ...song.stems, vocals } };
}
