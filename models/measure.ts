export interface Figures {
  rows: number
  accuracy: number
  macroF1: number
  /** Expected calibration error over fifteen equal bins of the highest probability. */
  ece: number
  /** Accuracy on the most confident 40 %. */
  surest: number
  confusion: number[][]
}

/** @param p probabilities, `classes` a row */
export function measure(truth: ArrayLike<number>, p: ArrayLike<number>, classes: number): Figures {
  const rows = truth.length
  const confusion = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0))
  const sure: { top: number; right: boolean }[] = []
  for (let row = 0; row < rows; row++) {
    let best = 0
    for (let c = 1; c < classes; c++) if (p[row * classes + c]! > p[row * classes + best]!) best = c
    confusion[truth[row]!]![best]!++
    sure.push({ top: p[row * classes + best]!, right: best === truth[row] })
  }
  const right = sure.filter((one) => one.right).length
  sure.sort((a, b) => b.top - a.top)
  const head = sure.slice(0, Math.round(rows * 0.4))
  return {
    rows,
    accuracy: right / rows,
    macroF1: macroF1(confusion),
    ece: calibrationError(sure),
    surest: head.filter((one) => one.right).length / head.length,
    confusion,
  }
}

function macroF1(confusion: number[][]): number {
  const scores = confusion.map((line, c) => {
    const hit = line[c]!
    const told = confusion.reduce((sum, other) => sum + other[c]!, 0)
    const real = line.reduce((a, b) => a + b, 0)
    return hit === 0 ? 0 : (2 * hit) / (told + real)
  })
  return scores.reduce((a, b) => a + b, 0) / scores.length
}

function calibrationError(sure: { top: number; right: boolean }[]): number {
  const bins = Array.from({ length: 15 }, () => ({ count: 0, top: 0, right: 0 }))
  for (const { top, right } of sure) {
    const bin = bins[Math.min(14, Math.floor(top * 15))]!
    bin.count++
    bin.top += top
    if (right) bin.right++
  }
  return bins.reduce((sum, bin) => sum + Math.abs(bin.top - bin.right), 0) / sure.length
}

/** Softmax of scores at a temperature. */
export function probabilities(scores: ArrayLike<number>, classes: number, temperature = 1): Float64Array {
  const p = new Float64Array(scores.length)
  for (let row = 0; row < scores.length; row += classes) {
    let total = 0
    let top = -Infinity
    for (let c = 0; c < classes; c++) top = Math.max(top, scores[row + c]! / temperature)
    for (let c = 0; c < classes; c++) total += p[row + c] = Math.exp(scores[row + c]! / temperature - top)
    for (let c = 0; c < classes; c++) p[row + c]! /= total
  }
  return p
}

/** The temperature that makes what is said likeliest. */
export function temperatureFor(scores: ArrayLike<number>, truth: ArrayLike<number>, classes: number): number {
  let best = 1
  let least = Infinity
  for (let t = 0.2; t < 12; t *= 1.05) {
    const p = probabilities(scores, classes, t)
    let loss = 0
    for (let row = 0; row < truth.length; row++)
      loss -= Math.log(Math.max(1e-9, p[row * classes + truth[row]!]!))
    if (loss < least) [best, least] = [t, loss]
  }
  return best
}
