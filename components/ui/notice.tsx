/** A sentence that stays where it is needed: what happened, what to do. */
import type { ReactNode } from 'react';
import { cx } from './cx';
import { Icon, type IconName } from './icon';
import styles from './notice.module.css';
import { VisuallyHidden } from './visually-hidden';

export type NoticeTone = 'failure' | 'warning' | 'success' | 'info';

const ICONS: Record<NoticeTone, IconName> = {
  failure: 'warning',
  warning: 'warning',
  success: 'check',
  info: 'info',
};

const SPOKEN: Record<NoticeTone, string> = {
  failure: 'Error: ',
  warning: 'Warning: ',
  success: 'Done: ',
  info: '',
};

export function Notice({
  tone,
  title,
  children,
  actions,
  announce = true,
}: {
  tone: NoticeTone;
  title?: string;
  children: ReactNode;
  actions?: ReactNode;
  /** Whether screen readers are told at once. */
  announce?: boolean;
}) {
  const role = announce ? (tone === 'failure' ? 'alert' : 'status') : undefined;
  return (
    <div className={cx(styles.notice, styles[tone])} role={role}>
      <Icon name={ICONS[tone]} size={18} className={styles.symbol} />
      <div className={styles.body}>
        <VisuallyHidden>{SPOKEN[tone]}</VisuallyHidden>
        {title && <strong>{title}</strong>}
        {children}
      </div>
      {actions && <div className={styles.actions}>{actions}</div>}
    </div>
  );
}
