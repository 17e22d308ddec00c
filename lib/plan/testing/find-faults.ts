/**
 * A second opinion on plans, for tests: the hard rules written down again from their sources, sharing no
 * code with the constraints. It finds out by walking through the plan beat by beat.
 */
import type { SongAnalysis } from '@/lib/analysis/song-analysis';
import { STEM_NAMES } from '@/lib/music/stem-names';
import type { RemixPlan } from '../remix-plan';

interface Songs {
  vocal: SongAnalysis;
  instrumental: SongAnalysis;
}

/** Everything that is wrong with a plan, in words; empty where nothing is. */
export function findFaults(plan: RemixPlan, songs: Songs): string[] {
  return [
    ...structureFaults(plan),
    ...arcFaults(plan),
    ...sourceFaults(plan, songs),
    ...bendFaults(plan),
  ];
}

function structureFaults(plan: RemixPlan): string[] {
  const faults: string[] = [];
  const covered = new Map<number, number>();
  for (const [index, { label, startBeat, lengthBeats }] of plan.sections.entries()) {
    for (let beat = startBeat; beat < startBeat + lengthBeats; beat++) {
      if (covered.has(beat)) faults.push(`beat ${beat} lies in two sections`);
      covered.set(beat, index);
    }
    if (startBeat % 4 !== 0 || lengthBeats % 4 !== 0)
      faults.push(`section ${index} is off the 4-beat grid`);
    const shortest = ['build', 'breakdown', 'bridge'].includes(label) ? 4 : 8;
    if (lengthBeats < shortest) faults.push(`section ${index} is too short`);
  }
  for (let beat = 0; beat < covered.size; beat++) {
    if (!covered.has(beat)) faults.push(`beat ${beat} lies in no section`);
  }
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
  if (transitions > 0.25 * covered.size) faults.push('transitions take more than a quarter');
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
