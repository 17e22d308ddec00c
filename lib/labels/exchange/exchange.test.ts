import { describe, expect, it } from 'vitest';
import { createRandom } from '@/lib/base/random';
import type { PairwiseLabel } from '../pairwise-label';
import { writeProtocol } from '../protocol/write-protocol';
import { numberedRequests, rateSession } from '../testing/simulated-rater';
import { labelsToCsv, labelsToJsonl } from './export-labels';
import { readLabels } from './import-labels';
import { mergeLabels } from './merge-labels';
import { isSessionFile, sessionFromFile, sessionToFile } from './session-file';

const labels: PairwiseLabel[] = rateSession(
  writeProtocol({
    requests: numberedRequests(2, 4),
    rater: 'Kim, "the ear"',
    purpose: 'training',
    length: 8,
    seed: 1,
    calibration: [],
    ranker: null,
  }),
  { taste: (planId) => planId.length, errorRate: 0 },
  createRandom(1),
).map((label, i) => ({
  ...label,
  note: ['=SUM(A1)', 'two\nlines, "quoted"', '', '+1, -1'][i % 4],
  genre: i % 2 ? 'house' : null,
  a: { ...label.a, rubric: { groove: 4, voice: 1 }, tags: ['muddy', 'groove_off'] },
  features: i % 2 ? { manifest: 'abc', a: [1, 2.5], b: [0, -1e-7] } : null,
}));

describe('exchange of labels', () => {
  it.each([
    ['JSONL', labelsToJsonl],
    ['CSV', labelsToCsv],
  ])('comes back from %s as it was', async (_, write) => {
    expect(await readLabels(write(labels))).toEqual({ labels, faults: [] });
  });

  it('writes no cell that a spreadsheet would run', () => {
    expect(labelsToCsv(labels)).not.toMatch(/(^|,|")(=SUM|\+1, -1)/m);
  });

  it('keeps the good lines and reports the others by number', async () => {
    const lines = labelsToJsonl(labels).trimEnd().split('\n');
    lines[1] = lines[1].slice(0, 40);
    lines[2] = lines[2].replace('"schema":1', '"schema":9');
    lines[3] = lines[3].replace('"confidence":"high"', '"confidence":"sure"');
    lines[4] = '[]';
    const { labels: read, faults } = await readLabels(`\uFEFF${lines.join('\r\n')}\n\n`);
    expect(read).toHaveLength(labels.length - 4);
    expect(faults.map(({ line }) => line)).toEqual([2, 3, 4, 5]);
    expect(faults[0].sentence).toContain('cut off');
    expect(faults[1].sentence).toContain('version 9');
    expect(faults[2].sentence).toContain('confidence');
    expect(faults[3].sentence).toContain('no label');
  });

  it('refuses what is no list of labels at all, and takes an empty file for no labels', async () => {
    expect((await readLabels('name,age\nKim,30\n')).faults[0].sentence).toContain('no labels');
    expect(await readLabels('')).toEqual({ labels: [], faults: [] });
  });

  it('merges without counting twice; of two answers to a pair the later counts', () => {
    const changed = { ...labels[0], winner: 'tie' as const, answeredAtMs: 1e9 };
    const older = { ...labels[1], winner: 'tie' as const, answeredAtMs: -1 };
    const merged = mergeLabels(labels.slice(0, 4), [changed, older, ...labels.slice(2), labels[5]]);
    expect(merged.toStore).toEqual([changed, ...labels.slice(4)]);
    expect(merged).toMatchObject({ added: labels.length - 4, replaced: 1, known: 4 });
  });

  it('hands a session to another rater, and refuses what is none', () => {
    const protocol = writeProtocol({
      requests: numberedRequests(2, 4),
      rater: 'Kim',
      purpose: 'training',
      length: 8,
      seed: 1,
      calibration: [],
      ranker: null,
    });
    const file = sessionToFile(protocol);
    expect(isSessionFile(file)).toBe(true);
    expect(sessionFromFile(file, 'Lou')).toEqual({ ...protocol, rater: 'Lou' });
    expect(isSessionFile(labelsToJsonl(labels))).toBe(false);
    for (const text of [
      '',
      '{"kind":"segue-label-session"}',
      file.replace('"schema": 1', '"schema": 2'),
    ]) {
      expect(() => sessionFromFile(text, 'Lou')).toThrow(/no session/);
    }
  });
});
