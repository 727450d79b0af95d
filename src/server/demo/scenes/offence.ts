import { CHANNEL_OF, type Stage } from '../stage/stage.ts'
import { utter } from '../stage/talk.ts'
import { type DemoTurn, OFFENCES } from '../texts/fr/offence.ts'
import { DAYS, HOUR } from '../world/calendar.ts'
import type { Dice } from '../world/dice.ts'
import type { ChannelId, DemoPerson } from '../world/people.ts'

/** What was done about a post of the story, the first first, each in its moment. */
export interface DemoCase {
  key: string
  channel: ChannelId
  externalId: string
  text: string
  turns: (DemoTurn & { at: Date })[]
}

/** Insults, advertisements and criticisms that the charter was asked about, said by passers-by. */
export function offend(stage: Stage): DemoCase[] {
  const dice = stage.dice.fork('offence')
  const voices = new Map<string, DemoPerson>()
  return OFFENCES.flatMap(({ key, account, said, voice, text, turns }) => {
    const channel = CHANNEL_OF[account]
    const person = voices.get(voice) ?? stranger(stage, channel, [...voices.values()], dice)
    voices.set(voice, person)
    const at =
      'hours' in said
        ? stage.calendar.now - said.hours * HOUR
        : stage.calendar.at(DAYS - said.days, said.hour, dice.int(3, 55))
    const post = utter(stage, { account, person, at, text, intent: 'anger', heat: 0.1 }, dice)
    if (!post) return []
    let when = at
    const timed = turns.map((turn) => {
      when += turn.after * HOUR + dice.int(0, 25) * 60_000
      return { ...turn, at: new Date(when) }
    })
    return [{ key, channel, externalId: post.activity.externalId, text, turns: timed }]
  })
}

/** Somebody of no other offence, who speaks French. */
function stranger(stage: Stage, channel: ChannelId, taken: DemoPerson[], dice: Dice): DemoPerson {
  const free = stage.passers.filter(
    (one) => one.lang === 'fr' && one.handles[channel] && !taken.includes(one),
  )
  return dice.pick(free)
}
