'use client';

/** Where the user's ear has the last word: tempo, grid, key and parts, corrected by hand. */
import type { Correction } from '@/lib/analysis/corrections/correction';
import type { StemPlayer } from '../../player/stem-player';
import parts from '../../shell/parts.module.css';
import { Button } from '../../ui/button';
import { cx } from '../../ui/cx';
import { VisuallyHidden } from '../../ui/visually-hidden';
import { CorrectionHistory } from './correction-history';
import styles from './corrections-panel.module.css';
import { CueList } from './cue-list';
import { GridControls } from './grid-controls';
import { KeyControl } from './key-control';
import { PartControls } from './part-controls';
import { provenanceText } from './provenance-text';
import { TempoControls } from './tempo-controls';
import type { Corrections } from './use-corrections';
import type { TapTempo } from './use-tap-tempo';

export function CorrectionsPanel({
  corrections,
  player,
  taps,
  metronome,
  part,
  onSelectPart,
}: {
  corrections: Corrections;
  player: StemPlayer;
  taps: TapTempo;
  metronome: { isOn: boolean; toggle: () => void };
  /** Index of the part that is edited. */
  part: number;
  onSelectPart: (index: number) => void;
}) {
  const { details, add, undo, canUndo, reset } = corrections;
  const { analysis, measured } = details;
  const from = (name: 'grid' | 'key' | 'sections') =>
    provenanceText(name, analysis, details.corrections);
  const atPlayhead = (make: (atSeconds: number) => Correction) =>
    add(make(player.positionSeconds()));
  return (
    <section className={parts.panel} aria-labelledby="corrections-title">
      <div className={styles.head}>
        <div>
          <h2 id="corrections-title">Corrections</h2>
          <p className={styles.hint}>
            Play, switch the metronome on and trust your ear. What you correct is kept, also when
            the song is analysed anew.
          </p>
        </div>
        <div className={cx(parts.actions, styles.actions)}>
          <Button
            icon="metronome"
            aria-pressed={metronome.isOn}
            className={metronome.isOn ? styles.pressed : undefined}
            title="Clicks along with the song (K)"
            onClick={metronome.toggle}
          >
            Metronome
          </Button>
          <Button
            icon="undo"
            disabled={!canUndo}
            title="Take back the last step (Z)"
            onClick={undo}
          >
            Undo
          </Button>
          <Button
            look="quiet"
            disabled={details.corrections.length === 0}
            title="Take back all corrections; Undo brings them back"
            onClick={reset}
          >
            Reset to measured
          </Button>
        </div>
      </div>
      <div className={styles.groups}>
        <Group name="Tempo" from={from('grid')}>
          <TempoControls analysis={analysis} onCorrect={add} taps={taps} />
        </Group>
        <Group name="Beats and bars" from={from('grid')}>
          <GridControls analysis={analysis} onCorrect={add} onAtPlayhead={atPlayhead} />
        </Group>
        <Group name="Key" from={from('key')}>
          <KeyControl analysis={analysis} measured={measured} onCorrect={add} />
        </Group>
        <Group name="Parts" from={from('sections')}>
          <PartControls
            analysis={analysis}
            selected={part}
            onSelect={onSelectPart}
            onCorrect={add}
            onAtPlayhead={atPlayhead}
          />
        </Group>
      </div>
      <CueList corrections={details.corrections} onSeek={(seconds) => player.seek(seconds)} />
      <CorrectionHistory corrections={details.corrections} onRemove={corrections.remove} />
    </section>
  );
}

function Group({
  name,
  from,
  children,
}: {
  name: string;
  from: string;
  children: React.ReactNode;
}) {
  return (
    <fieldset className={styles.group}>
      <legend>
        <span className={styles.name}>{name}</span>
        <span className={styles.from} data-corrected={from !== 'Measured' || undefined}>
          <VisuallyHidden>: </VisuallyHidden>
          {from}
        </span>
      </legend>
      {children}
    </fieldset>
  );
}
