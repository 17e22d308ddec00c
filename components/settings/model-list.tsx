'use client';

/** The models that can be had, and the user's own. */
import { type ChangeEvent, useRef } from 'react';
import { REGISTERED_MODELS } from '@/lib/onnx/model-registry';
import { useStudio } from '../studio/studio-provider';
import { useObservable } from '../studio/use-observable';
import { Button } from '../ui/button';
import { ModelRow } from './model-row';
import { OwnModelRow } from './own-model-row';
import styles from './settings.module.css';

export function ModelList() {
  const { models } = useStudio();
  const stored = useObservable(models.stored) ?? [];
  const isAdding = useObservable(models.isAdding);
  const inputRef = useRef<HTMLInputElement>(null);
  const onChange = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const [file] = target.files ?? [];
    if (file) void models.addFile(file);
    // The same file may be chosen again.
    target.value = '';
  };
  const own = stored.filter(({ id }) => !REGISTERED_MODELS.some((model) => model.id === id));
  return (
    <>
      <ul className={styles.list} aria-label="Models">
        {REGISTERED_MODELS.map((model) => (
          <ModelRow
            key={model.id}
            model={model}
            isStored={stored.some(({ id }) => id === model.id)}
          />
        ))}
        {own.map((model) => (
          <OwnModelRow key={model.id} model={model} />
        ))}
      </ul>
      <div>
        <Button icon="folder" disabled={isAdding} onClick={() => inputRef.current?.click()}>
          {isAdding ? 'Trying the model …' : 'Choose a model file'}
        </Button>
        <input
          ref={inputRef}
          className={styles.input}
          type="file"
          accept=".onnx"
          tabIndex={-1}
          aria-label="Model file"
          onChange={onChange}
        />
      </div>
    </>
  );
}
