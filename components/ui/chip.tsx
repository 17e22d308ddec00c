/** A short fact, or a short text to click. */
import type { ReactNode } from 'react';
import styles from './chip.module.css';
import { cx } from './cx';

export function Chip({
  children,
  muted,
  color,
  onClick,
}: {
  children: ReactNode;
  muted?: boolean;
  color?: string;
  onClick?: () => void;
}) {
  const content = (
    <>
      {color && <span className={styles.dot} style={{ background: color }} aria-hidden="true" />}
      {children}
    </>
  );
  const className = cx(styles.chip, muted && styles.muted);
  return onClick ? (
    <button type="button" className={className} onClick={onClick}>
      {content}
    </button>
  ) : (
    <span className={className}>{content}</span>
  );
}
