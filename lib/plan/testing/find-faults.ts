/**
 * A second opinion on plans, for tests: the hard rules written down again from their sources, sharing no
 * code with the constraints. It finds out by walking through the plan beat by beat.
 */
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import { STEM_NAMES, type StemName } from '@/lib/music/stem-names';
import type { RemixPlan } from '../remix-plan';
import type { Genre } from '../rules/genres';

interface Songs {
  vocal: SongAnalysis;
  instrumental: SongAnalysis;
}

/** Everything that is wrong with a plan, in words; empty where nothing is. */
export function findFaults(plan: RemixPlan, songs: Songs, genre: Genre | null): string[] {
  return [
    ...structureFaults(plan, genre),
    ...arcFaults(plan),
    ...sourceFaults(plan, songs),
    ...voiceFaults(plan, songs),
    ...bendFaults(plan),
    ...loudnessFaults(plan, songs, genre),
  ];
}

/** Genres whose transitions may take a quarter of a remix; others' 15 %. */
const LONG_TRANSITIONS: ReadonlySet<Genre | null> = new Set<Genre>([
  ...(['ambient', 'edm', 'house', 'trance', 'dubstep', 'techno'] as const),
  ...(['drum-and-bass', 'hardcore'] as const),
]);

function structureFaults(plan: RemixPlan, genre: Genre | null): string[] {
  const faults: string[] = [];
  const covered = new Uint8Array(
    Math.max(...plan.sections.map(({ startBeat, lengthBeats }) => startBeat + lengthBeats)),
  );
  for (const [index, { label, startBeat, lengthBeats }] of plan.sections.entries()) {
    for (let beat = startBeat; beat < startBeat + lengthBeats; beat++) {
      if (covered[beat] === 1) faults.push(`beat ${beat} lies in two sections`);
      covered[beat] = 1;
    }
    if (startBeat % 4 !== 0 || lengthBeats % 4 !== 0)
      faults.push(`section ${index} is off the 4-beat grid`);
    const shortest = ['build', 'breakdown', 'bridge'].includes(label) ? 4 : 8;
    if (lengthBeats < shortest) faults.push(`section ${index} is too short`);
  }
  const hole = covered.indexOf(0);
  if (hole >= 0) faults.push(`beat ${hole} lies in no section`);
  let transitions = 0;
  for (let i = 0; i < plan.sections.length; i++) {
    const { transitionIn, lengthBeats } = plan.sections[i];
    transitions += transitionIn.lengthBeats;
    if (2 * transitionIn.lengthBeats > lengthBeats)
      faults.push(`transition ${i} fills its section`);
    if (i > 0 && 2 * transitionIn.lengthBeats > plan.sections[i - 1].lengthBeats) {
      faults.push(`transition ${i} fills the section before`);
    }
  }
  const share = LONG_TRANSITIONS.has(genre) ? 0.25 : 0.15;
  if (transitions > share * covered.length + 1e-6) faults.push('transitions take too much');
  return faults;
}

function arcFaults(plan: RemixPlan): string[] {
  const faults: string[] = [];
  const tops = plan.sections.map((section) => Math.max(section.energyStart, section.energyEnd));
  const peak = tops.indexOf(Math.max(...tops));
  const last = plan.sections[plan.sections.length - 1];
  const total = last.startBeat + last.lengthBeats;
  const { startBeat, lengthBeats } = plan.sections[peak];
  const centre = (startBeat + lengthBeats / 2) / total;
  if (centre < 0.55 || centre > 0.8) faults.push(`the peak lies at ${centre}`);
  if (last.label !== 'outro') faults.push('it does not end in an outro');
  if (tops[tops.length - 1] >= tops[peak]) faults.push('the outro is as strong as the peak');
  const sounding = plan.sections.map(
    (section) => STEM_NAMES.filter((stem) => section.stems[stem] !== null).length,
  );
  if (sounding.includes(0)) faults.push('a section is silent');
  let hasContrast = false;
  for (let i = 1; i < peak; i++) {
    const fall = plan.sections[i].energyStart / plan.sections[i - 1].energyEnd;
    if (fall <= 0.8 || sounding[i - 1] - sounding[i] >= 2) hasContrast = true;
  }
  if (!hasContrast) faults.push('nothing lets go before the peak');
  return faults;
}

function sourceFaults(plan: RemixPlan, songs: Songs): string[] {
  const faults: string[] = [];
  for (const [index, section] of plan.sections.entries()) {
    for (let beat = 0; beat < section.lengthBeats; beat++) {
      const anchor = section.anchorBeat + beat;
      if (songs.instrumental.beatsSeconds[anchor + 1] === undefined) {
        faults.push(`section ${index} runs out of the grid on beat ${beat}`);
        break;
      }
    }
    for (const stem of STEM_NAMES) {
      const play = section.stems[stem];
      if (play === null) continue;
      const isVoice = stem === 'vocals';
      if ((play.song === plan.vocalSong) !== isVoice)
        faults.push(`${stem} come from the wrong song`);
      const rate = isVoice ? plan.tempo.vocalBeatsPerBeat : 1;
      const source = (isVoice ? songs.vocal : songs.instrumental).beatsSeconds;
      for (let beat = 0; beat < section.lengthBeats; beat++) {
        // a loop may end within a beat of the remix: nothing after its end is played
        const passed = beat * rate;
        const loop = play.loopSourceBeats;
        const within = loop === null ? passed + rate : Math.min((passed % loop) + rate, loop);
        const end = play.sourceBeat + within;
        if (source[Math.ceil(end - 1e-9)] === undefined || play.sourceBeat < 0) {
          faults.push(`${stem} in section ${index} run out of their song on beat ${beat}`);
          break;
        }
      }
      const before = plan.sections[index - 1];
      const playedBefore = before?.stems[stem];
      const goesOn =
        playedBefore?.loopSourceBeats === null &&
        play.sourceBeat === playedBefore.sourceBeat + before.lengthBeats * rate;
      if (!goesOn && !isDownbeat(isVoice ? songs.vocal : songs.instrumental, play.sourceBeat)) {
        faults.push(`${stem} in section ${index} do not start on a downbeat`);
      }
    }
  }
  return faults;
}

