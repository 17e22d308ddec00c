import { readFile } from 'node:fs/promises';
import { decodeAudio } from '@/lib/audio/decode/decode-audio';
import { readDawProject } from '@/lib/studio/export/read-dawproject';
import { expect, openRemix, test, WORK_TIMEOUT_MS } from './support/studio';
