import { converse } from '../stage/converse.ts'
import { actorOf, type Stage } from '../stage/stage.ts'
import { utter } from '../stage/talk.ts'
import { type Topic, topics } from '../texts/fr/forum.ts'
import { fill } from '../voice/phrase.ts'
import { inHand, type Subject } from '../voice/speak.ts'
import { VOICES } from '../voice/texts.ts'
import { EVENING, HOUR } from '../world/calendar.ts'
import type { Dice } from '../world/dice.ts'

/** Topics that members open and answer among themselves; newcomers join, and some ask the brand itself. */
export function gather(stage: Stage, count: number): void {
  const dice = stage.dice.fork('forum')
  for (let i = 0; i < count; i++) {
    const at = stage.calendar.draw(dice, EVENING)
    const subject = stage.subject(frenchMember(stage, dice), at, dice)
    if (dice.chance(0.3)) askBrand(stage, subject, dice)
    else open(stage, pickTopic(stage, at, dice), subject, dice)
  }
}

/** Not the same topic twice in a row. */
function pickTopic(stage: Stage, at: number, dice: Dice): Topic {
  const title = stage.chooser.pick(TITLES, TITLES, at, dice)
  return topics.find((topic) => topic.title === title) ?? dice.pick(topics)
}
const TITLES = topics.map((topic) => topic.title)

function frenchMember(stage: Stage, dice: Dice) {
  for (let turn = 0; turn < 20; turn++) {
    const person = stage.who('forum', dice)
    if (person.lang === 'fr') return person
  }
  return (
    stage.people.find((person) => person.lang === 'fr' && person.handles.forum) ?? stage.who('forum', dice)
  )
}

function open(stage: Stage, topic: Topic, subject: Subject, dice: Dice): void {
  const title = stage.fresh(() => subject.line([topic.title], dice))
  const text = stage.fresh(() => inHand(subject.line(topic.first, dice), subject.person, 0.5, dice))
  const root = utter(
    stage,
    { account: 'forum', person: subject.person, at: subject.at, title, text, intent: 'aside' },
    dice,
  )
  if (!root) return
  if (title.startsWith('Présentation')) join(stage, subject)
  const thread = root.activity.object.id
  let at = subject.at
  const answers = Math.min(7, Math.round(dice.around(2.6, 0.7)))
  for (let i = 0; i < answers; i++) {
    at += dice.around(3 * HOUR, 1.2)
    const person = frenchMember(stage, dice)
    if (person === subject.person) continue
    const member = stage.subject(person, at, dice, subject.lamp)
    const said = topic.title.startsWith('Présentation')
      ? { ...member.slots, prenom: subject.person.first }
      : member.slots
    const words = () => fill(stage.chooser.pick(topic.answers, topic.answers, at, dice), said, person, dice)
    const reply = stage.fresh(() => inHand(words(), person, 0.5, dice))
    utter(
      stage,
      { account: 'forum', person, at, text: reply, intent: 'aside', to: { id: thread, thread }, heat: 0.6 },
      dice,
    )
  }
}

function join(stage: Stage, subject: Subject): void {
  stage.emit('forum', {
    verb: 'Join',
    externalId: `join-${subject.person.handles.forum?.id ?? subject.person.key}`,
    published: new Date(subject.at - 20 * 60_000),
    actor: actorOf(subject.person, 'forum'),
    object: { type: 'Page', id: 'forum', title: 'Forum de la communauté' },
    visibility: 'public',
  })
}

function askBrand(stage: Stage, subject: Subject, dice: Dice): void {
  const intent = dice.among({ product: 5, order: 3, fault: 4, late: 2, idea: 2 })
  const title = inHand(subject.line(VOICES.fr.mail.subjects[intent] ?? [], dice), subject.person, 0.5, dice)
  const text = stage.fresh(() =>
    inHand(
      `${dice.pick(['Bonjour à tous, ', 'Bonjour, ', 'Hello, ', 'Salut la communauté, '])}${stage.words(intent, subject, 'medium', dice)}`,
      subject.person,
      0.5,
      dice,
    ),
  )
  const root = utter(
    stage,
    { account: 'forum', person: subject.person, at: subject.at, title, text, intent },
    dice,
  )
  if (root) converse(stage, root, subject, dice)
}
