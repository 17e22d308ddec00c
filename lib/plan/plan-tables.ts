/** Plans as text: the request at a glance, and one plan section by section. */
import { otherSide, type SongSide, STEM_NAMES } from '@/lib/music/stem-names';
import type { PlannedSong, PlanningResult } from './make-plans';
import { mapSong } from './material/map-song';
import type { SongMap } from './material/song-map';
import { peakPosition, planDurationSeconds, vocalEntryBeat, vocalShare } from './plan-measures';
import type { PlanSection, RemixPlan, StemPlay } from './remix-plan';
import { placeText, sourceBeats, sourcePlace } from './source-place';

type Songs = Record<SongSide, PlannedSong>;

/** What was understood, decided, made and rejected. */
export function planningTable(result: PlanningResult, songs: Songs): string {
  const { intent, decisions, candidates, rejected, notes } = result;
  const understood = intent.understood.map(({ meaning }) => meaning).join(' · ');
  const lines = [
    `Understood  ${understood || 'nothing'}`,
    ...(intent.ignored.length > 0 ? [`Ignored     ${intent.ignored.join(', ')}`] : []),
    ...decisions.flatMap(({ vocalSong, tempo, key }) => [
      `${vocalSong.toUpperCase()} sings     ${tempo.reason}`,
      `            ${key.reason}`,
    ]),
    ...notes.map((note) => `Note        ${note}`),
    '',
    `${candidates.length} candidates`,
    ...table([
      ['#', 'family', 'sings', 'BPM', 'length', 'peak', 'voice in', 'sung', 'sections in bars'],
      ...candidates.map((plan, index) => candidateRow(plan, index + 1, songs)),
    ]),
    '',
    `${rejected.length} rejected`,
    ...rejected.flatMap(({ plan, violations }) =>
      violations.map(({ code, sentence }) => `  ${code}: ${plan.family}. ${sentence}`),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

/** A plan section by section: where in the remix, from where in the songs, at which energy and level. */
export function planTable(plan: RemixPlan, songs: Songs): string {
  const maps = { a: mapSong(songs.a.analysis), b: mapSong(songs.b.analysis) };
  const { beatsPerBar } = maps[otherSide(plan.vocalSong)];
  return `${table([
    ['bars', 'section', 'energy', 'way in', 'vocals', 'instruments'],
    ...plan.sections.map((section) => [
      barsText(section, beatsPerBar),
      section.label,
      `${section.energyStart.toFixed(2)}–${section.energyEnd.toFixed(2)}`,
      transitionText(section),
      vocalsText(plan, section, maps),
      instrumentsText(plan, section, maps),
    ]),
  ]).join('\n')}\n`;
}

function candidateRow(plan: RemixPlan, number: number, songs: Songs): string[] {
  const instrumental = songs[otherSide(plan.vocalSong)].analysis;
  const { beatsPerBar } = instrumental;
  const entry = vocalEntryBeat(plan);
  return [
    String(number),
    plan.family,
    plan.vocalSong.toUpperCase(),
    plan.tempo.targetBpm.toFixed(1),
    `${Math.round(planDurationSeconds(plan, instrumental))} s`,
    `${Math.round(peakPosition(plan) * 100)} %`,
    entry === null ? 'never' : `bar ${Math.floor(entry / beatsPerBar) + 1}`,
    `${Math.round(vocalShare(plan) * 100)} %`,
    plan.sections
      .map(({ label, lengthBeats }) => `${label} ${lengthBeats / beatsPerBar}`)
      .join(' '),
  ];
}

function barsText({ startBeat, lengthBeats }: PlanSection, beatsPerBar: number): string {
  return `${startBeat / beatsPerBar + 1}–${(startBeat + lengthBeats) / beatsPerBar}`;
}

function transitionText({ startBeat, transitionIn: { type, lengthBeats } }: PlanSection): string {
  if (startBeat === 0) return '';
  return lengthBeats === 0 ? type : `${type}, ${lengthBeats} beats`;
}

function vocalsText(plan: RemixPlan, section: PlanSection, maps: Record<SongSide, SongMap>) {
  const play = section.stems.vocals;
  return play === null ? '–' : sourceText(plan, section, play, maps);
}

/** Instruments that play the same bars are named together. */
function instrumentsText(plan: RemixPlan, section: PlanSection, maps: Record<SongSide, SongMap>) {
  const byPlace = new Map<string, string[]>();
  for (const stem of STEM_NAMES) {
    const play = section.stems[stem];
    if (stem === 'vocals' || play === null) continue;
    const place = sourceText(plan, section, play, maps);
    byPlace.set(place, [...(byPlace.get(place) ?? []), stem]);
  }
  const texts = [...byPlace].map(([place, stems]) => `${stems.join(' + ')}: ${place}`);
  return texts.length === 0 ? '–' : texts.join('; ');
}

function sourceText(
  plan: RemixPlan,
  section: PlanSection,
  play: StemPlay,
  maps: Record<SongSide, SongMap>,
): string {
  const place = sourcePlace(maps[play.song], play.sourceBeat, sourceBeats(plan, section, play));
  const level = `${play.gainDb > 0 ? '+' : ''}${play.gainDb} dB`;
  const repeated = play.loopSourceBeats === null ? '' : ', repeated';
  return `${play.song.toUpperCase()} ${placeText(place)}${repeated}, ${level}`;
}

/** Columns as wide as their widest cell; the last is left as it is. */
function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  return rows.map((row) =>
    row
      .map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column])))
      .join('  ')
      .trimEnd(),
  );
}
