import { converse } from '../stage/converse.ts'
import { CHANNEL_OF, FALOT, type Stage } from '../stage/stage.ts'
import { ours, utter } from '../stage/talk.ts'
import { crisisPosts } from '../texts/fr/brand.ts'
import { detractor } from '../texts/fr/crisis.ts'
import { crisisArticles } from '../texts/fr/press.ts'
import { fill } from '../voice/phrase.ts'
import type { Subject } from '../voice/speak.ts'
import type { IntentName } from '../voice/texts.ts'
import { DAY, EVENING, HOUR } from '../world/calendar.ts'
import { type Dice, makeUrn } from '../world/dice.ts'
import { addHandle, type DemoPerson, makePassersBy } from '../world/people.ts'
import { sendMail } from './mail.ts'
import { printArticle } from './press.ts'
import { rate } from './review.ts'
import { speakUp } from './social.ts'

const MINUTE = 60_000
/** The evening it begins: a Thursday about five weeks before today. */
export function crisisStart(stage: Stage): { at: number; day: number } {
  for (let day = 55; day > 45; day--) {
    const at = stage.calendar.at(day, 18, 42)
    if (stage.calendar.local(at).weekday === 3) return { at, day }
  }
  return { at: stage.calendar.at(52, 18, 42), day: 52 }
}

/** How loud it is, so many minutes after the first post: up in under an hour, again with the papers and the recall, down over days. */
function loudness(minutes: number): number {
  const rise = 1 / (1 + Math.exp(-(minutes - 34) / 6))
  const bump = (centre: number, width: number) => Math.exp(-((minutes - centre) ** 2) / (2 * width * width))
  return (
    rise *
    (Math.exp(-minutes / 330) +
      0.5 * bump(14.5 * 60, 170) +
      0.45 * bump(20.5 * 60, 130) +
      0.11 * Math.exp(-minutes / (52 * 60)))
  )
}

/** Night quiets even anger. */
function awake(stage: Stage, at: number): number {
  return (EVENING.hours[stage.calendar.local(at).hour] ?? 1) / 10
}

export function burn(stage: Stage, count: number): void {
  const dice = stage.dice.fork('crisis')
  const { at: start } = crisisStart(stage)
  const bins = Array.from({ length: (9 * DAY) / (5 * MINUTE) }, (_, index) => index * 5)
  const urn = makeUrn(bins, (minutes) => loudness(minutes) * awake(stage, start + minutes * MINUTE))
  firstSparks(stage, start, dice)
  for (let i = 0; i < count; i++) {
    const at = start + (urn(dice) + dice.next() * 5) * MINUTE
    react(stage, at, (at - start) / HOUR, dice)
  }
  speakOfficially(stage, start, dice)
  for (let i = 0; i < 26; i++)
    printArticle(stage, dice.pick(crisisArticles), start + dice.around(19, 0.6) * HOUR, dice)
  resound(stage, start, dice)
}

/** Who complains against the brand whatever it does; 21 minutes after the first post the fire has an audience. */
function makeDetractor(dice: Dice): DemoPerson {
  const [person] = makePassersBy(dice.fork('detractor'), 1, new Set())
  if (!person) throw new Error('no detractor')
  const detractor: DemoPerson = {
    ...person,
    key: 'detractor',
    first: 'Gaspard',
    last: 'Laval',
    name: 'Gaspard démonte tout',
    feminine: false,
    lang: 'fr',
    followers: 18_400,
    hand: { ...person.hand, lang: 'fr', accents: true, capitals: true, slips: 0, loose: false },
  }
  addHandle(detractor, 'bluesky', new Set(), dice.fork('gaspard'))
  const handle = detractor.handles.bluesky
  if (handle) handle.handle = 'gaspard-demonte.bsky.example'
  return detractor
}

function about(stage: Stage, person: DemoPerson, at: number, dice: Dice): Subject {
  return stage.subject(person, at, dice, FALOT)
}

function firstSparks(stage: Stage, start: number, dice: Dice): void {
  const first =
    stage.people.find(
      (person) => person.lang === 'fr' && person.feminine && person.handles.bluesky && person.hand.accents,
    ) ?? stage.people[0]
  if (!first) return
  const said = (person: DemoPerson, at: number, text: string, heat: number) =>
    utter(stage, { account: 'bluesky', person, at, text, intent: 'victim', heat }, dice)
  const spark = said(
    first,
    start,
    'Bon. Mon Falot @lumerelle.example vient de fondre sur la table de nuit de ma fille, pendant la charge. Odeur horrible, le bois est marqué. Elle dormait à un mètre. Débranchez les vôtres, s’il vous plaît.',
    90,
  )
  if (spark) converse(stage, spark, about(stage, first, start, dice), dice, true)
  const gaspard = makeDetractor(stage.dice)
  const storm = detractor.storm.entries()
  for (const [index, line] of storm) {
    const at =
      start +
      ([21, 37, 58, 95, 160, 15 * 60, 20.7 * 60, 26 * 60, 44 * 60, 70 * 60][index] ?? 80 * 60) * MINUTE
    const text = fill(line, about(stage, gaspard, at, dice).slots, gaspard, dice)
    utter(
      stage,
      { account: 'bluesky', person: gaspard, at, text, intent: 'outrage', heat: index < 4 ? 70 : 22 },
      dice,
    )
  }
}

