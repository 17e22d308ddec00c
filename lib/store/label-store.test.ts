import { describe, expect, it } from 'vitest';
import { createRandom } from '@/lib/base/random';
import { labelsToJsonl } from '@/lib/labels/exchange/export-labels';
import { writeProtocol } from '@/lib/labels/protocol/write-protocol';
import { SESSION_VERSION } from '@/lib/labels/session';
import { numberedRequests, rateSession } from '@/lib/labels/testing/simulated-rater';
import { createLabelStore } from './label-store';
import { memoryBackends } from './testing/memory-store';

const protocol = writeProtocol({
  requests: numberedRequests(2, 4),
  rater: 'Kim',
  purpose: 'training',
  length: 10,
  seed: 1,
  calibration: [],
  ranker: null,
});
const labels = rateSession(protocol, { taste: (id) => id.length, errorRate: 0 }, createRandom(1));

describe('labels in the store', () => {
  it('keeps a session and its answers in order', async () => {
    const store = createLabelStore(memoryBackends().tables);
    const session = {
      schema: SESSION_VERSION,
      id: 's',
      startedAtMs: 1,
      protocol,
      setup: null,
      calibrated: 0,
    } as const;
    await store.saveSession({ ...session });
    await store.saveSession({ ...session, id: 'later', startedAtMs: 2 });
    for (const label of [...labels].reverse()) await store.add(label);
    expect((await store.sessions()).records.map(({ id }) => id)).toEqual(['later', 's']);
    expect(await store.findSession('s')).toEqual(session);
    expect((await store.labels()).records).toEqual(labels);
    await store.remove(labels[0].id);
    expect((await store.labels()).records).toEqual(labels.slice(1));
  });

  it('takes a file once, tells of broken lines and of labels that nothing can be learned from', async () => {
    const store = createLabelStore(memoryBackends().tables);
    const file = `${labelsToJsonl(labels)}{"schema":1\n`;
    const known = [labels[0].requestId];
    const ofOthers = labels.filter(({ requestId }) => requestId !== known[0]).length;
    const first = await store.take(file, known);
    expect(first).toMatchObject({ added: 10, replaced: 0, known: 0, unusable: ofOthers });
    expect(first.faults.map(({ line }) => line)).toEqual([11]);
    expect(await store.take(file, known)).toMatchObject({ added: 0, known: 10 });
    expect((await store.labels()).records).toHaveLength(10);
  });
});
