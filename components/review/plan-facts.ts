/** Figures of a plan by which two can be told apart. */
import { peakPosition, vocalEntryBeat, vocalShare } from '@/lib/plan/plan-measures';
import { lengthBeats, type RemixPlan } from '@/lib/plan/remix-plan';
import { stretchAmount } from '@/lib/plan/rules/tempo-rules';
import { FAMILY_TITLES } from '../remix/family-titles';
import { semitonesText } from '../remix/plan-reasons';
import { formatBpm, formatTime } from '../ui/format';
import { TRANSITION_TITLES } from './place-words';

export interface PlanFact {
  name: string;
  value: string;
}

/** The same facts in the same order for every plan. */
export function planFacts(plan: RemixPlan, beatsPerBar: number): PlanFact[] {
  const entry = vocalEntryBeat(plan);
  const ways = plan.sections.slice(1).map(({ transitionIn }) => transitionIn.type);
  const counted = [...new Set(ways)].map(
    (type) => `${ways.filter((one) => one === type).length} × ${TRANSITION_TITLES[type]}`,
  );
  return [
    { name: 'Sings', value: `Song ${plan.vocalSong.toUpperCase()}` },
    { name: 'Shape', value: FAMILY_TITLES[plan.family].title },
    { name: 'Length', value: formatTime((lengthBeats(plan) * 60) / plan.tempo.targetBpm) },
    { name: 'Tempo', value: `${formatBpm(plan.tempo.targetBpm)} BPM` },
    { name: 'Voice stretched', value: percent(stretchAmount(plan.tempo.vocalRatio)) },
    { name: 'Voice shifted', value: semitonesText(plan.key.vocalSemitones) },
    {
      name: 'Voice enters',
      value: entry === null ? 'never' : `bar ${Math.floor(entry / beatsPerBar) + 1}`,
    },
    { name: 'Sung', value: percent(vocalShare(plan)) },
    { name: 'Peak', value: `at ${percent(peakPosition(plan))}` },
    { name: 'Ways in', value: counted.join(', ') },
    { name: 'Parts', value: plan.sections.map(({ label }) => label).join(', ') },
  ];
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
