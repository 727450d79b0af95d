import {
  HANDLE_BITS,
  LAST_EN,
  LAST_FR,
  MAILBOXES,
  MEN_EN,
  MEN_FR,
  SERVERS,
  WOMEN_EN,
  WOMEN_FR,
} from '../texts/names.ts'
import { type Hand, makeHand } from '../voice/hand.ts'
import { CITIES, CITIES_EN, COUNTRY } from './brand.ts'
import { type Dice, makeUrn } from './dice.ts'

export type Lang = 'fr' | 'en'
/** The eight channels of the demonstration. */
export type ChannelId =
  | 'bluesky'
  | 'mastodon'
  | 'instagram'
  | 'feed'
  | 'email'
  | 'review'
  | 'forum'
  | 'webhook'

export interface Handle {
  id: string
  handle: string
}

export interface DemoPerson {
  key: string
  first: string
  last: string
  name: string
  email: string
  lang: Lang
  feminine: boolean
  city: string
  cityAt: string
  cityFrom: string
  country: string
  hand: Hand
  /** How much they do beside others; a few do most. */
  weight: number
  followers: number
  handles: Partial<Record<ChannelId, Handle>>
}

const PRESENCE: [ChannelId, number][] = [
  ['instagram', 0.5],
  ['bluesky', 0.3],
  ['mastodon', 0.13],
  ['forum', 0.22],
  ['review', 0.6],
  ['feed', 0.25],
]

/** Customers, most active first: activity falls as a power of rank, and the active are on more channels. */
export function makePeople(dice: Dice, count: number, taken: Set<string>): DemoPerson[] {
  const maker = makeMaker(dice)
  return Array.from({ length: count }, (_, rank) => {
    const person = maker(`p${String(rank + 1).padStart(4, '0')}`, (rank + 8) ** -0.8)
    const zeal = rank < 300 ? 1.6 : rank < 1000 ? 1.1 : 0.8
    for (const [channel, share] of PRESENCE)
      if (dice.chance(share * zeal)) addHandle(person, channel, taken, dice)
    person.handles.email = { id: person.email, handle: person.email }
    person.handles.webhook = { id: person.email, handle: person.email }
    return person
  })
}

/** People who never bought anything: they look, repeat, joke, and are many on the evening of a crisis. */
export function makePassersBy(dice: Dice, count: number, taken: Set<string>): DemoPerson[] {
  const maker = makeMaker(dice)
  return Array.from({ length: count }, (_, rank) => {
    const person = maker(`x${String(rank + 1).padStart(4, '0')}`, (rank + 15) ** -0.6)
    addHandle(person, dice.among({ bluesky: 6, instagram: 3, mastodon: 2 }), taken, dice)
    if (dice.chance(0.2)) addHandle(person, 'bluesky', taken, dice)
    return person
  })
}

function makeMaker(dice: Dice): (key: string, weight: number) => DemoPerson {
  const cityFr = makeUrn(CITIES, (city) => city[3])
  const cityEn = makeUrn(CITIES_EN, (city) => city[1])
  const mails = new Set<string>()
  return (key, weight) => {
    const lang: Lang = dice.chance(0.7) ? 'fr' : 'en'
    const feminine = dice.chance(0.62)
    const first = dice.pick(lang === 'fr' ? (feminine ? WOMEN_FR : MEN_FR) : feminine ? WOMEN_EN : MEN_EN)
    const last = dice.pick(lang === 'fr' ? LAST_FR : LAST_EN).replace('-', ' ')
    const [city, cityAt, cityFrom] = lang === 'fr' ? cityFr(dice) : placeEn(cityEn(dice)[0])
    const email = mailFor(first, last, mails, dice)
    return {
      key,
      first,
      last,
      name: `${first} ${last}`,
      email,
      lang,
      feminine,
      city,
      cityAt,
      cityFrom,
      country: COUNTRY[city] ?? (lang === 'fr' ? 'FR' : 'GB'),
      hand: makeHand(dice, lang),
      weight,
      followers: Math.round(dice.around(140, 1.3)),
      handles: {},
    }
  }
}

function placeEn(city: string): [string, string, string] {
  return [city, `in ${city}`, `from ${city}`]
}

export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-zA-Z0-9]+/g, '')
    .toLowerCase()
}

function mailFor(first: string, last: string, taken: Set<string>, dice: Dice): string {
  const [f, l] = [plain(first), plain(last)]
  const local = dice.pick([
    `${f}.${l}`,
    `${f}${l}`,
    `${f[0]}.${l}`,
    `${f}.${l}${dice.int(60, 99)}`,
    `${l}.${f}`,
  ])
  let mail = `${local}@${dice.pick(MAILBOXES)}`
  while (taken.has(mail)) mail = `${local}${dice.int(1, 999)}@${dice.pick(MAILBOXES)}`
  taken.add(mail)
  return mail
}

const NICK_PATTERNS: ((f: string, l: string, bit: string, n: number) => string)[] = [
  (f, l) => `${f}.${l}`,
  (f, l) => `${f}_${l}`,
  (f, l) => `${f}${l}`,
  (f, l) => `${f[0]}${l}`,
  (f, l) => `${f}${l[0]}`,
  (f, _l, bit) => `${f}.${bit}`,
  (f, _l, bit) => `${f}_${bit}`,
  (f, _l, bit) => `${bit}.${f}`,
  (f, _l, _bit, n) => `${f}${n}`,
  (_f, l, _bit, n) => `${l}${n}`,
  (f, l) => `${l}.${f}`,
]

/** `taken` holds what is in use, so that no two people have the same name. */
function nickname(person: DemoPerson, taken: Set<string>, dice: Dice): string {
  const [f, l] = [plain(person.first), plain(person.last)]
  let nick = dice.pick(NICK_PATTERNS)(f, l, dice.pick(HANDLE_BITS), dice.int(44, 99))
  while (taken.has(nick))
    nick = `${dice.pick(NICK_PATTERNS)(f, l, dice.pick(HANDLE_BITS), dice.int(2, 99))}${dice.chance(0.5) ? dice.int(2, 99) : ''}`
  taken.add(nick)
  return nick
}

/** Gives a person a name on a channel, in that channel's manner. */
export function addHandle(person: DemoPerson, channel: ChannelId, taken: Set<string>, dice: Dice): void {
  const nick = nickname(person, taken, dice)
  if (channel === 'bluesky') {
    person.handles.bluesky = {
      id: `did:plc:${dice.code(24)}`,
      handle: `${nick.replace(/[._]/g, '-')}.bsky.example`,
    }
  } else if (channel === 'mastodon') {
    const acct = `${nick.replace(/\./g, '_')}@${dice.pick(SERVERS)}`
    person.handles.mastodon = { id: acct, handle: acct }
  } else if (channel === 'instagram') {
    person.handles.instagram = { id: `1784${dice.int(1e9, 9e9)}`, handle: nick }
  } else if (channel === 'forum') {
    person.handles.forum = { id: `u${dice.int(1000, 99999)}-${dice.code(3)}`, handle: nick }
  } else if (channel === 'review') {
    person.handles.review = { id: `avis-${dice.code(10)}`, handle: `${person.first} ${person.last[0]}.` }
  } else person.handles[channel] = { id: `${plain(person.name)}-${dice.code(6)}`, handle: person.first }
}
