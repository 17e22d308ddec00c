/** The rubric's judgements as inputs of the ranker: it learns how far to trust them. */
import { RUBRIC_DIMENSIONS, RUBRIC_TITLES, rubricTotal, scoreRubric } from '../rubric/rubric';
import { featureGroup, type PlanFeature } from './feature';

const feature = featureGroup<PlanFeature>({
  tier: 1,
  group: 'rubric',
  source: 'taste plan, heuristic rubric; mixing rules',
});

export const RUBRIC_FEATURES: readonly PlanFeature[] = [
  ...RUBRIC_DIMENSIONS.map((dimension) =>
    feature(
      `rubric-${dimension}`,
      {
        unit: 'score',
        range: [0, 1],
        direction: 1,
        meaning: `What the rules say: ${RUBRIC_TITLES[dimension].toLowerCase()}`,
      },
      (facts) => scoreRubric(facts)[dimension],
    ),
  ),
  feature(
    'rubric-total',
    { unit: 'score', range: [0, 1], direction: 1, meaning: 'What the rules say of the whole' },
    (facts) => rubricTotal(scoreRubric(facts)),
  ),
];