/** A year of small stings before and after. */
export function sting(stage: Stage): void {
  const dice = stage.dice.fork('stings')
  const gaspard = makeDetractor(stage.dice)
  for (let i = 0; i < 11; i++) {
    const at = stage.calendar.draw(dice, EVENING)
    const text = stage.fresh(() =>
      fill(
        stage.chooser.pick(detractor.calm, detractor.calm, at, dice),
        about(stage, gaspard, at, dice).slots,
        gaspard,
        dice,
      ),
    )
    utter(stage, { account: 'bluesky', person: gaspard, at, text, intent: 'anger', heat: 6 }, dice)
  }
}

function mood(hours: number, dice: Dice): IntentName {
  if (hours < 3) return dice.among({ outrage: 42, irony: 20, victim: 9, worry: 14, defence: 3 })
  if (hours < 24) return dice.among({ outrage: 33, irony: 15, victim: 6, worry: 30, defence: 12 })
  return dice.among({ outrage: 20, irony: 8, victim: 3, worry: 38, defence: 24 })
}

function react(stage: Stage, at: number, hours: number, dice: Dice): void {
  const intent = mood(hours, dice)
  const owner = intent === 'victim' || intent === 'worry'
  const place = owner
    ? dice.among({ bluesky: 40, mastodon: 10, instagram: 22, email: 28 })
    : dice.among({ bluesky: 60, mastodon: 15, instagram: 22, review: 3 })
  const person = stage.who(
    place === 'email' ? 'email' : place === 'review' ? 'review' : CHANNEL_OF[place],
    dice,
    !owner,
  )
  const subject = about(stage, person, at, dice)
  if (hours < 3.2) subject.tags.add('early')
  subject.tags.add(hours > 20.5 ? 'late' : 'before')
  if (place === 'email') sendMail(stage, intent, at, dice, subject, true)
  else if (place === 'review') rate(stage, 1, subject, dice)
  else if (place === 'instagram') commentOn(stage, intent, subject, dice)
  else
    speakUp(
      stage,
      place,
      intent,
      subject,
      dice,
      true,
      intent === 'outrage' || intent === 'irony' ? dice.around(3, 1.2) : 1,
    )
}

function commentOn(stage: Stage, intent: IntentName, subject: Subject, dice: Dice): void {
  const text = stage.say(intent, subject, 'short', 0.15, dice)
  const post = stage.posts.findLast(
    (p) =>
      p.account === 'instagram' &&
      p.intent === 'ours' &&
      p.activity.published.getTime() < subject.at &&
      !p.activity.object.inReplyTo,
  )
  const root = utter(
    stage,
    {
      account: 'instagram',
      person: subject.person,
      at: subject.at,
      text,
      intent,
      ...(post ? { under: post.activity.object.id } : {}),
      heat: 0.8,
    },
    dice,
  )
  if (root) converse(stage, root, subject, dice, true)
}

/** The brand's own words: first holding line in 48 minutes, the facts at ten, the recall the next afternoon, then how it goes. */
function speakOfficially(stage: Stage, start: number, dice: Dice): void {
  const hours = [0.8, 3.3, 20.4, 24 * 4, 24 * 16]
  for (const [index, text] of crisisPosts.entries()) {
    const at = start + (hours[index] ?? 0) * HOUR
    for (const account of ['bluesky', 'mastodon', 'instagram'] as const) {
      const short = account === 'bluesky' ? text.slice(0, 299) : text
      ours(stage, account, at + dice.int(0, 4) * MINUTE, short, dice, { heat: 45, by: 'ines' })
    }
  }
}

/** What is still said of it in the weeks after. */
function resound(stage: Stage, start: number, dice: Dice): void {
  for (let i = 0; i < 130; i++) {
    const at = start + 7 * DAY + dice.around(9 * DAY, 0.7)
    const account = dice.chance(0.75) ? 'bluesky' : 'mastodon'
    const person = stage.who(account, dice, dice.chance(0.3))
    speakUp(stage, account, 'echo', about(stage, person, at, dice), dice)
  }
}
