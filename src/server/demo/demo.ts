import type { Activity } from '../../activity/index.ts'
import type { Readiness } from '../api.ts'
import { broadcast } from './scenes/brand.ts'
import { burn, crisisStart, sting } from './scenes/crisis.ts'
import { flare } from './scenes/flare.ts'
import { gather } from './scenes/forum.ts'
import { writeMails } from './scenes/mail.ts'
import { type DemoCase, offend } from './scenes/offence.ts'
import { annotate, compete, publish } from './scenes/press.ts'
import { acclaim, amend, follow } from './scenes/reactions.ts'
import { review } from './scenes/review.ts'
import { comment, knock, mention, whisper } from './scenes/social.ts'
import { ACCOUNTS, type AccountKey, type Item, makeStage, SELF, type Stage } from './stage/stage.ts'
import { type DemoState, settle } from './team/outcome.ts'
import { ALERTS, type DemoAlert, LABELS, MEMBERS, makeReadiness } from './team/team.ts'
import { DAY, makeCalendar, ZONE } from './world/calendar.ts'
import { makeDice } from './world/dice.ts'
import { makeOrders, type Order } from './world/orders.ts'
import { type ChannelId, makePassersBy, makePeople } from './world/people.ts'

/** Activities in the demonstration, to the last one. */
export const TOTAL = 20_000
export const PEOPLE = 3_000

export interface DemoBatch {
  accountKey: AccountKey
  activities: Activity[]
}

export interface Demo {
  workspace: { name: string; timeZone: string; locale: 'fr' }
  accounts: { key: AccountKey; channel: ChannelId; name: string; self: Activity['actor'] | null }[]
  alerts: DemoAlert[]
  people: {
    key: string
    name: string
    email: string
    lang: 'fr' | 'en'
    city: string
    country: string
    handles: { channel: ChannelId; id: string; handle: string }[]
  }[]
  readiness: Readiness
  members: typeof MEMBERS
  labels: typeof LABELS
  /** A day at a time, each account's activities in order of time. */
  batches: Iterable<DemoBatch>
  states: DemoState[]
  /** Posts that the charter was asked about, and what was done. */
  cases: DemoCase[]
  crisis: { startedAt: Date }
}

/**
 * Ninety days of a fictional French shop up to `now`. Pure: the same seed and the same `now` give the same story.
 */
export function generateDemo({ seed, now }: { seed: number; now: Date }): Demo {
  const dice = makeDice(seed)
  const calendar = makeCalendar(now.getTime(), dice.fork('calendar'))
  const taken = new Set<string>()
  const people = makePeople(dice.fork('people'), PEOPLE, taken)
  const orders = makeOrders(people, 3_900, calendar, dice.fork('orders'))
  const stage = makeStage(dice, calendar, people, makePassersBy(dice.fork('passers'), 700, taken), orders)
  const crisis = crisisStart(stage)
  for (const order of orders) sell(stage, order)
  tell(stage, crisis)
  const cases = offend(stage)
  acclaim(stage, 'Like', TOTAL - stage.items.length)
  const items = stage.items.sort((a, b) => a.activity.published.getTime() - b.activity.published.getTime())
  return {
    workspace: { name: 'Lumerelle (démonstration)', timeZone: ZONE, locale: 'fr' },
    accounts: ACCOUNTS.map((account) => ({ ...account, self: SELF[account.key] ?? null })),
    alerts: ALERTS,
    people: people.map(({ key, name, email, lang, city, country, handles }) => ({
      key,
      name,
      email,
      lang,
      city,
      country,
      handles: Object.entries(handles).map(([channel, { id, handle }]) => ({
        channel: channel as ChannelId,
        id,
        handle,
      })),
    })),
    readiness: makeReadiness(now.getTime()),
    members: MEMBERS,
    labels: LABELS,
    batches: { [Symbol.iterator]: () => inBatches(items, calendar.start) },
    states: settle(stage),
    cases,
    crisis: { startedAt: new Date(crisis.at) },
  }
}

function tell(stage: Stage, crisis: { at: number; day: number }): void {
  broadcast(stage, crisis.day)
  writeMails(stage, 930)
  mention(stage, 'bluesky', 840)
  mention(stage, 'mastodon', 420)
  review(stage, 780)
  whisper(stage, 260)
  gather(stage, 90)
  publish(stage, 46)
  compete(stage, 96)
  annotate(stage, 190)
  burn(stage, 1_050)
  sting(stage)
  flare(stage)
  knock(stage)
  comment(stage, 1_050)
  follow(stage, 820, crisis.at)
  amend(stage, 120, 85)
  acclaim(stage, 'Announce', 1_650)
}

function sell(stage: Stage, order: Order): void {
  const { person } = order
  stage.emit('shop', {
    verb: 'Purchase',
    externalId: order.id,
    published: new Date(order.at),
    actor: { id: person.email, name: person.name },
    object: {
      type: 'Order',
      id: order.id,
      title: person.lang === 'fr' ? `Commande ${order.id}` : `Order ${order.id}`,
      text: order.lines.join('\n'),
      amount: order.amount,
      currency: 'EUR',
      country: person.country,
    },
    visibility: 'private',
  })
}

function* inBatches(items: Item[], start: number): Generator<DemoBatch> {
  let index = 0
  while (index < items.length) {
    const first = items[index]
    if (!first) return
    const day = Math.floor((first.activity.published.getTime() - start) / DAY)
    const accounts = new Map<AccountKey, Activity[]>()
    for (
      let item = items[index];
      item && Math.floor((item.activity.published.getTime() - start) / DAY) === day;
      item = items[++index]
    ) {
      const list = accounts.get(item.account) ?? []
      list.push(item.activity)
      accounts.set(item.account, list)
    }
    for (const [accountKey, activities] of accounts) yield { accountKey, activities }
  }
}
