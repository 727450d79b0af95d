import { BRAND, CARRIERS, LAMPS, type Product, RIVALS, STAFF } from '../world/brand.ts'
import { DAY, offset } from '../world/calendar.ts'
import type { Dice } from '../world/dice.ts'
import { drawLamp, FIRST_ORDER, type Order } from '../world/orders.ts'
import { type DemoPerson, type Lang, plain } from '../world/people.ts'
import type { Chooser } from './choice.ts'
import { write } from './hand.ts'
import {
  capitalise,
  fill,
  fitting,
  type Intent,
  isAlone,
  productSlots,
  type Slots,
  tagsOf,
} from './phrase.ts'

/** `plain` is one sentence and nothing around it. */
export type Length = 'plain' | 'short' | 'medium' | 'long'

export interface Subject {
  person: DemoPerson
  /** Language of the message; most often the person's. */
  lang: Lang
  at: number
  lamp: Product
  order: Order | null
  slots: Slots
  /** Conditions that hold for the sentences of this message. */
  tags: Set<string>
  /** What the brand has to say to the question asked, where the question has its own answer. */
  reply: string | null
  /** One sentence of a list that holds here and has not been heard for long. */
  line(list: readonly string[], dice: Dice): string
}

/** What a message is about: a lamp, an order of this person's where there is one, the day it was, the friends called. */
export function makeSubject(
  person: DemoPerson,
  at: number,
  order: Order | null,
  friends: string[],
  dice: Dice,
  chooser: Chooser,
  fixed?: Product,
): Subject {
  const lamp = fixed ?? order?.lamp ?? drawLamp(dice)
  const lang = person.lang
  const slots: Slots = {
    ...productSlots(lamp, dice.pick(LAMPS.filter((other) => other !== lamp))),
    ...timeSlots(order, at, lang, dice),
    ...placeSlots(person),
    // Who bought nothing lately quotes an order of before the story: a number of it would be somebody else's.
    cmd: order?.id ?? `LU-${dice.int(FIRST_ORDER - 3_000, FIRST_ORDER - 1)}`,
    transp: dice.pick(CARRIERS),
    carrier: dice.pick(CARRIERS),
    conc: dice.among(Object.fromEntries(RIVALS.map((rival) => [rival.name, rival.weight]))),
    staff: dice.pick(STAFF).name,
    siege: BRAND.seat,
    n: String(dice.int(2, 6)),
    ami: friends[0] ?? 'sophie',
    ami2: friends[1] ?? 'leo',
  }
  const tags = new Set(tagsOf(lamp))
  return {
    person,
    lang,
    at,
    lamp,
    order,
    slots,
    tags,
    reply: null,
    line(list, dice) {
      return fill(chooser.pick(list, fitting(list, tags), at, dice), slots, person, dice)
    },
  }
}

function placeSlots(person: DemoPerson): Slots {
  return {
    ville: person.city,
    aville: person.cityAt,
    Aville: capitalise(person.cityAt),
    deville: person.cityFrom,
    city: person.city,
    prenom: person.first,
    nom: person.last,
    civ: person.feminine ? 'Madame' : 'Monsieur',
  }
}

const WEEK = {
  fr: ['lundi', 'mardi', 'mercredi', 'jeudi', 'vendredi', 'samedi'],
  en: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
}
const MONTHS = {
  fr: [
    'janvier',
    'février',
    'mars',
    'avril',
    'mai',
    'juin',
    'juillet',
    'août',
    'septembre',
    'octobre',
    'novembre',
    'décembre',
  ],
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
}

function timeSlots(order: Order | null, at: number, lang: Lang, dice: Dice): Slots {
  const days = order ? Math.max(3, Math.round((at - order.at) / DAY)) : dice.int(6, 24)
  const date = new Date(at - days * DAY + offset(at))
  const day = date.getUTCDate()
  const month = MONTHS[lang][date.getUTCMonth()] ?? ''
  const delay = delayWords(days, lang)
  const few = dice.int(3, 9)
  return {
    delai: delay,
    Delai: capitalise(delay),
    delay,
    Delay: capitalise(delay),
    quand: `le ${day === 1 ? '1er' : day} ${month}`,
    when: `on ${day} ${month}`,
    date: `${day} ${month}`,
    jours: `${few} jours`,
    days: `${few} days`,
    jour: dice.pick(WEEK.fr),
    day: dice.pick(WEEK.en),
    heure: `${dice.int(8, 22)} h`,
  }
}

function delayWords(days: number, lang: Lang): string {
  const french = lang === 'fr'
  if (days < 14) return french ? `${days} jours` : `${days} days`
  if (days < 19) return french ? 'deux semaines' : 'two weeks'
  if (days < 27) return french ? 'trois semaines' : 'three weeks'
  if (days < 46) return french ? 'un mois' : 'a month'
  return french ? `${Math.round(days / 30.4)} mois` : `${Math.round(days / 30.4)} months`
}

const ADDS = { plain: 0, short: 0.16, medium: 0.55, long: 0.95 }

/** Sentences of an intent put together, by the length of the place where they are said, before the writer's hand. */
export function compose(
  intent: Intent,
  subject: Subject,
  length: Length,
  dice: Dice,
  chooser: Chooser,
): string {
  const pattern = chooser.pick(intent.core, fitting(intent.core, subject.tags), subject.at, dice)
  const [question = '', reply] = pattern.split(' => ')
  subject.reply = reply ? fill(reply, subject.slots, subject.person, dice) : null
  const parts = [fill(question, subject.slots, subject.person, dice)]
  if (isAlone(pattern)) return join(parts)
  for (
    let turn = 0;
    turn < (length === 'long' ? 2 : 1) && intent.more.length > 0 && dice.chance(ADDS[length]);
    turn++
  ) {
    const said = subject.line(intent.more, dice)
    if (!parts.includes(said)) parts.push(said)
  }
  if ((length === 'short' || length === 'medium') && intent.end.length > 0 && dice.chance(0.5))
    parts.push(subject.line(intent.end, dice))
  return join(parts)
}

/** Sentences one after the other; a part that stopped without a mark gets one where the next begins with a capital. */
export function join(parts: string[]): string {
  return parts
    .filter((part) => part !== '')
    .reduce((text, part) => {
      if (text === '') return part
      return /[\p{L}\p{N})»]$/u.test(text) && /^[«“]?\p{Lu}/u.test(part)
        ? `${text}. ${part}`
        : `${text} ${part}`
    }, '')
}

/** As this person would type it on this channel. */
export function inHand(text: string, person: DemoPerson, care: number, dice: Dice): string {
  return write(capitalise(text), person.hand, care, dice)
}

/** What people call out to when they tag a friend. */
export function friendNames(people: DemoPerson[], dice: Dice): string[] {
  return [dice.pick(people), dice.pick(people)].map(
    (friend) => friend.handles.instagram?.handle ?? plain(friend.first) + dice.int(10, 99),
  )
}
