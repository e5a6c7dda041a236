import type { Figures } from './measure-set.ts'

const NAME_WIDTH = 42

/** The figures of a set as lines for people. */
export function figuresTable(figures: Figures): string {
  const { verdicts, leftOut, confidence } = figures
  const line = (name: string, value: number | string) =>
    `${name.padEnd(NAME_WIDTH)}${typeof value === 'number' ? value.toFixed(3) : value}`
  const shares = ({ answer, closest, nothing }: Figures['verdicts']) =>
    `${answer.toFixed(3)} answer, ${closest.toFixed(3)} closest, ${nothing.toFixed(3)} nothing`
  return [
    line('questions', String(figures.questions)),
    line('S@1', figures.s1),
    line('S@3', figures.s3),
    line('MRR', figures.mrr),
    line('nDCG@10', figures.ndcg10),
    line('questions that wrongly got no answer', figures.wronglyUnanswered),
    line('out-of-scope messages that got no answer', figures.outOfScopeUnanswered ?? '–'),
    line('questions called', shares(verdicts)),
    line('left-out questions called', shares(leftOut)),
    ...(confidence
      ? [
          line('AUC of the confidence', confidence.areaUnderCurve ?? '–'),
          ...confidence.calibration.map(({ from, to, count, meanConfidence, shareRight }) =>
            line(
              `  confidence ${from.toFixed(1)} to ${to.toFixed(1)}`,
              `${count} replies, mean ${meanConfidence.toFixed(2)}, right ${shareRight.toFixed(2)}`,
            ),
          ),
        ]
      : []),
  ].join('\n')
}
