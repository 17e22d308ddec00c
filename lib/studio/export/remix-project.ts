/** A rendered remix as a project: the levels taken out of the sound and put into automation. */
import { dbToAmplitude } from '@/lib/audio/decibels';
import type { Pcm } from '@/lib/audio/pcm';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { GainPoint } from '@/lib/render/automation';
import { BeatTimes } from '@/lib/render/beat-times';
import type { Mixdown } from '@/lib/render/render-remix';
import type { DawPoint, DawProject, DawTrack } from './daw-project';

export interface RemixToExport {
  mixdown: Mixdown;
  title: string;
  artist: string;
  comment: string;
  beatsPerBar: number;
}

/** As in the interface. */
const TRACK_COLORS: Readonly<Record<StemName, string>> = {
  vocals: '#ec6ead',
  drums: '#e8a33d',
  bass: '#9a7bf0',
  other: '#3fb8a9',
};
/** Further down a level is not taken out of the sound: what is left there is hiss. */
const LOWEST_DB = -48;
/** Straight in amplitude between two points of so little difference is straight in decibels too, to 0.06 dB. */
const LARGEST_STEP_DB = 2;
/** A tempo is constant where no beat is further from it than this. */
const TEMPO_TOLERANCE_SECONDS = 0.001;

interface AmplitudePoint {
  seconds: number;
  amplitude: number;
}

export function remixProject({ mixdown, beatsPerBar, ...names }: RemixToExport): DawProject {
  const grid = new BeatTimes(mixdown.beatsSeconds);
  const beats = grid.lastBeat;
  const tempoBpm = (60 * beats) / (grid.at(beats) - grid.at(0));
  return {
    ...names,
    tempoBpm,
    beatsPerBar,
    tempoPoints: isConstant(mixdown.beatsSeconds, tempoBpm) ? [] : beatTempi(mixdown.beatsSeconds),
    tracks: STEM_NAMES.filter((stem) => mixdown.clips[stem].length > 0).map((stem) =>
      stemTrack(mixdown, stem, grid),
    ),
    markers: mixdown.sections.map(({ label, startSeconds }) => ({
      beat: grid.beatAt(startSeconds),
      title: label,
    })),
  };
}

function stemTrack(mixdown: Mixdown, stem: StemName, grid: BeatTimes): DawTrack {
  const curve = amplitudeCurve(mixdown.automation[stem]);
  return {
    id: stem,
    name: stem,
    color: TRACK_COLORS[stem],
    file: `audio/${stem}.wav`,
    pcm: withoutLevel(mixdown.buses[stem], curve),
    clips: mixdown.clips[stem].map(({ song, startSeconds, endSeconds }) => ({
      title: `${stem} of song ${song.toUpperCase()}`,
      startBeat: grid.beatAt(startSeconds),
      lengthBeats: grid.beatAt(endSeconds) - grid.beatAt(startSeconds),
      sourceSeconds: startSeconds,
    })),
    volume: curve.map(({ seconds, amplitude }) => ({
      beat: grid.beatAt(seconds),
      value: amplitude,
    })),
  };
}

/** The level as amplitudes of at most 1, close enough that straight lines between them follow it. */
export function amplitudeCurve(points: readonly GainPoint[]): AmplitudePoint[] {
  const loudest = points.reduce((most, { gainDb }) => Math.max(most, gainDb), -Infinity);
  const levelOf = (gainDb: number) => Math.max(gainDb - loudest, LOWEST_DB);
  const curve: AmplitudePoint[] = [];
  points.forEach(({ seconds, gainDb }, index) => {
    const before = points[index - 1];
    const steps = before
      ? Math.max(1, Math.ceil(Math.abs(gainDb - before.gainDb) / LARGEST_STEP_DB))
      : 1;
    for (let step = 1; step <= steps; step++) {
      const share = step / steps;
      const from = before ?? { seconds, gainDb };
      curve.push({
        seconds: from.seconds + share * (seconds - from.seconds),
        amplitude: dbToAmplitude(levelOf(from.gainDb + share * (gainDb - from.gainDb))),
      });
    }
  });
  return curve;
}

/** The sound as it was before the level was set; with the level on it is the same again. */
function withoutLevel(bus: Pcm, curve: readonly AmplitudePoint[]): Pcm {
  if (curve.length === 0) return bus;
  const channels = bus.channels.map((channel) => channel.slice());
  const length = channels[0].length;
  let next = 0;
  for (let i = 0; i < length; i++) {
    const seconds = i / bus.sampleRateHz;
    while (next < curve.length && curve[next].seconds <= seconds) next++;
    const amplitude = amplitudeBetween(curve[next - 1], curve[next], seconds);
    for (const channel of channels) channel[i] /= amplitude;
  }
  return { sampleRateHz: bus.sampleRateHz, channels };
}

function amplitudeBetween(
  from: AmplitudePoint | undefined,
  to: AmplitudePoint | undefined,
  seconds: number,
): number {
  if (!from || !to) return (from ?? to)?.amplitude ?? 1;
  const share = (seconds - from.seconds) / (to.seconds - from.seconds);
  return from.amplitude + share * (to.amplitude - from.amplitude);
}

function isConstant(beatsSeconds: readonly number[], tempoBpm: number): boolean {
  return beatsSeconds.every(
    (seconds, beat) => Math.abs(seconds - (beat * 60) / tempoBpm) < TEMPO_TOLERANCE_SECONDS,
  );
}

function beatTempi(beatsSeconds: readonly number[]): DawPoint[] {
  return beatsSeconds
    .slice(0, -1)
    .map((seconds, beat) => ({ beat, value: 60 / (beatsSeconds[beat + 1] - seconds) }));
}
