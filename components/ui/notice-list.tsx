'use client';

/** Sentences about what went wrong or right, kept until they are dismissed. */
import { useNotices } from '@/components/studio/use-notices';
import { Button, IconButton } from './button';
import { Notice } from './notice';
import styles from './notice-list.module.css';

export function NoticeList() {
  const { notices, dismiss, dismissAll } = useNotices();
  if (notices.length === 0) return null;
  return (
    <section className={styles.list} aria-label="Messages">
      {notices.length > 2 && (
        <Button className={styles.all} onClick={dismissAll}>
          Dismiss all {notices.length}
        </Button>
      )}
      {notices.map(({ id, tone, title, message }) => (
        <Notice
          key={id}
          tone={tone}
          title={title}
          actions={<IconButton icon="close" label="Dismiss" onClick={() => dismiss(id)} />}
        >
          {message}
        </Notice>
      ))}
    </section>
  );
}
