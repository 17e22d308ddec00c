/** Something that was understood, to be changed or left out. */
import { chipChoices } from '@/lib/plan/intent/chips';
import type { Effect } from '@/lib/plan/intent/lexicon';
import type { Understood } from '@/lib/plan/intent/prompt-intent';
import { IconButton } from '../ui/button';
import styles from './wish-chip.module.css';

export function WishChip({
  chip,
  onChange,
}: {
  chip: Understood;
  /** null leaves it out. */
  onChange: (to: Effect | null) => void;
}) {
  const { words, meaning } = chip;
  const others = chipChoices(chip).filter((choice) => choice.meaning !== meaning);
  return (
    <span className={styles.chip} title={`from "${words}"`}>
      <span className={styles.dot} aria-hidden="true" />
      {others.length === 0 ? (
        <span className={styles.meaning}>{meaning}</span>
      ) : (
        <select
          className={styles.select}
          aria-label={`Change "${meaning}"`}
          value=""
          onChange={(event) => onChange(others[Number(event.target.value)])}
        >
          <option value="">{meaning}</option>
          {others.map((choice, index) => (
            <option key={choice.meaning} value={index}>
              {choice.meaning}
            </option>
          ))}
        </select>
      )}
      <IconButton
        icon="close"
        size={12}
        className={styles.remove}
        label={`Leave out: ${meaning}`}
        onClick={() => onChange(null)}
      />
    </span>
  );
}
