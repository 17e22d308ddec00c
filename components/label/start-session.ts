/** A new session of a protocol, stored before its first pair. */
import type { Protocol } from '@/lib/labels/protocol/protocol';
import { type LabelSession, SESSION_VERSION } from '@/lib/labels/session';
import { askLibrary } from '../studio/library-client';

/** @throws SegueError `storage-full`, `storage-unavailable` */
export function startSession(protocol: Protocol): Promise<LabelSession> {
  const session: LabelSession = {
    schema: SESSION_VERSION,
    id: crypto.randomUUID(),
    startedAtMs: Date.now(),
    protocol,
    setup: null,
    calibrated: 0,
  };
  return askLibrary((api) => api.saveLabelSession(session));
}
