import { CHANNEL_OF, type Stage } from '../stage/stage.ts'
import { speakUp } from './social.ts'

const MINUTE = 60_000
const VOICES = 40
/** The first of them, in minutes before now. */
const SINCE = 36

/**
 * What goes wrong as one looks: within the hour dozens tell of parcels that do not come, more and more of them, and the first
 * is passed on. Whoever opens the demonstration finds the alarm that it raises.
 */
export function flare(stage: Stage): void {
  const dice = stage.dice.fork('flare')
  for (let i = 0; i < VOICES; i++) {
    const place = dice.among({ bluesky: 7, mastodon: 3 })
    const at = stage.calendar.now - (1 + (SINCE - 1) * (1 - i / VOICES) ** 1.4) * MINUTE - dice.int(0, 30_000)
    const intent = dice.among({ late: 8, fault: 1, anger: 1 })
    const person = stage.who(CHANNEL_OF[place], dice, i % 3 === 0)
    speakUp(stage, place, intent, stage.subject(person, at, dice), dice, false, i < 2 ? 45 : 2)
  }
}
