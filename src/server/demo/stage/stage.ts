import type { Activity, Actor } from '../../../activity/index.ts'
import { type Chooser, makeChooser } from '../voice/choice.ts'
import { compose, friendNames, inHand, type Length, makeSubject, type Subject } from '../voice/speak.ts'
import { type IntentName, VOICES, WANTS_ANSWER } from '../voice/texts.ts'
import { BRAND, LAMPS, type Product } from '../world/brand.ts'
import { type Calendar, DAY } from '../world/calendar.ts'
import { type Dice, makeUrn } from '../world/dice.ts'
import type { Order } from '../world/orders.ts'
import type { ChannelId, DemoPerson, Lang } from '../world/people.ts'

export const ACCOUNTS = [
  { key: 'bluesky', channel: 'bluesky', name: 'Bluesky @lumerelle' },
  { key: 'mastodon', channel: 'mastodon', name: 'Mastodon @lumerelle' },
  { key: 'instagram', channel: 'instagram', name: 'Instagram @lumerelle' },
  { key: 'press', channel: 'feed', name: 'Blogs et presse' },
  { key: 'blog', channel: 'feed', name: 'Commentaires du blog' },
  { key: 'email', channel: 'email', name: BRAND.mail },
  { key: 'review', channel: 'review', name: 'Avis clients' },
  { key: 'forum', channel: 'forum', name: 'Forum de la communauté' },
  { key: 'shop', channel: 'webhook', name: 'Boutique en ligne' },
] as const
export type AccountKey = (typeof ACCOUNTS)[number]['key']
export const CHANNEL_OF = Object.fromEntries(ACCOUNTS.map(({ key, channel }) => [key, channel])) as Record<
  AccountKey,
  ChannelId
>

/** Who the brand is on each of its accounts. */
export const SELF: Partial<Record<AccountKey, Actor>> = {
  bluesky: {
    id: 'did:plc:lumerelle2222222222222222',
    name: BRAND.name,
    handle: 'lumerelle.example',
    url: 'https://bluesky.example/profile/lumerelle.example',
  },
  mastodon: {
    id: 'lumerelle@lampions.example',
    name: BRAND.name,
    handle: 'lumerelle@lampions.example',
    url: 'https://lampions.example/@lumerelle',
  },
  instagram: {
    id: '17841400000000000',
    name: BRAND.name,
    handle: 'lumerelle',
    url: 'https://instagram.example/lumerelle',
  },
  blog: { id: 'lumerelle', name: BRAND.name, url: `${BRAND.site}/blog` },
  email: { id: BRAND.mail, name: BRAND.name, handle: BRAND.mail },
  review: { id: 'lumerelle', name: BRAND.name },
  forum: { id: 'u1-lumerelle', name: BRAND.name, handle: 'lumerelle' },
}

export interface Item {
  account: AccountKey
  activity: Activity
}

/** Something said, kept for what comes after it: answers, likes, edits. */
export interface Post {
  account: AccountKey
  activity: Activity
  intent: IntentName | 'ours' | 'press' | 'rival'
  person: DemoPerson | null
  /** How much it will be liked and repeated. */
  heat: number
}

/** A conversation as the inbox will see it, for what the team did with it. */
export interface Thread {
  account: AccountKey
  thread: string
  intent: IntentName
  person: DemoPerson
  subject: Subject
  startedAt: number
  lastTheirs: number
  lastOurs: number | null
  by: string | null
  /** Their last word was a thank-you. */
  content: boolean
}

export interface Stage {
  dice: Dice
  calendar: Calendar
  people: DemoPerson[]
  passers: DemoPerson[]
  items: Item[]
  posts: Post[]
  threads: Thread[]
  chooser: Chooser
  emit(account: AccountKey, activity: Activity): boolean
  /** Somebody who is on a channel; the active more often. */
  who(channel: ChannelId, dice: Dice, strangers?: boolean): DemoPerson
  /** An order of this person's that is recent enough to be talked about. */
  orderOf(person: DemoPerson, at: number, dice: Dice): Order | null
  subject(person: DemoPerson, at: number, dice: Dice, lamp?: Product): Subject
  /** Words of an intent, as they come to mind. */
  words(intent: IntentName, subject: Subject, length: Length, dice: Dice): string
  /** A text that nobody in this story has written yet, as far as can be. */
  say(intent: IntentName, subject: Subject, length: Length, care: number, dice: Dice): string
  fresh(make: () => string): string
  id(account: AccountKey, dice: Dice): string
}

