import { drawOf } from './draw.ts'
import { Listening, tryQuery, tryTokens } from './matching.ts'
import { tryReading, trySeries } from './reading.ts'

/** Inputs that share a matcher: what goes wrong is done again by its block alone. */
export const BLOCK = 1000
/** Processor time that no input may take: a place of a network holds thousands of them up. */
const MOST_MILLISECONDS = 5000

export const ENGINES = ['query', 'tokens', 'matcher', 'reading', 'series'] as const
export type Engine = (typeof ENGINES)[number]

/** Of a hundred inputs, how many go to each engine. */
const SHARE: Record<Engine, number> = { query: 32, tokens: 12, matcher: 26, reading: 28, series: 2 }

export interface Told {
  inputs: Record<Engine, number>
  /** Milliseconds of processor that the slowest took, and which input that was. */
  slowest: Record<Engine, { took: number; input: number }>
  wrong: { input: number; engine: Engine; why: string }[]
}

export function nothingYet(): Told {
  const each = <T>(one: () => T) =>
    Object.fromEntries(ENGINES.map((engine) => [engine, one()])) as Record<Engine, T>
  return { inputs: each(() => 0), slowest: each(() => ({ took: 0, input: -1 })), wrong: [] }
}

/** Tries inputs `from` to `from + runs` of a seed, a whole block at a time, and adds what came of it. */
export function tryInputs(seed: number, from: number, runs: number, told: Told): void {
  let listening: Listening | undefined
  for (let input = from; input < from + runs; input++) {
    if (!listening || input % BLOCK === 0) listening = new Listening(mixed(seed, Math.floor(input / BLOCK)))
    tryInput(seed, input, listening, told)
  }
}

function tryInput(seed: number, input: number, listening: Listening, told: Told): void {
  const draw = drawOf(mixed(seed ^ 0x5bd1e995, input))
  const engine = engineOf(draw.int(100))
  const before = process.threadCpuUsage()
  try {
    if (engine === 'query') tryQuery(draw)
    else if (engine === 'tokens') tryTokens(draw)
    else if (engine === 'matcher') listening.match(draw)
    else if (engine === 'reading') tryReading(draw)
    else trySeries(draw)
  } catch (error) {
    told.wrong.push({
      input,
      engine,
      why: error instanceof Error ? (error.stack ?? error.message) : String(error),
    })
  }
  told.inputs[engine]++
  const { user, system } = process.threadCpuUsage(before)
  const took = (user + system) / 1000
  if (took > told.slowest[engine].took) told.slowest[engine] = { took, input }
  if (took > MOST_MILLISECONDS) told.wrong.push({ input, engine, why: `${Math.round(took)} ms of processor` })
}

function engineOf(place: number): Engine {
  let left = place
  for (const engine of ENGINES) {
    left -= SHARE[engine]
    if (left < 0) return engine
  }
  return 'query'
}

/** Far apart for neighbours, so that no two inputs draw alike. */
function mixed(seed: number, input: number): number {
  let mix = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) ^ Math.imul(input + 1, 0xc2b2ae35)
  mix = Math.imul(mix ^ (mix >>> 16), 0x45d9f3b)
  return (mix ^ (mix >>> 15)) >>> 0
}
