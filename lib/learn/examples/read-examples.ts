/** Answers from a file of JSON lines: labels as they are exported, or examples that carry their own source. */
import { SegueError } from '@/lib/base/errors';
import { pairwiseLabelSchema } from '@/lib/labels/pairwise-label';
import { featureManifest, tierOfManifest } from '@/lib/taste/features/manifest';
import { examplesFromLabels } from './from-labels';
import { type TrainingExample, trainingExampleSchema } from './training-example';

export interface ReadExamples {
  examples: TrainingExample[];
  /** What was left out and why, for people. */
  notes: string[];
}

/** @throws SegueError `labels-unreadable` where not one line can be used */
export function readExamples(jsonl: string): ReadExamples {
  const examples: TrainingExample[] = [];
  const labels = [];
  const bad: number[] = [];
  let mixed = 0;
  const lines = jsonl.split('\n');
  for (const [i, line] of lines.entries()) {
    if (line.trim() === '') continue;
    const value = parse(line);
    const label = pairwiseLabelSchema.safeParse(value);
    const example = trainingExampleSchema.safeParse(value);
    if (label.success) labels.push(label.data);
    else if (!example.success) bad.push(i + 1);
    else if (!isOfToday(example.data)) mixed += 1;
    else examples.push(example.data);
  }
  const { examples: rated, leftOut } = examplesFromLabels(labels);
  examples.push(...rated);
  const notes = [
    note(bad.length, `not a label (first in line ${bad[0]})`),
    note(leftOut.withoutFeatures, "without the plans' features"),
    note(leftOut.otherFeatures + mixed, 'with features of another version'),
    note(leftOut.bothBad, 'that found both bad'),
  ].filter((one) => one !== null);
  if (examples.length === 0) {
    throw new SegueError(
      'labels-unreadable',
      notes.length === 0
        ? 'There is no answer in this file. Export labels first.'
        : `No answer in this file can be learnt from: ${notes.join(', ')}. Export labels that were made with this version of Segue.`,
    );
  }
  return { examples, notes };
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}

function isOfToday({ manifest, featuresA, featuresB }: TrainingExample): boolean {
  const tier = tierOfManifest(manifest);
  if (tier === null) return false;
  const { length } = featureManifest(tier).features;
  return featuresA.length === length && featuresB.length === length;
}

function note(count: number, what: string): string | null {
  if (count === 0) return null;
  return `${count} ${count === 1 ? 'line' : 'lines'} ${what}`;
}
