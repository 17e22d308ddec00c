'use client';

/** Buttons that open the browser's windows for files and for a folder. */
import { type ChangeEvent, useRef } from 'react';
import { Button } from '../ui/button';
import styles from './file-buttons.module.css';
import { readChosen } from './read-dropped';
import { useAddFiles } from './use-add-files';

/** What the file window offers first; anything may be chosen, and what is no sound is told. */
const ACCEPT = 'audio/*,.mp3,.wav,.flac,.ogg,.oga,.opus,.m4a,.mp4,.aac,.aif,.aiff,.zip';

export function FileButtons({ large }: { large?: boolean }) {
  const addFiles = useAddFiles();
  const filesRef = useRef<HTMLInputElement>(null);
  const folderRef = useRef<HTMLInputElement>(null);
  const onChange = ({ target }: ChangeEvent<HTMLInputElement>) => {
    if (target.files) void addFiles(readChosen(target.files));
    // The same file may be chosen again after it was deleted.
    target.value = '';
  };
  return (
    <>
      <Button look="primary" icon="plus" large={large} onClick={() => filesRef.current?.click()}>
        Add songs
      </Button>
      <Button icon="folder" large={large} onClick={() => folderRef.current?.click()}>
        Add a folder
      </Button>
      <input
        ref={filesRef}
        className={styles.input}
        type="file"
        accept={ACCEPT}
        multiple
        tabIndex={-1}
        aria-label="Songs to add"
        onChange={onChange}
      />
      <input
        ref={folderRef}
        className={styles.input}
        type="file"
        {...{ webkitdirectory: '' }}
        tabIndex={-1}
        aria-label="Folder of a song's stems to add"
        onChange={onChange}
      />
    </>
  );
}
