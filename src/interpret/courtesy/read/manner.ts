import { understand } from '../../understand.ts'
import type { Situation } from '../draft.ts'
import { lineOf } from './line.ts'
import { findAll } from './pattern.ts'
import { turnsOf } from './turns.ts'

/** Negative beyond this, a message is angry even without strong words. */
const ANGRY = 0.85
/** And beyond this, with them. */
const UNFRIENDLY = 0.4

/**
 * How the moment is to be met: sober where something grave or angry is answered, or where the trade is.
 * @param lang of the answer, which the message is taken to be in where it is too short to tell
 */
export function mannerOf(
  situation: Situation,
  lang: 'fr' | 'en',
): { manner: 'warm' | 'sober'; grave: boolean } {
  const { message = '', rating, house } = situation
  const manner = situation.manner ?? (house?.tone === 'sober' ? 'sober' : undefined)
  const line = lineOf(message)
  const { lang: told, p } = understand({ text: message, lang })
  const negative = message === '' ? 0 : p.negative
  const turns = turnsOf(told === 'fr' || told === 'en' ? told : lang)
  const harmed = findAll(line, turns.harm).length > 0
  const angry = negative > ANGRY || (negative > UNFRIENDLY && findAll(line, turns.anger).length > 0)
  const low = rating !== undefined && rating <= 2
  const grave = low || harmed || angry
  return { manner: manner ?? (grave ? 'sober' : 'warm'), grave }
}
