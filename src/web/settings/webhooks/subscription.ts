import type { ChannelKind, Webhook } from '../../../server/api.ts'

/** What an address is told, as it is chosen. */
export type Subscription = Pick<
  Webhook,
  'url' | 'verbs' | 'channels' | 'alerts' | 'deliveries' | 'matches' | 'alarms' | 'escalations' | 'dues'
>

export const NOTHING_YET: Subscription = {
  url: '',
  verbs: ['Create'],
  channels: [],
  alerts: [],
  deliveries: false,
  matches: false,
  escalations: false,
  dues: false,
  alarms: false,
}

/** Those that other programs ask for; what was chosen through the API besides stays chosen. */
const OFFERED = ['Create', 'Review', 'Question', 'Update', 'Delete', 'Like', 'Announce', 'Follow', 'Purchase']

export function offeredVerbs(chosen: string[]): string[] {
  return [...new Set([...OFFERED, ...chosen])]
}

/** Networks there are: a network may be connected in more than one way (`bluesky`, `bluesky-account`). */
export function networksOf(kinds: Pick<ChannelKind, 'id'>[]): string[] {
  const ids = kinds.map(({ id }) => id)
  return ids.filter((id) => !ids.some((other) => id.startsWith(`${other}-`)))
}

/** Something is told at all. */
export function tellsSomething(told: Subscription): boolean {
  const { url, verbs, deliveries, matches, alarms, escalations, dues } = told
  return url.trim() !== '' && (verbs.length > 0 || deliveries || matches || alarms || escalations || dues)
}

/** Where it goes, without what an address may carry of secrets. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url
}
