'use client';

import { useEffect, useState } from 'react';
import { reportError } from '@/lib/base/errors';
import { askLibrary } from '../studio/library-client';
import { testOnnx } from './onnx-client';

export interface Check {
  name: string;
  state: 'running' | 'good' | 'limited' | 'failed';
  /** What was found, and what it means. */
  sentence: string;
}

const running = (name: string): Check => ({ name, state: 'running', sentence: 'Checking …' });

/** Tries what the studio stands on, here and now. */
export function useSystemChecks(): Check[] {
  const [checks, setChecks] = useState<Check[]>(CHECKS.map(({ name }) => running(name)));
  useEffect(() => {
    let isCurrent = true;
    for (const { name, run } of CHECKS) {
      run()
        .catch(
          (thrown): Omit<Check, 'name'> => ({
            state: 'failed',
            sentence: reportError(thrown).message,
          }),
        )
        .then((result) => {
          if (!isCurrent) return;
          setChecks((all) =>
            all.map((check) => (check.name === name ? { name, ...result } : check)),
          );
        });
    }
    return () => {
      isCurrent = false;
    };
  }, []);
  return checks;
}

const CHECKS: readonly { name: string; run: () => Promise<Omit<Check, 'name'>> }[] = [
  {
    name: 'Isolation',
    run: async () =>
      window.crossOriginIsolated
        ? {
            state: 'good',
            sentence: 'The page is cross-origin isolated, so models may use threads.',
          }
        : {
            state: 'limited',
            sentence: 'The page is not cross-origin isolated: models run on one thread.',
          },
  },
  {
    name: 'ONNX Runtime',
    run: async () => {
      const { passed, version, threads } = await testOnnx();
      const plural = threads === 1 ? 'thread' : 'threads';
      return passed
        ? {
            state: 'good',
            sentence: `Version ${version} runs in a worker on ${threads} ${plural}.`,
          }
        : { state: 'failed', sentence: `Version ${version} loads, but its result is wrong.` };
    },
  },
  {
    name: 'Storage',
    run: async () => {
      const backend = await askLibrary((api) => api.backend());
      return backend === 'files'
        ? { state: 'good', sentence: "Sounds are kept in the browser's private file system." }
        : {
            state: 'limited',
            sentence: 'Sounds are kept in the database: this browser has no private file system.',
          };
    },
  },
  {
    name: 'Kept for good',
    run: async () =>
      (await navigator.storage.persisted())
        ? { state: 'good', sentence: 'The browser will not clear the library by itself.' }
        : {
            state: 'limited',
            sentence:
              'The browser may clear the library when the disk is full. It decides by itself.',
          },
  },
  {
    name: 'Sound',
    run: async () =>
      typeof AudioContext === 'function'
        ? { state: 'good', sentence: 'Web Audio is there. It starts when you press play.' }
        : { state: 'failed', sentence: 'This browser has no Web Audio: nothing can be played.' },
  },
];
