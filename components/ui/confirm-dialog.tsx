'use client';

/** Asks before something is gone for good. */
import type { ReactNode } from 'react';
import { Button } from './button';
import styles from './confirm-dialog.module.css';
import { Dialog } from './dialog';

export function ConfirmDialog({
  open,
  title,
  action,
  children,
  onConfirm,
  onClose,
}: {
  open: boolean;
  title: string;
  /** What the button says: the deed, not "OK". */
  action: string;
  children: ReactNode;
  onConfirm: () => void;
  onClose: () => void;
}) {
  return (
    <Dialog open={open} title={title} onClose={onClose}>
      <p className={styles.text}>{children}</p>
      <div className={styles.actions}>
        <Button onClick={onClose}>Keep</Button>
        <Button
          look="danger"
          onClick={() => {
            onClose();
            onConfirm();
          }}
        >
          {action}
        </Button>
      </div>
    </Dialog>
  );
}
