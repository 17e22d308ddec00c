/**
 * The shapes that energy takes over a remix. Source: the mixing rules (sections, energy arcs); the DJ
 * lift, described there in words, as a rise to 60 to 75 % and a fall.
 */
import type { PlanSection } from '@/lib/plan/remix-plan';
import type { ArcName } from '@/lib/plan/rules/genres';

/** Energy at the start and end of equally long parts. */
type Arc = readonly (readonly [start: number, end: number])[];

const ARCS: Readonly<Record<ArcName, Arc>> = {
  classic: [
    [0.3, 0.3],
    [0.45, 0.55],
    [0.8, 0.9],
    [0.5, 0.6],
    [0.85, 0.95],
    [0.4, 0.4],
    [0.9, 1],
    [0.3, 0.3],
  ],
  edm: [
    [0.2, 0.2],
    [0.5, 0.75],
    [1, 0.9],
    [0.2, 0.2],
    [0.55, 0.8],
    [1, 0.95],
    [0.3, 0.3],
  ],
  'hip-hop': [
    [0.4, 0.4],
    [0.55, 0.65],
    [0.75, 0.85],
    [0.58, 0.68],
    [0.8, 0.9],
    [0.5, 0.5],
    [0.85, 0.95],
    [0.35, 0.35],
  ],
  flat: [
    [0.46, 0.46],
    [0.56, 0.62],
    [0.78, 0.84],
    [0.59, 0.65],
    [0.81, 0.87],
    [0.53, 0.53],
    [0.84, 0.9],
    [0.46, 0.46],
  ],
  'dj-lift': [
    [0.25, 0.4],
    [0.45, 0.6],
    [0.6, 0.75],
    [0.75, 0.85],
    [0.9, 1],
    [1, 0.9],
    [0.6, 0.45],
    [0.35, 0.25],
  ],
};

/** Points at which two arcs are compared. */
export const ARC_POINTS = 32;

const sampled = new Map<ArcName, Float64Array>();

/** A template at {@link ARC_POINTS} equal steps. */
export function sampleArc(name: ArcName): Float64Array {
  const known = sampled.get(name);
  if (known) return known;
  const arc = ARCS[name];
  const points = Float64Array.from({ length: ARC_POINTS }, (_, i) => {
    const at = ((i + 0.5) / ARC_POINTS) * arc.length;
    const part = Math.floor(at);
    const [start, end] = arc[part];
    return start + (end - start) * (at - part);
  });
  sampled.set(name, points);
  return points;
}

/** A plan's own energy at the same steps. */
export function sampleSections(sections: readonly PlanSection[], beats: number): Float64Array {
  let index = 0;
  return Float64Array.from({ length: ARC_POINTS }, (_, i) => {
    const beat = ((i + 0.5) / ARC_POINTS) * beats;
    while (
      index < sections.length - 1 &&
      beat >= sections[index].startBeat + sections[index].lengthBeats
    ) {
      index += 1;
    }
    const { startBeat, lengthBeats, energyStart, energyEnd } = sections[index];
    const share = Math.min(1, Math.max(0, (beat - startBeat) / lengthBeats));
    return energyStart + (energyEnd - energyStart) * share;
  });
}
