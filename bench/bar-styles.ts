/**
 * Learns the table of bar styles (`lib/analysis/bar-style-table.ts`) from generated songs: one style a
 * genre in four, clusters in three.
 *
 * `npm run bench -- bar-styles [--songs N] [--out FILE]` writes the table; N songs in four (192), a
 * quarter as many in three.
 */
import { writeFileSync } from 'node:fs';
import { activityBySlot, barCurves } from '@/lib/analysis/bar-activity';
import { type BarProfile, foldBars } from '@/lib/analysis/bar-profile';
import {
  BAR_VOICES,
  type BeatsPerBar,
  SLOTS_PER_BEAT,
  shareCharacter,
  type WrittenBarStyle,
} from '@/lib/analysis/bar-styles';
import { measureBeatSignals } from '@/lib/analysis/beat-signals';
import { generateSong } from '@/lib/demo/generate-song';
import { GENRES, type SongSpec } from '@/lib/demo/song-spec';
import { barStyleSongs } from './bar-style-songs';

const TABLE_FILE = 'lib/analysis/bar-style-table.ts';
const SONGS_IN_FOUR = 192;
const STYLES_IN_THREE = 4;
/** Share of every part that is spread evenly, so that no one place of the bar decides alone. */
const EVEN_SHARE = 0.1;
/** Deviation in octaves that is added to that of the songs of a style. */
const TEMPO_LEEWAY_OCTAVES = 0.12;
const CLUSTER_ROUNDS = 12;

interface Example {
  genre: string;
  tempoBpm: number;
  beatsPerBar: BeatsPerBar;
  profile: BarProfile;
}

async function listen(spec: SongSpec): Promise<Example> {
  const { mix, stems, truth } = generateSong(spec);
  const curves = barCurves(await measureBeatSignals(mix, (stem) => stems[stem]));
  const profile = foldBars(activityBySlot(curves, truth.beatsSeconds), spec.beatsPerBar);
  return { genre: spec.genre, tempoBpm: truth.tempoBpm, beatsPerBar: spec.beatsPerBar, profile };
}

/** The mean of some songs as a style. */
function styleOf(name: string, examples: readonly Example[]): WrittenBarStyle {
  const [{ beatsPerBar }] = examples;
  const slots = beatsPerBar * SLOTS_PER_BEAT;
  const octaves = examples.map(({ tempoBpm }) => Math.log2(tempoBpm));
  const centre = octaves.reduce((sum, value) => sum + value, 0) / octaves.length;
  const variance = octaves.reduce((sum, value) => sum + (value - centre) ** 2, 0) / octaves.length;
  const onsets = BAR_VOICES.map((voice) => {
    const sums = new Float64Array(slots);
    for (const { profile } of examples)
      profile[voice].forEach((share, i) => {
        sums[i] += share;
      });
    const total = sums.reduce((a, b) => a + b, 0);
    const shares = Array.from(sums, (sum) =>
      total > 0 ? ((1 - EVEN_SHARE) * sum) / total + EVEN_SHARE / slots : 1 / slots,
    );
    const characters = shares.map((share) => shareCharacter(share, slots)).join('');
    return [voice, characters.replace(/.{8}(?=.)/g, '$& ')];
  });
  return {
    name,
    beatsPerBar,
    tempoBpm: Math.round(2 ** centre),
    tempoSpreadOctaves: Number(Math.sqrt(variance + TEMPO_LEEWAY_OCTAVES ** 2).toFixed(2)),
    onsets: Object.fromEntries(onsets),
  };
}

/** Clusters by how alike drums, bass and chords are (k-means on square roots, farthest first). */
function cluster(examples: readonly Example[], count: number): Example[][] {
  const points = examples.map(({ profile }) =>
    BAR_VOICES.slice(0, 5).flatMap((voice) => Array.from(profile[voice], Math.sqrt)),
  );
  const distance = (a: readonly number[], b: readonly number[]) =>
    a.reduce((sum, value, i) => sum + (value - b[i]) ** 2, 0);
  const centres = [points[0]];
  while (centres.length < count) {
    const apart = points.map((point) => Math.min(...centres.map((c) => distance(point, c))));
    centres.push(points[apart.indexOf(Math.max(...apart))]);
  }
  const nearest = (point: readonly number[]) => {
    const distances = centres.map((centre) => distance(point, centre));
    return distances.indexOf(Math.min(...distances));
  };
  for (let round = 0; round < CLUSTER_ROUNDS; round++) {
    const members = points.map(nearest);
    for (let k = 0; k < count; k++) {
      const own = points.filter((_, i) => members[i] === k);
      if (own.length === 0) continue;
      centres[k] = own[0].map((_, i) => own.reduce((sum, point) => sum + point[i], 0) / own.length);
    }
  }
  return centres.map((_, k) => examples.filter((_, i) => nearest(points[i]) === k));
}

function learnStyles(examples: readonly Example[]): WrittenBarStyle[] {
  const inFour = examples.filter(({ beatsPerBar }) => beatsPerBar === 4);
  const inThree = examples.filter(({ beatsPerBar }) => beatsPerBar === 3);
  return [
    ...GENRES.flatMap((genre) => {
      const own = inFour.filter((example) => example.genre === genre);
      return own.length > 0 ? [styleOf(genre, own)] : [];
    }),
    ...cluster(inThree, STYLES_IN_THREE)
      .filter((members) => members.length > 0)
      .map((members, i) => styleOf(`waltz ${i + 1}`, members)),
  ];
}

function quote(text: string): string {
  return `'${text}'`;
}

/** The table as the text of its file. */
function writeTable(styles: readonly WrittenBarStyle[]): string {
  const lines = styles.flatMap((style) => [
    '  {',
    `    name: ${quote(style.name)},`,
    `    beatsPerBar: ${style.beatsPerBar},`,
    `    tempoBpm: ${style.tempoBpm},`,
    `    tempoSpreadOctaves: ${style.tempoSpreadOctaves},`,
    '    onsets: {',
    ...BAR_VOICES.map((voice) => `      ${voice}: ${quote(style.onsets[voice])},`),
    '    },',
    '  },',
  ]);
  return [
    '/** Learned from generated songs; `npm run bench -- bar-styles` learns it anew. */',
    "import type { WrittenBarStyle } from './bar-styles';",
    '',
    'export const BAR_STYLE_TABLE: readonly WrittenBarStyle[] = [',
    ...lines,
    '];',
    '',
  ].join('\n');
}

/** @see the file's head for the arguments */
export async function run(
  args: string[] = [],
): Promise<{ file: string; songs: number; styles: number }> {
  const valueAfter = (name: string) => (args.includes(name) ? args[args.indexOf(name) + 1] : null);
  const count = Number(valueAfter('--songs') ?? SONGS_IN_FOUR);
  const file = valueAfter('--out') ?? TABLE_FILE;
  const examples: Example[] = [];
  for (const spec of barStyleSongs(count, count / 4)) {
    examples.push(await listen(spec));
    process.stderr.write(`${examples.length}: ${spec.title}\n`);
  }
  const styles = learnStyles(examples);
  writeFileSync(file, writeTable(styles));
  return { file, songs: examples.length, styles: styles.length };
}
