'use client';

/** Handing a remix out as a file: to a place that the user chooses where the browser lets them, else as a download. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { Progress } from '@/lib/base/progress';
import type { RemixRecord } from '@/lib/store/remix-record-schema';
import { exportFileName } from '@/lib/studio/export/export-file-name';
import { type ExportFormat, expectedBytes, FORMAT_INFO } from '@/lib/studio/export/export-formats';
import { RenderClient } from '../player/render-client';
import { useStudio } from '../studio/studio-provider';

/** Not in every browser, and not in TypeScript's own list. */
type SavePicker = (options: {
  suggestedName: string;
  types: { description: string; accept: Record<string, string[]> }[];
}) => Promise<FileSystemFileHandle>;

/** More than this is not held as one block without need: it goes to the disk as it is written. */
const LARGE_BYTES = 40e6;

export interface RunningExport {
  format: ExportFormat;
  progress: Progress;
}

export function useExport(remix: RemixRecord) {
  const { notices, remixes } = useStudio();
  const [running, setRunning] = useState<RunningExport | null>(null);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);

  const start = useCallback(
    async (format: ExportFormat) => {
      const name = exportFileName(remix, format);
      const current = new AbortController();
      const client = new RenderClient(1);
      try {
        const place = await chooseFile(name, format, remixSeconds(remix));
        controller.current = current;
        setRunning({ format, progress: { step: 'Writing', fraction: 0 } });
        const request = { remixId: remix.id, planId: remix.chosenPlanId, format };
        const file = await client.export(request, place, {
          signal: current.signal,
          onProgress: (progress) => setRunning({ format, progress }),
        });
        if (file) offer(file, name);
        else notices.add({ tone: 'success', message: `"${name}" was written.` });
        remixes.note(remix.id, { kept: true });
      } catch (thrown) {
        // Whoever closes the browser's own window has cancelled.
        const isCancel = thrown instanceof DOMException && thrown.name === 'AbortError';
        if (!isCancel) notices.fail(thrown);
      } finally {
        client.dispose();
        setRunning(null);
      }
    },
    [remix, notices, remixes],
  );
  return { running, start, cancel: () => controller.current?.abort() };
}

function remixSeconds({ renders, chosenPlanId }: RemixRecord): number {
  return renders[chosenPlanId]?.beatsSeconds.at(-1) ?? 0;
}

/** null where the file is small, or the browser has no window for that: it is a download then. */
async function chooseFile(
  suggestedName: string,
  format: ExportFormat,
  seconds: number,
): Promise<FileSystemFileHandle | null> {
  const { showSaveFilePicker } = window as { showSaveFilePicker?: SavePicker };
  if (!showSaveFilePicker || expectedBytes(format, seconds) < LARGE_BYTES) return null;
  const { name, mimeType, extension } = FORMAT_INFO[format];
  return showSaveFilePicker({
    suggestedName,
    types: [{ description: name, accept: { [mimeType]: [`.${extension}`] } }],
  });
}

function offer(file: Blob, name: string): void {
  const address = URL.createObjectURL(file);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has to have begun to read it.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
