'use client';

/** What is being made, how far it is, and a way out; or why it could not be made. */
import { useStudio } from '../studio/studio-provider';
import { useObservable } from '../studio/use-observable';
import { Button, IconButton } from '../ui/button';
import { Notice } from '../ui/notice';
import { ProgressBar } from '../ui/progress-bar';
import styles from './remix-progress.module.css';

export function RemixProgress() {
  const { remixes } = useStudio();
  const task = useObservable(remixes.task);
  if (!task) return null;
  if (task.state === 'failed') {
    return (
      <Notice
        tone="failure"
        title={task.kind === 'remix' ? 'No remix this time' : 'This one could not be rendered'}
        actions={
          <IconButton icon="close" label="Dismiss" onClick={() => remixes.dismissFailure()} />
        }
      >
        {task.failure?.message}
      </Notice>
    );
  }
  return (
    <section className={styles.panel} aria-label="Progress">
      <div className={styles.bar}>
        <ProgressBar
          label={task.kind === 'remix' ? 'Making the remix' : 'Rendering the candidate'}
          progress={task.progress}
          remainingSeconds={task.remainingSeconds}
        />
      </div>
      <Button onClick={() => remixes.cancel()}>Cancel</Button>
    </section>
  );
}
