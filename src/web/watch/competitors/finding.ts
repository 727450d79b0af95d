import type { Published, Voice } from '../../../server/api.ts'

export type Finding =
  | { kind: 'none' | 'little' }
  | { kind: 'alone' | 'ahead' | 'level' | 'behind'; first: Voice; second?: Voice }

/** Who is spoken of most, as far as the intervals allow to say. */
export function findingOf(voices: readonly Voice[]): Finding {
  const brand = voices.find((voice) => voice.kind === 'brand')
  const rivals = voices.filter((voice) => voice.kind === 'competitor')
  const best = rivals.toSorted((a, b) => b.all.count - a.all.count)[0]
  if (!brand || !best) return { kind: 'none' }
  if (!brand.all.share || !best.all.share) return { kind: 'little' }
  if (brand.all.share.low > best.all.share.high) return { kind: 'ahead', first: brand, second: best }
  if (best.all.share.low > brand.all.share.high) return { kind: 'behind', first: best, second: brand }
  return { kind: 'level', first: brand, second: best }
}

/** The best and the worst tone, where they are apart beyond chance; undefined where nothing is known to differ. */
export function toneFinding(voices: readonly Voice[]): { best: Voice; worst: Voice } | undefined {
  const known = voices.filter((voice) => voice.all.tone)
  const sorted = known.toSorted((a, b) => (b.all.tone?.value ?? 0) - (a.all.tone?.value ?? 0))
  const [best, worst] = [sorted.at(0), sorted.at(-1)]
  if (!best?.all.tone || !worst?.all.tone || best === worst) return undefined
  return best.all.tone.low > worst.all.tone.high ? { best, worst } : undefined
}

/** Fewer posts than these at one hour tell no habit. */
const HABIT = 4

/** The hour at which most is published, of a week of seven rows; null where none stands out. */
export function busiest(times: Published['times']): { day: number; hour: number } | null {
  let best: { day: number; hour: number; count: number } | null = null
  for (const [day, row] of times.entries()) {
    for (const [hour, count] of row.entries()) {
      if (count > (best?.count ?? 0)) best = { day, hour, count }
    }
  }
  return best && best.count >= HABIT ? { day: best.day, hour: best.hour } : null
}

/** Channels of all voices, the most spoken on first. */
export function channelsOf(voices: readonly Voice[]): string[] {
  const counts = new Map<string, number>()
  for (const { channels } of voices) {
    for (const { channel, count } of channels) counts.set(channel, (counts.get(channel) ?? 0) + count)
  }
  return [...counts].toSorted(([, a], [, b]) => b - a).map(([channel]) => channel)
}
