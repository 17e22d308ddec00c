'use client';

/** The whole window takes files; while some hang over it, it says so. */
import { useEffect, useState } from 'react';
import { useStudio } from '../studio/studio-provider';
import { Icon } from '../ui/icon';
import styles from './drop-zone.module.css';
import { readDropped } from './read-dropped';
import { useAddFiles } from './use-add-files';

export function DropZone() {
  const addFiles = useAddFiles();
  const { notices } = useStudio();
  const [isOver, setIsOver] = useState(false);
  useEffect(() => {
    const hasFiles = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false;
    const onDragOver = (event: DragEvent) => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setIsOver(true);
    };
    const onDragLeave = (event: DragEvent) => {
      // Left for nowhere: out of the window.
      if (event.relatedTarget === null) setIsOver(false);
    };
    const onDrop = (event: DragEvent) => {
      if (!hasFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      setIsOver(false);
      readDropped(event.dataTransfer)
        .then(addFiles)
        .catch((thrown) => notices.fail(thrown));
    };
    window.addEventListener('dragover', onDragOver);
    window.addEventListener('dragleave', onDragLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onDragOver);
      window.removeEventListener('dragleave', onDragLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [addFiles, notices]);
  if (!isOver) return null;
  return (
    <div className={styles.overlay} aria-hidden="true">
      <div className={styles.frame}>
        <Icon name="music" size={40} />
        <span>Drop songs, or a song's stems</span>
      </div>
    </div>
  );
}