/** One lead voice at a time, and none alone that is full of bleeding. */
function voiceFaults({ sections, tempo }: RemixPlan, { vocal }: Songs): string[] {
  const faults: string[] = [];
  for (const [index, { stems, transitionIn }] of sections.entries()) {
    const isAlone = stems.vocals !== null && !stems.drums && !stems.bass && !stems.other;
    if (isAlone && (vocal.stemQuality?.vocals ?? 1) < 0.7) {
      faults.push(`a bleeding voice stands alone in section ${index}`);
    }
    const before = sections[index - 1];
    const sung = before?.stems.vocals;
    if (!sung || !stems.vocals || transitionIn.type !== 'crossfade') continue;
    const end = sung.sourceBeat + before.lengthBeats * tempo.vocalBeatsPerBeat;
    const isSamePhrase = sung.loopSourceBeats === null && end === stems.vocals.sourceBeat;
    if (!isSamePhrase && transitionIn.lengthBeats > 2) {
      faults.push(`two voices sing at once into section ${index}`);
    }
  }
  return faults;
}

const downbeatsOf = new WeakMap<SongAnalysis, Set<number>>();

function isDownbeat(song: SongAnalysis, beat: number): boolean {
  let downbeats = downbeatsOf.get(song);
  if (downbeats === undefined) {
    downbeats = new Set(song.downbeatsSeconds);
    downbeatsOf.set(song, downbeats);
  }
  return downbeats.has(song.beatsSeconds[beat]);
}

/** Stretch by speed, in either direction; limits of the hard constraints. */
function bendFaults({ tempo, key }: RemixPlan): string[] {
  const faults: string[] = [];
  const speed = (ratio: number) => (ratio < 1 ? 1 / ratio - 1 : ratio - 1);
  if (speed(tempo.vocalRatio) > 0.35 + 1e-6) faults.push('the voice is stretched too far');
  if (speed(tempo.instrumentalRatio) > 0.12 + 1e-6) faults.push('the drums are stretched too far');
  if (Math.abs(key.vocalSemitones) > 4) faults.push('the voice is shifted too far');
  return faults;
}

/** Windows of loudness by genre, LUFS; from 2 under to 2 over -12 for others. */
const LOUDNESS: Partial<Record<Genre, readonly [number, number]>> = {
  'lo-fi': [-16, -12],
  ...Object.fromEntries(
    ['edm', 'house', 'trance', 'dubstep', 'techno', 'drum-and-bass', 'hardcore'].map((name) => [
      name,
      [-12, -9],
    ]),
  ),
};

/**
 * The master's aim, and the range of three-second levels as the songs' own levels and the plan's gains
 * make it: every beat's sound is looked up in the analyses.
 */
function loudnessFaults(plan: RemixPlan, songs: Songs, genre: Genre | null): string[] {
  const faults: string[] = [];
  const [low, high] = (genre && LOUDNESS[genre]) ?? [-14, -10];
  if (plan.targetLufs < low || plan.targetLufs > high) faults.push(`${plan.targetLufs} LUFS`);
  const levels = shortTermPower(plan, songs);
  const gate = levels.reduce((sum, level) => sum + level, 0) / levels.length / 100;
  const heard = levels.filter((level) => level >= gate).sort((x, y) => x - y);
  const at = (share: number) => heard[Math.round(share * (heard.length - 1))];
  const rangeLu = 10 * Math.log10(at(0.95) / at(0.1));
  // not a number where there is nothing to hear
  if (!(rangeLu >= 3.9)) faults.push(`its loudness ranges over ${rangeLu} LU only`);
  return faults;
}

/** Mean power over every three seconds of the remix. */
function shortTermPower(plan: RemixPlan, songs: Songs): number[] {
  const sumTo = [0];
  for (const section of plan.sections) {
    const playing = STEM_NAMES.flatMap((stem) => {
      const play = section.stems[stem];
      if (play === null) return [];
      const song = stem === 'vocals' ? songs.vocal : songs.instrumental;
      const gain = 10 ** ((play.gainDb - 12 - song.integratedLufs) / 10);
      const rate = stem === 'vocals' ? plan.tempo.vocalBeatsPerBeat : 1;
      return [{ power: powerOf(song)[stem], from: play.sourceBeat, gain, rate, play }];
    });
    for (let beat = 0; beat < section.lengthBeats; beat++) {
      let sum = sumTo[sumTo.length - 1];
      for (const { power, from, gain, rate, play } of playing) {
        const within = (beat * rate) % (play.loopSourceBeats ?? Infinity);
        sum += gain * power[Math.floor(from + within)];
      }
      sumTo.push(sum);
    }
  }
  const beats = Math.round((3 * plan.tempo.targetBpm) / 60);
  return sumTo.slice(beats).map((sum, i) => (sum - sumTo[i]) / beats);
}

const powersOf = new WeakMap<SongAnalysis, Record<StemName, number[]>>();

function powerOf(song: SongAnalysis): Record<StemName, number[]> {
  const known = powersOf.get(song);
  if (known) return known;
  const power = Object.fromEntries(
    STEM_NAMES.map((stem) => [stem, song.stems[stem].levelDbByBeat.map((db) => 10 ** (db / 10))]),
  ) as Record<StemName, number[]>;
  powersOf.set(song, power);
  return power;
}
