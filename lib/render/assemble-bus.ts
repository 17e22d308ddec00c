/** A bus as its material alone makes it: runs laid end to end through their joins, at their own level. */
import { createSilence, type Pcm } from '@/lib/audio/pcm';
import type { Join } from './joins';
import { type RunMaterial, readMaterial } from './run-material';
import type { StemRun } from './stem-runs';
import { type SweepDirection, transition } from './transitions';

export interface BusRequest {
  joins: readonly Join[];
  materials: ReadonlyMap<StemRun, RunMaterial>;
  lengthSamples: number;
  sampleRateHz: number;
  /** Which way a sweep into a moment goes. */
  sweepAt: (seconds: number) => SweepDirection;
}

/** Stereo bus over the whole remix. */
export function assembleBus(request: BusRequest): Pcm {
  const { joins, lengthSamples, sampleRateHz } = request;
  const bus = createSilence(lengthSamples, 2, sampleRateHz);
  const toSample = (seconds: number) =>
    Math.min(Math.max(Math.round(seconds * sampleRateHz), 0), lengthSamples);
  let playing: StemRun | null = null;
  let position = 0;
  for (const join of joins) {
    const start = Math.max(toSample(join.startSeconds), position);
    const end = Math.max(toSample(join.endSeconds), start);
    addRun(request, playing, bus, position, start);
    if (end > start) {
      const outgoing = readRun(request, join.outgoing, start, end);
      const incoming = readRun(request, join.incoming, start, end);
      const settings = { sampleRateHz, sweep: request.sweepAt(join.endSeconds) };
      bus.channels.forEach((channel, index) => {
        channel.set(transition(join.type, outgoing[index], incoming[index], settings), start);
      });
    }
    playing = join.incoming;
    position = end;
  }
  addRun(request, playing, bus, position, lengthSamples);
  return bus;
}

function addRun(
  { materials }: BusRequest,
  run: StemRun | null,
  bus: Pcm,
  from: number,
  to: number,
): void {
  const material = run && materials.get(run);
  if (!material || to <= from) return;
  readMaterial(
    material,
    from,
    bus.channels.map((channel) => channel.subarray(from, to)),
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
