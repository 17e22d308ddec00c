'use client';

/** Shows which keys there are; "?" does so too. */
import { useEffect, useState } from 'react';
import { IconButton } from '../ui/button';
import { Dialog } from '../ui/dialog';
import styles from './keys-button.module.css';

export interface KeyMeaning {
  keys: readonly string[];
  meaning: string;
}

const KEYS: readonly KeyMeaning[] = [
  { keys: ['Space'], meaning: 'Play and pause' },
  { keys: ['←', '→'], meaning: 'One beat back or on' },
  { keys: ['Shift', '← →'], meaning: 'One bar back or on' },
  { keys: ['1', '2', '3', '4'], meaning: 'Hear vocals, drums, bass, other alone' },
  { keys: ['Shift', '1 – 4'], meaning: 'Leave one of them out' },
  { keys: ['M'], meaning: 'Sound off and on' },
  { keys: ['L'], meaning: 'Go round in this part, or on' },
];

const THIS_LIST: KeyMeaning = { keys: ['?'], meaning: 'This list' };

/**
 * @param more keys that only this page has
 * @param only all keys of a page without a stem player
 */
export function KeysButton({
  more = [],
  only = [...KEYS, ...more],
}: {
  more?: readonly KeyMeaning[];
  only?: readonly KeyMeaning[];
}) {
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isTyping =
        event.target instanceof HTMLElement && event.target.closest('input, textarea, select');
      if (event.key === '?' && !isTyping) setIsOpen(true);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <>
      <IconButton icon="help" label="Keys" onClick={() => setIsOpen(true)} />
      <Dialog open={isOpen} title="Keys" onClose={() => setIsOpen(false)}>
        <dl className={styles.keys}>
          {[...only, THIS_LIST].map(({ keys, meaning }) => (
            <div key={meaning} className={styles.row}>
              <dt>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      </Dialog>
    </>
  );
}
