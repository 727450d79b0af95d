import { mkdirSync, writeFileSync } from 'node:fs'
import type { Figures, Learnt } from '../src/interpret/learn/index.ts'

/** What a measure was, for `models/figures.ts`: one file of JSON each in docs/models/figures. */
export interface Kept {
  /** Where it stands among the others: `sentiment`, `toxicity`, … */
  of: string
  title: string
  /** How it was measured, and on what. */
  protocol: string
  labels: string[]
  figures: Figures
}

/** Keeps the figures of a model beside its card. */
export function keep(name: string, { of, title, protocol, labels, figures }: Kept): void {
  const folder = new URL('../docs/models/figures/', import.meta.url)
  mkdirSync(folder, { recursive: true })
  const short = (_key: string, value: unknown) =>
    typeof value === 'number' && !Number.isInteger(value) ? Math.round(value * 1e4) / 1e4 : value
  writeFileSync(
    new URL(`${name}.json`, folder),
    `${JSON.stringify({ of, title, protocol, labels, figures }, short)}\n`,
  )
}

/** Prints the figures of a model, for its card. */
export function tell(
  name: string,
  { figures, labels, bytes }: Pick<Learnt, 'figures' | 'labels' | 'bytes'>,
): void {
  const percent = (share: number) => (share * 100).toFixed(1)
  console.log(
    `${name}: n ${figures.rows}, macro-F1 ${percent(figures.macroF1)}, accuracy ${percent(figures.accuracy)}, ECE ` +
      `${figures.ece.toFixed(3)}, surest 40 % ${percent(figures.surest)}, ${Math.round(bytes.length / 1024)} kB`,
  )
  console.log(`  ${labels.join(' ')} ${JSON.stringify(figures.confusion)}`)
}
