/** The parts of a song or a remix as blocks, coloured by energy, named where there is room. */
import type { SectionLabel } from '@/lib/music/section-labels';
import { energyColor, SECTION_LETTERS } from '../theme/colors';
import { cx } from '../ui/cx';
import styles from './section-strip.module.css';

/** A part in seconds, or in any other unit that the whole is measured in. */
export interface StripSection {
  label: SectionLabel;
  start: number;
  end: number;
  /** 0 to 1 at its start and at its end. */
  energyStart: number;
  energyEnd: number;
}

export function SectionStrip({
  sections,
  length,
  small,
}: {
  sections: readonly StripSection[];
  length: number;
  small?: boolean;
}) {
  const words = sections.map(({ label }) => label).join(', ');
  return (
    <div
      className={cx(styles.strip, small && styles.small)}
      role="img"
      aria-label={`Parts: ${words}`}
    >
      {sections.map((section) => (
        <span
          key={section.start}
          className={styles.block}
          title={section.label}
          style={{
            left: `${(section.start / length) * 100}%`,
            width: `${((section.end - section.start) / length) * 100}%`,
            background: `linear-gradient(90deg, ${energyColor(section.energyStart)}, ${energyColor(section.energyEnd)})`,
          }}
        >
          <span className={styles.name}>{section.label}</span>
          <span className={styles.letters}>{SECTION_LETTERS[section.label]}</span>
        </span>
      ))}
    </div>
  );
}
