import type { Learnt } from '../src/interpret/learn/index.ts'

/** Prints the figures of a model, for its card. */
export function tell(name: string, { figures, labels, bytes }: Learnt): void {
  const percent = (share: number) => (share * 100).toFixed(1)
  console.log(
    `${name}: n ${figures.rows}, macro-F1 ${percent(figures.macroF1)}, accuracy ${percent(figures.accuracy)}, ECE ` +
      `${figures.ece.toFixed(3)}, surest 40 % ${percent(figures.surest)}, ${Math.round(bytes.length / 1024)} kB`,
  )
  console.log(`  ${labels.join(' ')} ${JSON.stringify(figures.confusion)}`)
}
