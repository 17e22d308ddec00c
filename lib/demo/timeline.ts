/** Musical time to seconds: integrates the tempo curve into beats and places notes between them. */
import type { Random } from '@/lib/base/random';
import { type SongSpec, type TempoCurve, totalBeats } from './song-spec';

/** Steps a beat in the numerical integration of the tempo curve; the error is far under a sample. */
const INTEGRATION_STEPS = 64;

/** Share of the last deviation that a wandering tempo keeps from beat to beat. */
const WALK_MEMORY = 0.94;

export interface Timeline {
  /** Beats 0 to the closing beat. */
  beatsSeconds: number[];
  /** Seconds of a place in beats as written, without swing; linear between two beats. */
  gridSeconds(beat: number): number;
  /** Seconds of a place in beats as played, with swing. */
  playedSeconds(beat: number): number;
}

/**
 * Lays the song's beats out in seconds.
 * @param random drives a wandering tempo only
 */
export function createTimeline(spec: SongSpec, random: Random): Timeline {
  const beats = totalBeats(spec);
  const tempoAt = tempoFunction(spec, beats, random);
  const beatsSeconds = [spec.leadInSeconds];
  for (let beat = 0; beat < beats; beat++) {
    let length = 0;
    for (let step = 0; step < INTEGRATION_STEPS; step++) {
      length += 60 / tempoAt(beat + (step + 0.5) / INTEGRATION_STEPS) / INTEGRATION_STEPS;
    }
    beatsSeconds.push(beatsSeconds[beat] + length);
  }
  if (spec.tempo.kind === 'constant') {
    const period = 60 / spec.tempo.bpm;
    for (let beat = 0; beat <= beats; beat++) {
      beatsSeconds[beat] = spec.leadInSeconds + beat * period;
    }
  }
  const gridSeconds = (beat: number) => {
    const index = Math.min(Math.max(Math.floor(beat), 0), beats - 1);
    const length = beatsSeconds[index + 1] - beatsSeconds[index];
    return Math.max(0, beatsSeconds[index] + (beat - index) * length);
  };
  return {
    beatsSeconds,
    gridSeconds,
    playedSeconds: (beat) => gridSeconds(swing(beat, spec.swingRatio, spec.swingUnit)),
  };
}

/**
 * Moves the second half of each pair: the off-beat eighth (or sixteenth) sounds after `ratio` of its
 * beat (or half beat), what lies between moves in proportion.
 */
export function swing(beat: number, ratio: number, unit: 'eighth' | 'sixteenth'): number {
  const span = unit === 'eighth' ? 1 : 0.5;
  const start = Math.floor(beat / span + 1e-9) * span;
  const position = (beat - start) / span;
  const moved = position < 0.5 ? position * 2 * ratio : ratio + (position - 0.5) * 2 * (1 - ratio);
  return start + moved * span;
}

/** Tempo in BPM as a function of the place in beats. */
function tempoFunction(spec: SongSpec, beats: number, random: Random): (beat: number) => number {
  const curve: TempoCurve = spec.tempo;
  switch (curve.kind) {
    case 'constant':
      return () => curve.bpm;
    case 'drift':
      return (beat) => curve.bpm * (1 + (curve.driftPercent / 100) * ((2 * beat) / beats - 1));
    case 'sinusoid':
      return (beat) =>
        curve.bpm *
        (1 + (curve.depthPercent / 100) * Math.sin((2 * Math.PI * beat) / curve.periodBeats));
    case 'change':
      return (beat) => (beat < curve.atBar * spec.beatsPerBar ? curve.bpm : curve.toBpm);
    case 'random-walk': {
      const deviations = wander(beats + 2, random);
      return (beat) => {
        const index = Math.floor(beat);
        const deviation =
          deviations[index] + (beat - index) * (deviations[index + 1] - deviations[index]);
        return curve.bpm * (1 + (curve.depthPercent / 100) * deviation);
      };
    }
  }
}

/** A slow random walk that is pulled back to 0 and scaled to reach exactly -1 or 1 once. */
function wander(length: number, random: Random): number[] {
  const walk = [0];
  let speed = 0;
  for (let i = 1; i < length; i++) {
    speed = 0.6 * speed + random.normal();
    walk.push(WALK_MEMORY * walk[i - 1] + speed);
  }
  const reach = Math.max(...walk.map(Math.abs), 1e-9);
  return walk.map((value) => value / reach);
}
