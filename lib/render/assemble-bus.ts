/** A bus as its material alone makes it: runs laid end to end through their joins, at their own level. */
import { createSilence, type Pcm } from '@/lib/audio/pcm';
import type { Join } from './joins';
import { type RunMaterial, readMaterial } from './run-material';
import type { SampleRange } from './sample-range';
import type { StemRun } from './stem-runs';
import { type TransitionSettings, transition } from './transitions';

export interface BusRequest {
  joins: readonly Join[];
  materials: ReadonlyMap<StemRun, RunMaterial>;
  /** Length of the whole remix. */
  lengthSamples: number;
  sampleRateHz: number;
  /** Which way a sweep into a moment goes, and how long the beats are there. */
  placeAt: (seconds: number) => Pick<TransitionSettings, 'sweep' | 'beatSeconds'>;
  /** What is wanted of it; all of it where this is left out. */
  range?: SampleRange;
}

/** Stereo bus over the range. A part of it holds the same samples as the whole does there. */
export function assembleBus(request: BusRequest): Pcm {
  const { joins, lengthSamples, sampleRateHz } = request;
  const range = request.range ?? { fromSample: 0, toSample: lengthSamples };
  const bus = createSilence(range.toSample - range.fromSample, 2, sampleRateHz);
  const toSample = (seconds: number) =>
    Math.min(Math.max(Math.round(seconds * sampleRateHz), 0), lengthSamples);
  let playing: StemRun | null = null;
  let position = 0;
  for (const join of joins) {
    const start = Math.max(toSample(join.startSeconds), position);
    const end = Math.max(toSample(join.endSeconds), start);
    addRun(request, playing, bus, range, position, start);
    if (end > start && end > range.fromSample && start < range.toSample) {
      addJoin(request, join, bus, range, start, end);
    }
    playing = join.incoming;
    position = end;
  }
  addRun(request, playing, bus, range, position, lengthSamples);
  return bus;
}

function addJoin(
  request: BusRequest,
  join: Join,
  bus: Pcm,
  range: SampleRange,
  start: number,
  end: number,
): void {
  const outgoing = readRun(request, join.outgoing, start, end);
  const incoming = readRun(request, join.incoming, start, end);
  const { sampleRateHz } = request;
  const settings = { sampleRateHz, ...request.placeAt(join.endSeconds) };
  bus.channels.forEach((channel, index) => {
    const heard = transition(join.type, outgoing[index], incoming[index], settings);
    const from = Math.max(start, range.fromSample);
    const to = Math.min(end, range.toSample);
    channel.set(heard.subarray(from - start, to - start), from - range.fromSample);
  });
}

function addRun(
  { materials }: BusRequest,
  run: StemRun | null,
  bus: Pcm,
  range: SampleRange,
  from: number,
  to: number,
): void {
  const start = Math.max(from, range.fromSample);
  const end = Math.min(to, range.toSample);
  const material = run && materials.get(run);
  if (!material || end <= start) return;
  readMaterial(
    material,
    start,
    bus.channels.map((channel) =>
      channel.subarray(start - range.fromSample, end - range.fromSample),
    ),
  );
}

function readRun(
  { materials }: BusRequest,
  run: StemRun | null,
  from: number,
  to: number,
): Float32Array[] {
  const channels = [new Float32Array(to - from), new Float32Array(to - from)];
  const material = run && materials.get(run);
  if (material) readMaterial(material, from, channels);
  return channels;
}
