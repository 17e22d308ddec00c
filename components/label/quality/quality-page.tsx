'use client';

/** Whether the answers can be trusted, in plots with a sentence each. */
import { type LabelQuality, WANTED_MODEL_SHARE } from '@/lib/labels/quality/label-quality';
import { MIN_AGREEMENT } from '@/lib/labels/quality/rater-agreement';
import { FAMILIES } from '@/lib/plan/remix-plan';
import { FAMILY_TITLES } from '../../remix/family-titles';
import { Page } from '../../shell/page';
import { ButtonLink } from '../../ui/button';
import { Notice } from '../../ui/notice';
import { Disagreements } from './disagreements';
import { IntervalPlot } from './interval-plot';
import styles from './quality-page.module.css';
import { ShareBar } from './share-bar';
import { useLabelQuality } from './use-label-quality';

const percent = (share: number) => `${Math.round(share * 100)} %`;
const decimal = (value: number) => value.toFixed(2);

export function QualityPage() {
  const { quality, failure } = useLabelQuality();
  return (
    <Page>
      <div className={styles.head}>
        <h1>Quality of the answers</h1>
        <ButtonLink href="/label">Back to the sessions</ButtonLink>
      </div>
      {!quality && !failure && <p role="status">Reading the answers …</p>}
      {failure && <Notice tone="failure">{failure.message}</Notice>}
      {quality?.labels === 0 && (
        <Notice tone="info" announce={false}>
          There are no answers yet. Start a session, or import answers from another browser.
        </Notice>
      )}
      {quality && quality.labels > 0 && <Plots quality={quality} />}
    </Page>
  );
}

function Plots({ quality }: { quality: LabelQuality }) {
  const { consistency, position, loudness, agreement, gate, model, familyStrengths } = quality;
  const decided = quality.labels - quality.ties - quality.bothBad;
  return (
    <>
      <Notice
        tone={gate.isPassed ? 'success' : 'warning'}
        title={gate.isPassed ? 'Ready to learn from' : 'Not ready to learn from'}
        announce={false}
      >
        {gate.sentence}
      </Notice>
      <div className={styles.plots}>
        <section className={styles.card} aria-labelledby="consistency-title">
          <h2 id="consistency-title">Consistency with oneself</h2>
          <p>How often a rater answers a repeated pair the same way again.</p>
          {consistency.map(({ rater, share, interval95, repeats }) => (
            <IntervalPlot
              key={rater}
              title={`${rater}, ${repeats} repeats`}
              value={share}
              interval={interval95}
              from={0}
              to={1}
              mark={0.5}
              markTitle="a coin"
              format={percent}
            />
          ))}
        </section>
        {agreement && (
          <section className={styles.card} aria-labelledby="agreement-title">
            <h2 id="agreement-title">Agreement between raters</h2>
            <p>
              Beyond chance, on {agreement.sharedPairs} shared pairs; without taking chance away
              they agree on{' '}
              {agreement.rawAgreement === null ? '–' : percent(agreement.rawAgreement)}.
            </p>
            <IntervalPlot
              title={agreement.measure === 'cohen-kappa' ? "Cohen's kappa" : "Krippendorff's alpha"}
              value={agreement.value}
              interval={agreement.interval95}
              from={-0.2}
              to={1}
              mark={MIN_AGREEMENT}
              markTitle="wanted before training on several raters"
              format={decimal}
              isFlagged={!gate.isPassed}
            />
          </section>
        )}
        <section className={styles.card} aria-labelledby="bias-title">
          <h2 id="bias-title">What should not matter</h2>
          <IntervalPlot
            title="A was preferred"
            value={position.shareOfA}
            interval={position.interval95}
            from={0}
            to={1}
            mark={0.5}
            markTitle="no preference for the place"
            format={percent}
            isFlagged={position.isFlagged}
          />
          <p>
            {position.isFlagged
              ? 'The place decides too often. Listen to both before you judge, B first now and then.'
              : 'No sign that the place decides.'}
          </p>
          <IntervalPlot
            title="Louder was preferred (correlation)"
            value={loudness.correlation}
            interval={loudness.interval95}
            from={-1}
            to={1}
            mark={0}
            markTitle="loudness does not decide"
            format={decimal}
            isFlagged={loudness.isFlagged}
          />
          <p>
            {loudness.isFlagged
              ? 'Small differences in loudness go with the answers. Check that nothing between here and your ears changes the level.'
              : 'No sign that loudness decides.'}
          </p>
        </section>
        <section className={styles.card} aria-labelledby="answers-title">
          <h2 id="answers-title">Answers</h2>
          <ShareBar
            title={`${quality.labels} pairs`}
            parts={[
              { name: 'Decided', count: decided },
              { name: 'No preference', count: quality.ties },
              { name: 'Both bad', count: quality.bothBad },
            ]}
          />
          {quality.medianSecondsPerPair !== null && (
            <p>
              Half of the pairs took less than {Math.round(quality.medianSecondsPerPair)} seconds.
            </p>
          )}
        </section>
        {familyStrengths.size > 1 && (
          <section className={styles.card} aria-labelledby="families-title">
            <h2 id="families-title">What wins</h2>
            <p>Strength of each kind of plan (Bradley-Terry); 1 is average.</p>
            {FAMILIES.filter((family) => familyStrengths.has(family)).map((family) => (
              <IntervalPlot
                key={family}
                title={FAMILY_TITLES[family].title}
                value={familyStrengths.get(family) ?? null}
                interval={null}
                from={0}
                to={Math.max(2, ...familyStrengths.values())}
                mark={1}
                markTitle="average"
                format={decimal}
              />
            ))}
          </section>
        )}
        {model.decided > 0 && (
          <section className={styles.card} aria-labelledby="model-title">
            <h2 id="model-title">The model against the baseline</h2>
            <IntervalPlot
              title={`The model's choice was preferred, ${model.decided} pairs`}
              value={model.share}
              interval={model.interval95}
              from={0}
              to={1}
              mark={WANTED_MODEL_SHARE}
              markTitle="wanted"
              format={percent}
              isFlagged={model.verdict === 'missed'}
            />
            <p>Strength of each model and of the baseline (Bradley-Terry); 1 is average.</p>
            {[...quality.modelStrengths].map(([name, strength]) => (
              <IntervalPlot
                key={name}
                title={name === 'baseline' ? 'Baseline' : `Model ${name.slice(0, 8)}`}
                value={strength}
                interval={null}
                from={0}
                to={Math.max(2, ...quality.modelStrengths.values())}
                mark={1}
                markTitle="average"
                format={decimal}
              />
            ))}
          </section>
        )}
      </div>
      {agreement && agreement.disagreements.length > 0 && (
        <Disagreements items={agreement.disagreements} />
      )}
    </>
  );
}