export function makeStage(
  dice: Dice,
  calendar: Calendar,
  people: DemoPerson[],
  passers: DemoPerson[],
  orders: Order[],
): Stage {
  const items: Item[] = []
  const said = new Set<string>()
  const byPerson = new Map<DemoPerson, Order[]>()
  for (const order of orders) byPerson.set(order.person, [...(byPerson.get(order.person) ?? []), order])
  const urns = new Map<string, (dice: Dice) => DemoPerson>()
  function fresh(make: () => string): string {
    let text = make()
    // Short words come back in real life too: insisting would only favour the sentences that carry a number.
    for (let turn = 0; turn < (text.length < 40 ? 3 : 12) && said.has(text); turn++) text = make()
    said.add(text)
    return text
  }
  const stage: Stage = {
    dice,
    calendar,
    people,
    passers,
    items,
    posts: [],
    threads: [],
    chooser: makeChooser(),
    fresh,
    emit(account, activity) {
      if (activity.published.getTime() >= calendar.now) return false
      items.push({ account, activity })
      return true
    },
    who(channel, dice, strangers = false) {
      const key = `${channel}${strangers}`
      const urn =
        urns.get(key) ??
        makeUrn(
          (strangers ? passers.concat(people) : people).filter((p) => p.handles[channel]),
          (p) => p.weight,
        )
      urns.set(key, urn)
      return urn(dice)
    },
    orderOf(person, at, dice) {
      const past = (byPerson.get(person) ?? []).filter(
        (order) => order.at < at - 3 * DAY && order.at > at - 75 * DAY,
      )
      return past.length > 0 ? dice.pick(past) : null
    },
    subject(person, at, dice, lamp) {
      const friends = friendNames(people.slice(0, 900), dice)
      return makeSubject(person, at, stage.orderOf(person, at, dice), friends, dice, stage.chooser, lamp)
    },
    words(intent, subject, length, dice) {
      return compose(VOICES[subject.lang].intents[intent], subject, length, dice, stage.chooser)
    },
    say(intent, subject, length, care, dice) {
      return fresh(() => inHand(stage.words(intent, subject, length, dice), subject.person, care, dice))
    },
    id: (account, dice) => makeId(account, dice),
  }
  return stage
}

export const FALOT = LAMPS.find((lamp) => lamp.name === 'Falot') ?? LAMPS[0]

function makeId(account: AccountKey, dice: Dice): string {
  if (account === 'bluesky') return `at://post/3l${dice.code(11)}`
  if (account === 'mastodon') return `11${dice.int(1e8, 9e8)}${dice.int(1e7, 9e7)}`
  if (account === 'instagram') return `179${dice.int(1e8, 9e8)}${dice.int(1e5, 9e5)}`
  if (account === 'email') return `<${dice.code(16)}@courriel.example>`
  return `${account}-${dice.code(12)}`
}

export function needsAnswer(intent: IntentName): boolean {
  return WANTS_ANSWER.has(intent)
}

export function actorOf(person: DemoPerson, account: AccountKey): Actor {
  const channel = CHANNEL_OF[account]
  const handle = person.handles[channel]
  const id = handle?.id ?? person.email
  const social = channel === 'bluesky' || channel === 'mastodon' || channel === 'instagram'
  const name = channel === 'review' ? handle?.handle : channel === 'feed' ? person.first : person.name
  return {
    id,
    ...(name ? { name } : {}),
    ...(handle && channel !== 'review' && channel !== 'feed' ? { handle: handle.handle } : {}),
    ...(social ? { url: profile(channel, handle?.handle ?? id), followers: person.followers } : {}),
  }
}

function profile(channel: ChannelId, handle: string): string {
  return channel === 'bluesky'
    ? `https://bluesky.example/profile/${handle}`
    : channel === 'mastodon'
      ? `https://${handle.split('@')[1]}/@${handle.split('@')[0]}`
      : `https://instagram.example/${handle}`
}

/** The language the network would announce; some people never set it right. */
export function claimedLang(lang: Lang, account: AccountKey, dice: Dice): { lang?: string } {
  if (account !== 'bluesky' && account !== 'mastodon') return {}
  return { lang: dice.chance(0.04) ? (lang === 'fr' ? 'en' : 'fr') : lang }
}
