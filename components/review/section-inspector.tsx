'use client';

/** Everything about one section that can be changed: the way in, each stem, and which phrases it takes. */
import { useMemo } from 'react';
import { STEM_NAMES } from '@/lib/music/stem-names';
import type { PlanContext } from '@/lib/plan/constraints/plan-context';
import { type MaterialChoice, materialChoices } from '@/lib/plan/edit/material-choices';
import type { MaterialPart, PlanEdit } from '@/lib/plan/edit/plan-edit';
import { type RemixPlan, TRANSITION_TYPES, type TransitionType } from '@/lib/plan/remix-plan';
import { placeText, sourcePlace } from '@/lib/plan/source-place';
import { GainSlider } from './gain-slider';
import { barsText, capital, TRANSITION_TITLES } from './place-words';
import styles from './section-inspector.module.css';
import type { ReviewSongs } from './use-review-songs';

/** Lengths on offer, in beats. */
const TRANSITION_BEATS = [1, 2, 4, 8, 16] as const;
const FIRST_BEATS = 4;
/** Of the ranked phrases so many are on offer. */
const MOST_CHOICES = 12;

interface EditorProps {
  plan: RemixPlan;
  section: number;
  onMake: (edit: PlanEdit) => void;
}

export function SectionInspector({
  plan,
  section: index,
  beatsPerBar,
  songs,
  onTry,
  onMake,
  onHear,
}: EditorProps & {
  beatsPerBar: number;
  songs: ReviewSongs;
  onTry: (edit: PlanEdit | null) => void;
  onHear: () => void;
}) {
  const section = plan.sections[index];
  const context = useMemo(() => songs.contextOf(plan), [songs, plan]);
  return (
    <section className={styles.inspector} aria-label={`Section ${index + 1}, ${section.label}`}>
      <div className={styles.head}>
        <h3>
          {capital(section.label)} <span>{barsText(section, beatsPerBar)}</span>
        </h3>
        <button type="button" className={styles.hear} onClick={onHear}>
          Hear from here
        </button>
      </div>
      {index > 0 && <WayIn plan={plan} section={index} onMake={onMake} />}
      <Phrases part="voice" {...{ plan, section: index, songs, context, onMake }} />
      <Phrases part="instruments" {...{ plan, section: index, songs, context, onMake }} />
      <ul className={styles.stems}>
        {STEM_NAMES.map((stem) => (
          <GainSlider
            key={stem}
            stem={stem}
            play={section.stems[stem]}
            onSounds={(sounds) => onMake({ kind: 'set-sounding', section: index, stem, sounds })}
            onTry={(gainDb) =>
              onTry(gainDb === null ? null : { kind: 'set-gain', section: index, stem, gainDb })
            }
            onGain={(gainDb) => onMake({ kind: 'set-gain', section: index, stem, gainDb })}
          />
        ))}
      </ul>
    </section>
  );
}

function WayIn({ plan, section, onMake }: EditorProps) {
  const { transitionIn } = plan.sections[section];
  const { type, lengthBeats } = transitionIn;
  const set = (to: TransitionType, beats: number) =>
    onMake({
      kind: 'set-transition',
      section,
      transition: { type: to, lengthBeats: to === 'cut' ? 0 : beats },
    });
  const lengths = [...new Set([...TRANSITION_BEATS, lengthBeats])]
    .filter((beats) => beats > 0)
    .sort((x, y) => x - y);
  return (
    <div className={styles.row}>
      <label className={styles.field}>
        Way in
        <select
          value={type}
          onChange={(event) =>
            set(event.target.value as TransitionType, lengthBeats || FIRST_BEATS)
          }
        >
          {TRANSITION_TYPES.map((one) => (
            <option key={one} value={one}>
              {capital(TRANSITION_TITLES[one])}
            </option>
          ))}
        </select>
      </label>
      {type !== 'cut' && (
        <label className={styles.field}>
          over
          <select value={lengthBeats} onChange={(event) => set(type, Number(event.target.value))}>
            {lengths.map((beats) => (
              <option key={beats} value={beats}>
                {beats} beat{beats === 1 ? '' : 's'}
              </option>
            ))}
          </select>
        </label>
      )}
    </div>
  );
}

const PART_TITLES = { voice: 'Voice sings', instruments: 'Instruments play' } as const;

function Phrases({
  plan,
  section: index,
  part,
  songs,
  context,
  onMake,
}: EditorProps & { part: MaterialPart; songs: ReviewSongs; context: PlanContext }) {
  const section = plan.sections[index];
  const { vocals } = section.stems;
  const now: Omit<MaterialChoice, 'score'> | null =
    part === 'voice' ? vocals : { sourceBeat: section.anchorBeat, loopSourceBeats: null };
  const choices = useMemo(() => {
    const ranked = materialChoices(plan, index, part, context);
    const rank = ranked.findIndex((one) => isSame(one, now));
    const shown: Omit<MaterialChoice, 'score'>[] = ranked.slice(0, MOST_CHOICES);
    if (now && rank < 0) shown.unshift(now);
    else if (rank >= MOST_CHOICES) shown.push(ranked[rank]);
    return shown;
  }, [plan, index, part, context, now]);
  if (now === null) return null;
  const side = part === 'voice' ? plan.vocalSong : plan.vocalSong === 'a' ? 'b' : 'a';
  const rate = part === 'voice' ? plan.tempo.vocalBeatsPerBeat : 1;
  const words = ({ sourceBeat, loopSourceBeats }: Omit<MaterialChoice, 'score'>) => {
    const length = Math.min(loopSourceBeats ?? Infinity, section.lengthBeats * rate);
    const place = placeText(sourcePlace(songs.maps[side], sourceBeat, length));
    return `${side.toUpperCase()} ${place}${loopSourceBeats === null ? '' : ', repeated'}`;
  };
  return (
    <label className={styles.field}>
      {PART_TITLES[part]}
      <select
        value={choices.findIndex((one) => isSame(one, now))}
        onChange={(event) => {
          const { sourceBeat, loopSourceBeats } = choices[Number(event.target.value)];
          onMake({ kind: 'set-material', section: index, part, sourceBeat, loopSourceBeats });
        }}
      >
        {choices.map((choice, i) => (
          <option key={`${choice.sourceBeat} ${choice.loopSourceBeats}`} value={i}>
            {words(choice)}
          </option>
        ))}
      </select>
    </label>
  );
}

function isSame(
  one: Omit<MaterialChoice, 'score'>,
  other: Omit<MaterialChoice, 'score'> | null,
): boolean {
  return one.sourceBeat === other?.sourceBeat && one.loopSourceBeats === other.loopSourceBeats;
}
