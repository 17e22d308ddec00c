import { describe, expect, it } from 'vitest';
import { createRandom } from '@/lib/base/random';
import type { StemName } from '@/lib/music/stem-names';
import { BeatTimes } from '@/lib/render/beat-times';
import type { Mixdown } from '@/lib/render/render-remix';
import { dawProjectChunks, projectXml } from './dawproject';
import { readDawProject } from './read-dawproject';
import { amplitudeCurve, remixProject } from './remix-project';

/** Low, so that the files are small. */
const RATE = 4000;
const SECONDS = 8;

function bus(seed: number) {
  const random = createRandom(seed);
  const channel = () => Float32Array.from({ length: SECONDS * RATE }, () => 0.1 * random.normal());
  return { sampleRateHz: RATE, channels: [channel(), channel()] };
}

const each = <T>(make: (stem: StemName) => T) => ({
  vocals: make('vocals'),
  drums: make('drums'),
  bass: make('bass'),
  other: make('other'),
});

/** Sixteen beats at 120, whose voice comes in late and whose drums fall by 10 dB. */
function mixdown(beatsSeconds = Array.from({ length: 17 }, (_, beat) => beat / 2)): Mixdown {
  const whole = { song: 'b', startSeconds: 0, endSeconds: SECONDS } as const;
  return {
    pcm: bus(9),
    buses: each((stem) => bus(stem.length)),
    loudness: {
      integratedLufs: -12,
      loudnessRangeLu: 5,
      maxTruePeakDbtp: -1,
      samplePeakDbfs: -1,
    },
    loudnessMissedBecause: null,
    beatsSeconds,
    sections: [
      { label: 'intro', startSeconds: 0, endSeconds: 4 },
      { label: 'chorus', startSeconds: 4, endSeconds: SECONDS },
    ],
    automation: {
      ...each(() => [{ seconds: 0, gainDb: 0 }]),
      drums: [
        { seconds: 0, gainDb: 2 },
        { seconds: 4, gainDb: -8 },
      ],
    },
    clips: {
      vocals: [{ song: 'a', startSeconds: 4, endSeconds: 7.5 }],
      drums: [whole],
      bass: [],
      other: [
        { ...whole, endSeconds: 4 },
        { ...whole, startSeconds: 4 },
      ],
    },
  };
}

const names = { title: 'A & B "live"', artist: 'A, B', comment: '', beatsPerBar: 4 };
const projectOf = (rendered: Mixdown) => remixProject({ mixdown: rendered, ...names });
const archiveOf = (rendered: Mixdown) =>
  new Uint8Array(Buffer.concat([...dawProjectChunks(projectOf(rendered))]));

describe('a DAWproject', () => {
  it('is read back with the same clips, times, levels and markers', async () => {
    const project = projectOf(mixdown());
    const read = await readDawProject(archiveOf(mixdown()));
    expect(read.tempoBpm).toBeCloseTo(120, 9);
    expect(read.beatsPerBar).toBe(4);
    expect(read.tempoPoints).toEqual([]);
    expect(read.markers).toEqual([
      { beat: 0, title: 'intro' },
      { beat: 8, title: 'chorus' },
    ]);
    expect(read.tracks).toEqual(project.tracks.map(({ pcm, ...track }) => track));
    expect(read.tracks.map(({ name }) => name)).toEqual(['vocals', 'drums', 'other']);
    expect(read.tracks[0].clips).toEqual([
      { title: 'vocals of song A', startBeat: 8, lengthBeats: 7, sourceSeconds: 4 },
    ]);
    expect([...read.files.keys()]).toContain('metadata.xml');
  });

  it('plays what the remix plays: sound times level is the bus', async () => {
    const rendered = mixdown();
    const { tracks } = projectOf(rendered);
    const [drums] = tracks.filter(({ name }) => name === 'drums');
    const { files } = await readDawProject(archiveOf(rendered));
    // In floats: over full scale before its level.
    expect(drums.pcm.channels[0].some((x) => x > 1)).toBe(true);
    expect(files.get('audio/drums.wav')).toHaveLength(58 + SECONDS * RATE * 2 * 4);
    const [start, end] = [drums.volume[0], drums.volume[drums.volume.length - 1]];
    expect(start).toEqual({ beat: 0, value: 1 });
    expect(20 * Math.log10(end.value)).toBeCloseTo(-10, 6);
    const at = 6 * RATE;
    const heard = drums.pcm.channels[0][at] * end.value;
    expect(heard).toBeCloseTo(rendered.buses.drums.channels[0][at], 5);
  });

  it('follows a level within a tenth of a decibel by straight lines', () => {
    const curve = amplitudeCurve([
      { seconds: 0, gainDb: 0 },
      { seconds: 10, gainDb: -30 },
    ]);
    for (let i = 1; i < curve.length; i++) {
      const middle = (curve[i - 1].amplitude + curve[i].amplitude) / 2;
      const seconds = (curve[i - 1].seconds + curve[i].seconds) / 2;
      expect(Math.abs(20 * Math.log10(middle) + 3 * seconds)).toBeLessThan(0.1);
    }
  });

  it('carries a live tempo from beat to beat', async () => {
    const beats = Array.from({ length: 17 }, (_, beat) => beat / 2 + 0.01 * Math.sin(beat));
    const { tempoPoints } = await readDawProject(archiveOf(mixdown(beats)));
    const grid = new BeatTimes(beats);
    let seconds = 0;
    tempoPoints.forEach(({ beat, value }) => {
      expect(seconds).toBeCloseTo(grid.at(beat) - grid.at(0), 9);
      seconds += 60 / value;
    });
  });

  it('keeps to the structure of the format: order of elements, unique names, references that exist', () => {
    const xml = projectXml(projectOf(mixdown()));
    const order = ['<Application', '<Transport', '<Structure', '<Arrangement', '<Scenes'];
    const places = order.map((name) => xml.indexOf(name));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
    const ids = [...xml.matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const references = [...xml.matchAll(/ (?:track|destination|parameter)="([^"]*)"/g)];
    for (const [, id] of references) expect(ids).toContain(id);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z_][\w.-]*$/);
  });
});
