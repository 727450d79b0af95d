import type { CourtesyManners } from '../../../server/api.ts'

export type ChannelManner = CourtesyManners['channels'][number]
/** What a channel may say otherwise. */
export type Otherwise = Omit<ChannelManner, 'channel'>

const AS_EVERYWHERE: Otherwise = { tone: null, emoji: null, address: null, signature: null }

export function linesOf(list: readonly string[]): string {
  return list.join('\n')
}

/** One a line, blanks and repetitions aside. */
export function listOf(lines: string): string[] {
  return [...new Set(lines.split('\n').map((line) => line.trim()))].filter(Boolean)
}

export function onChannel(manners: CourtesyManners, channel: string): Otherwise {
  return manners.channels.find((one) => one.channel === channel) ?? AS_EVERYWHERE
}

/** A channel that says nothing otherwise is not kept. */
export function withChannel(
  manners: CourtesyManners,
  channel: string,
  change: Partial<Otherwise>,
): CourtesyManners {
  const { tone, emoji, address, signature } = { ...onChannel(manners, channel), ...change }
  const next = { channel, tone, emoji, address, signature }
  const says = Object.keys(AS_EVERYWHERE).some((key) => next[key as keyof Otherwise] !== null)
  const others = manners.channels.filter((one) => one.channel !== channel)
  return { ...manners, channels: says ? [...others, next] : others }
}

export function withAdvice(
  { off, ...manners }: CourtesyManners,
  id: string,
  wanted: boolean,
): CourtesyManners {
  const rest = off.filter((one) => one !== id)
  return { ...manners, off: wanted ? rest : [...rest, id] }
}

/** `yes`, `no`, or as everywhere. */
export function sayOf(value: boolean | null): string {
  return value === null ? '' : value ? 'yes' : 'no'
}

export function saidBy(word: string): boolean | null {
  return word === '' ? null : word === 'yes'
}
