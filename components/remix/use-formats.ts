/** The forms that this browser can write. */
import { useEffect, useState } from 'react';
import {
  BROWSER_FORMATS,
  EXPORT_FORMATS,
  type ExportFormat,
  FORMATS_EVERYWHERE,
} from '@/lib/studio/export/export-formats';
import { canEncode, type WebCodec } from '@/workers/web-encoders';

const CODECS: Readonly<Record<(typeof BROWSER_FORMATS)[number], WebCodec>> = {
  aac: 'AAC',
  opus: 'Opus',
};

export function useFormats(): readonly ExportFormat[] {
  const [formats, setFormats] = useState<readonly ExportFormat[]>(FORMATS_EVERYWHERE);
  useEffect(() => {
    let isCurrent = true;
    const asked = BROWSER_FORMATS.map(async (format) =>
      (await canEncode(CODECS[format])) ? [] : [format],
    );
    void Promise.all(asked).then((answers) => {
      const missing: readonly ExportFormat[] = answers.flat();
      if (isCurrent) setFormats(EXPORT_FORMATS.filter((format) => !missing.includes(format)));
    });
    return () => {
      isCurrent = false;
    };
  }, []);
  return formats;
}
