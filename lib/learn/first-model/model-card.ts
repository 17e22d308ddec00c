/** The card that lies beside a model: what it is for, what it was made from, what it can and cannot do. */
import type { Share } from '../evaluation/pair-accuracy';
import { WATCHED_FEATURES, type WatchedFeature } from '../evaluation/reward-hacking';
import type { TrainedRanker } from '../train-ranker';
import type { FirstModelSettings } from './make-first-model';

export function firstModelCard(
  { stored: { manifest, bytes }, report, counts, treeCount }: TrainedRanker,
  { requests, seed }: FirstModelSettings,
): string {
  const watched = Object.entries(report.correlations).map(
    ([name, value]) =>
      `| ${WATCHED_FEATURES[name as WatchedFeature]} | ${value === null ? '-' : value.toFixed(2)} |`,
  );
  const most = Object.entries(manifest.importance)
    .sort(([, one], [, other]) => other - one)
    .slice(0, 8)
    .map(([name, share]) => `${name} (${Math.round(100 * share)} %)`);
  return `# First model

Ranks remix plans before anybody has rated one. It has heard no music and knows no listener: it was
trained on the mixing rules alone, and says so in its manifest (\`origin: heuristic\`). A model trained on
your own ratings replaces it.

Made by \`npm run segue -- first-model --out models --requests ${requests} --seed ${seed}\`, which gives the same bytes again.

- **Data**: ${requests} sketched requests (songs drawn by chance, sentences put together from wishes), ${counts.train + counts.stop + counts.holdOut} pairs: ${manifest.answers.heuristic} by the rubric (weight 0.2), ${manifest.answers.negative} of good plans against spoilt or rule-breaking ones (weight 0.5). Split by request.
- **Model**: ${treeCount} oblivious trees, pairwise logistic loss, known directions kept; ${bytes.length} bytes; features of tier ${manifest.features.tier} (${manifest.features.features.length}), manifest ${manifest.features.hash}.
- **Asks most for**: ${most.join(', ')}.

Figures on ${report.all.count} pairs of requests that were held out of everything:

| pairs | right |
|---|---|
| all | ${percent(report.all)} |
${[...Object.entries(report.bySource), ...Object.entries(report.byKind)]
  .map(([name, share]) => `| ${name} | ${percent(share)} |`)
  .join('\n')}

Correlation of the score with what should not lead it, within requests:

| | correlation |
|---|---|
${watched.join('\n')}

Expected calibration error ${report.calibration.expectedError?.toFixed(3)}, Brier score ${report.calibration.brier?.toFixed(3)}: of the rules' own answers, not of people's.

**Limits**: it repeats the rules' opinions, also where they are wrong; sketched songs are tidier than real
ones; it was never compared with a listener.
`;
}

function percent({ share, low, high, count }: Share): string {
  if (share === null) return '-';
  const text = (value: number) => (100 * value).toFixed(1);
  return `${text(share)} % (${text(low)} to ${text(high)}, ${count} pairs)`;
}
