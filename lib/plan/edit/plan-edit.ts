/** One change by hand to a plan, as data, and what it is called. */
import type { StemName } from '@/lib/music/stem-names';
import type { PlanSection, RemixPlan, Transition } from '../remix-plan';

/** The voice and the instruments take their phrases apart from each other. */
export type MaterialPart = 'voice' | 'instruments';

export type PlanEdit =
  /** The line before a section goes elsewhere; the number of sections stands for the remix's end. */
  | { kind: 'move-line'; section: number; toBeat: number }
  | { kind: 'set-gain'; section: number; stem: StemName; gainDb: number }
  | { kind: 'set-sounding'; section: number; stem: StemName; sounds: boolean }
  | { kind: 'set-transition'; section: number; transition: Transition }
  | {
      kind: 'set-material';
      section: number;
      part: MaterialPart;
      sourceBeat: number;
      loopSourceBeats: number | null;
    };

/** What was done, in a few words: "Chorus starts on beat 64". */
export function describeEdit(plan: RemixPlan, edit: PlanEdit): string {
  const section: PlanSection | undefined = plan.sections[edit.section];
  const label = section?.label ?? 'remix';
  switch (edit.kind) {
    case 'move-line':
      return section
        ? `${capital(label)} starts on beat ${edit.toBeat}`
        : `The remix ends on beat ${edit.toBeat}`;
    case 'set-gain':
      return `${capital(edit.stem)} of the ${label} at ${edit.gainDb} dB`;
    case 'set-sounding':
      return `${capital(edit.stem)} ${edit.sounds ? 'into' : 'out of'} the ${label}`;
    case 'set-transition':
      return `${capital(edit.transition.type)} into the ${label}`;
    case 'set-material':
      return `Another phrase for the ${edit.part} of the ${label}`;
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
