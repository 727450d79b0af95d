export interface Figures {
  rows: number
  accuracy: number
  macroF1: number
  /** Expected calibration error over fifteen equal bins of the highest probability. */
  ece: number
  /** Accuracy on the most confident 40 %. */
  surest: number
  /** Rows: truth; columns: what was said. */
  confusion: number[][]
  /** By fifteenths of the highest probability: how many rows, what was said of them in the mean, how many were right. */
  calibration: Bin[]
}

export interface Bin {
  rows: number
  said: number
  right: number
}

/** @param p probabilities, `classes` a row */
export function measure(truth: ArrayLike<number>, p: ArrayLike<number>, classes: number): Figures {
  const confusion = Array.from({ length: classes }, () => Array.from({ length: classes }, () => 0))
  const sure = Array.from({ length: truth.length }, (_, row) => {
    const best = likeliest(p, row * classes, classes)
    const label = truth[row] ?? 0
    const line = confusion[label]
    if (line) line[best] = (line[best] ?? 0) + 1
    return { top: p[row * classes + best] ?? 0, right: best === label }
  })
  const right = sure.filter((one) => one.right).length
  const calibration = binsOf(sure)
  sure.sort((a, b) => b.top - a.top)
  const head = sure.slice(0, Math.round(truth.length * 0.4))
  return {
    rows: truth.length,
    accuracy: right / truth.length,
    macroF1: macroF1(confusion),
    ece:
      calibration.reduce((sum, { rows, said, right }) => sum + rows * Math.abs(said - right), 0) /
      sure.length,
    surest: head.filter((one) => one.right).length / head.length,
    confusion,
    calibration,
  }
}

function likeliest(p: ArrayLike<number>, from: number, classes: number): number {
  let best = 0
  for (let c = 1; c < classes; c++) if ((p[from + c] ?? 0) > (p[from + best] ?? 0)) best = c
  return best
}

/** The mean of the classes' F1; a class that is neither there nor said does not count. */
function macroF1(confusion: number[][]): number {
  const scores = confusion.flatMap((line, c) => {
    const hit = line[c] ?? 0
    const told = confusion.reduce((sum, other) => sum + (other[c] ?? 0), 0)
    const real = line.reduce((a, b) => a + b, 0)
    return told + real === 0 ? [] : [(2 * hit) / (told + real)]
  })
  return scores.reduce((a, b) => a + b, 0) / scores.length
}

const BINS = 15

function binsOf(sure: { top: number; right: boolean }[]): Bin[] {
  const bins = Array.from({ length: BINS }, () => ({ rows: 0, said: 0, right: 0 }))
  for (const { top, right } of sure) {
    const bin = bins[Math.min(BINS - 1, Math.floor(top * BINS))]
    if (!bin) continue
    bin.rows++
    bin.said += top
    if (right) bin.right++
  }
  return bins
    .filter(({ rows }) => rows > 0)
    .map(({ rows, said, right }) => ({ rows, said: said / rows, right: right / rows }))
}

/** Softmax of scores at a temperature. */
export function probabilities(scores: ArrayLike<number>, classes: number, temperature = 1): Float64Array {
  const p = new Float64Array(scores.length)
  for (let row = 0; row < scores.length; row += classes) {
    let top = Number.NEGATIVE_INFINITY
    for (let c = 0; c < classes; c++) top = Math.max(top, (scores[row + c] ?? 0) / temperature)
    let total = 0
    for (let c = 0; c < classes; c++) {
      const power = Math.exp((scores[row + c] ?? 0) / temperature - top)
      p[row + c] = power
      total += power
    }
    for (let c = 0; c < classes; c++) p[row + c] = (p[row + c] ?? 0) / total
  }
  return p
}

/** The temperature at which what is true is likeliest. */
export function temperatureFor(scores: ArrayLike<number>, truth: ArrayLike<number>, classes: number): number {
  let best = 1
  let least = Number.POSITIVE_INFINITY
  for (let temperature = 0.2; temperature < 12; temperature *= 1.05) {
    const p = probabilities(scores, classes, temperature)
    let loss = 0
    for (let row = 0; row < truth.length; row++) {
      loss -= Math.log(Math.max(1e-9, p[row * classes + (truth[row] ?? 0)] ?? 0))
    }
    if (loss < least) {
      best = temperature
      least = loss
    }
  }
  return best
}
