import type { Activity, Actor } from '../../../activity/index.ts'
import { converse } from '../stage/converse.ts'
import type { Stage } from '../stage/stage.ts'
import { utter } from '../stage/talk.ts'
import { type Article, articles, rivalPosts } from '../texts/fr/press.ts'
import { fill } from '../voice/phrase.ts'
import { RIVALS } from '../world/brand.ts'
import { EVENING, PRESS } from '../world/calendar.ts'
import type { Dice } from '../world/dice.ts'
import type { DemoPerson } from '../world/people.ts'

/** Papers and blogs, none of which exists. */
const TITLES = [
  'Le Courrier du Littoral',
  'Chez Soi Magazine',
  'Lumières & Maisons',
  'L’Hebdo de Retz',
  'Conso Éclairée',
  'Le Carnet de Garance',
  'Petit Budget Grand Salon',
  'Matières',
]
const NEUTRAL = { feminine: true }

function frenchReader(stage: Stage, dice: Dice): DemoPerson {
  for (let turn = 0; turn < 20; turn++) {
    const person = stage.who('feed', dice)
    if (person.lang === 'fr') return person
  }
  return stage.who('feed', dice)
}

export function publish(stage: Stage, count: number): void {
  const dice = stage.dice.fork('press')
  for (let i = 0; i < count; i++)
    printArticle(stage, dice.pick(articles), stage.calendar.draw(dice, PRESS), dice)
}

export function printArticle(stage: Stage, article: Article, at: number, dice: Dice): void {
  const subject = stage.subject(frenchReader(stage, dice), at, dice)
  const paper = dice.pick(TITLES)
  const title = stage.fresh(() => fill(article.title, subject.slots, NEUTRAL, dice))
  const text = fill(stage.chooser.pick(article.body, article.body, at, dice), subject.slots, NEUTRAL, dice)
  const slug = paper
    .normalize('NFD')
    .replace(/[^a-zA-Z]+/g, '')
    .toLowerCase()
  post(
    stage,
    'press',
    { id: slug, name: paper, url: `https://${slug}.example` },
    at,
    { title, text, url: `https://${slug}.example/${dice.code(8)}` },
    dice,
  )
}

function post(
  stage: Stage,
  account: 'press' | 'bluesky',
  actor: Actor,
  at: number,
  words: { title?: string; text: string; url: string },
  dice: Dice,
): void {
  const id = account === 'press' ? words.url : stage.id(account, dice)
  const activity: Activity = {
    verb: 'Create',
    externalId: id,
    published: new Date(at),
    actor,
    object: { type: words.title ? 'Article' : 'Note', id, ...words, lang: 'fr', thread: id },
    visibility: 'public',
  }
  if (stage.emit(account, activity))
    stage.posts.push({
      account,
      activity,
      intent: account === 'press' ? 'press' : 'rival',
      person: null,
      heat: 2,
    })
}

/** What the other shops publish, on their network and on their blog. */
export function compete(stage: Stage, count: number): void {
  const dice = stage.dice.fork('rivals')
  for (let i = 0; i < count; i++) {
    const rival = dice.pick(RIVALS)
    const at = stage.calendar.draw(dice, EVENING)
    const subject = stage.subject(frenchReader(stage, dice), at, dice)
    const text = stage.fresh(() =>
      fill(
        stage.chooser.pick(rivalPosts, rivalPosts, at, dice),
        { ...subject.slots, conc: rival.name },
        NEUTRAL,
        dice,
      ),
    )
    const actor = {
      id: `did:plc:${rival.key.padEnd(24, '2')}`,
      name: rival.name,
      handle: `${rival.key}.example`,
      url: `https://bluesky.example/profile/${rival.key}.example`,
      followers: 4000 + rival.weight * 3100,
    }
    const signed = text.includes(rival.name) ? text : `${text} #${rival.name.split(' ')[0]}`
    post(
      stage,
      'bluesky',
      actor,
      at,
      { text: signed, url: `https://bluesky.example/profile/${rival.key}.example/${dice.code(9)}` },
      dice,
    )
  }
}

/** Comments under the articles of the brand's blog. */
export function annotate(stage: Stage, count: number): void {
  const dice = stage.dice.fork('blog')
  for (let i = 0; i < count; i++) {
    const at = stage.calendar.draw(dice, EVENING)
    const person = frenchReader(stage, dice)
    const subject = stage.subject(person, at, dice)
    subject.slots.prenom = dice.pick(stage.people).first
    const text = stage.say('blog', subject, 'plain', 0.6, dice)
    subject.slots.prenom = person.first
    const root = utter(stage, { account: 'blog', person, at, text, intent: 'blog', heat: 0.4 }, dice)
    if (root) converse(stage, root, subject, dice)
  }
}
