/**
 * Songs as the corpus has no such: its rows in other keys and notes, at other tempi, with other swing, some of
 * the steady ones played live and the live ones in another way.
 */
import { createRandom } from '@/lib/base/random';
import { type CorpusSong, corpusSpecs } from '@/lib/demo/corpus';
import type { TempoCurve } from '@/lib/demo/song-spec';

/** Chance that a steady song is played live, and that a straight one swings. */
const LIVE_CHANCE = 0.15;
const SWING_CHANCE = 0.12;
/** Genres that swing eighths; others swing sixteenths. */
const EIGHTH_SWING = ['jazz', 'reggae', 'folk', 'rock'];

/** @param series as of the corpus */
export function variedSongs(series: number): CorpusSong[] {
  return corpusSpecs(series).map((song) => {
    const { spec, tags } = song;
    const random = createRandom(spec.seed).fork('varied');
    const between = (low: number, high: number) => low + (high - low) * random.next();
    const bpm = Math.round(spec.tempo.bpm * between(0.93, 1.08));
    const depthPercent = between(1.5, 4);
    const live: TempoCurve = random.pick([
      { kind: 'drift', bpm, driftPercent: depthPercent },
      { kind: 'random-walk', bpm, depthPercent },
      { kind: 'sinusoid', bpm, depthPercent, periodBeats: Math.round(between(32, 80)) },
    ]);
    const isChanging = spec.tempo.kind === 'change';
    const isLive = !isChanging && (spec.tempo.kind !== 'constant' || random.next() < LIVE_CHANCE);
    const isSwung = spec.swingRatio !== 0.5 || random.next() < SWING_CHANCE;
    const traits = ['constant', 'live', 'swing'];
    return {
      ...song,
      id: `${song.id} at ${bpm}`,
      tags: [
        ...tags.filter((tag) => !traits.includes(tag)),
        ...(isLive ? ['live'] : isChanging ? [] : ['constant']),
        ...(isSwung ? ['swing'] : []),
      ],
      spec: {
        ...spec,
        tempo: isChanging
          ? { ...spec.tempo, bpm, toBpm: Math.round(bpm * between(0.85, 1.15)) }
          : isLive
            ? live
            : { kind: 'constant', bpm },
        swingRatio: isSwung ? between(0.54, 0.68) : 0.5,
        swingUnit: EIGHTH_SWING.includes(spec.genre) ? 'eighth' : 'sixteenth',
      },
    };
  });
}
