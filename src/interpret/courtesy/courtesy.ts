import { understand } from '../understand.ts'
import { conductOf } from './advice/conduct.ts'
import { houseOf, turnsWith } from './advice/house.ts'
import { lacksOf } from './advice/lacks.ts'
import { leaksOf } from './advice/leaks.ts'
import {
  ADVICE,
  type Advice,
  type AdviceId,
  type Courtesy,
  type Draft,
  ELEMENTS,
  type Element,
} from './draft.ts'
import { elementsOf, marksOf } from './read/elements.ts'
import { lineOf } from './read/line.ts'
import { mannerOf } from './read/manner.ts'
import { turnsOf } from './read/turns.ts'

/**
 * How courteous a draft of an answer is, by the SBAM of the trade: sourire, bonjour, au revoir, merci; sober (BAM) where
 * the trade or the moment wants no smile. With it goes what a professional minds beside, each with a mend where one
 * can be proposed. Advice, never a lock. Pure. French and English; any other language is said to
 * be unknown.
 */
export function courtesyOf(draft: Draft): Courtesy {
  const lang = languageOf(draft)
  const present = { smile: false, greeting: false, farewell: false, thanks: false }
  if (lang === 'und') {
    return {
      asked: [],
      lang,
      score: null,
      present,
      manner: draft.manner ?? 'warm',
      grave: false,
      marks: [],
      advice: leaksOf(draft.text, draft, 'en').filter(isWanted(draft)),
    }
  }
  const line = lineOf(draft.text)
  const turns = turnsWith(turnsOf(lang), lang, draft.house ?? {})
  const elements = elementsOf(line, turns)
  for (const element of ELEMENTS) present[element] = elements.found[element].length > 0
  const { manner, grave } = mannerOf(draft, lang)
  const advice = [
    ...leaksOf(draft.text, draft, lang),
    ...lacksOf({ line, turns, lang, elements, manner, grave }, draft),
    ...conductOf(line, turns, lang, draft),
    ...houseOf(line, elements, draft),
  ]
    .filter(isWanted(draft))
    .sort((a, b) => ADVICE.indexOf(a.id) - ADVICE.indexOf(b.id) || a.start - b.start)
  const asked = askedOf(draft, manner, grave)
  return {
    lang,
    score: scoreOf(advice, asked),
    present,
    manner,
    grave,
    asked,
    marks: marksOf(elements),
    advice,
  }
}

/** The version of the rules: raised when a text may be judged otherwise than before, so that reports judge anew. */
export const COURTESY_RULES = 1

/** Up to so many words and marks a language is a guess. */
const FEW = 8

/** The language of the draft; a text too short to tell is in that of the message or of who asks. */
function languageOf({ text, message = '', lang }: Draft): 'fr' | 'en' | 'und' {
  const hint = lang ?? (message ? understand({ text: message }).lang : undefined)
  const few = lineOf(text).tokens.length <= FEW
  if (few && (hint === 'fr' || hint === 'en')) return hint
  const told = understand({ text, ...(hint && hint !== 'und' ? { lang: hint } : {}) }).lang
  if (told === 'fr' || told === 'en') return told
  if ((told !== 'und' && !few) || (hint !== undefined && hint !== 'und' && hint !== 'fr' && hint !== 'en'))
    return 'und'
  // Greetings alone may be told as anything.
  const greets = (['fr', 'en'] as const).find((one) => {
    const { found } = elementsOf(lineOf(text), turnsOf(one))
    return ELEMENTS.some((element) => element !== 'smile' && found[element].length > 0)
  })
  return greets ?? (hint === 'fr' || hint === 'en' ? hint : 'und')
}

function isWanted({ house }: Draft): (advice: Advice) => boolean {
  const off = new Set(house?.off)
  return ({ id }) => !off.has(id)
}

/** The elements that the moment asks for, and that the house does not leave aside. */
function askedOf({ greeted, house }: Draft, manner: 'warm' | 'sober', grave: boolean): Element[] {
  const off = new Set(house?.off)
  const smile =
    (manner === 'warm' && house?.tone !== 'usual' && !off.has('smile_missing')) ||
    (grave && !off.has('empathy_missing'))
  return ELEMENTS.filter((element) => {
    if (element === 'smile') return smile
    return !off.has(`${element}_missing`) && (element !== 'greeting' || !greeted)
  })
}

const LACKS: Partial<Record<AdviceId, Element>> = {
  greeting_missing: 'greeting',
  thanks_missing: 'thanks',
  farewell_missing: 'farewell',
  smile_missing: 'smile',
  empathy_missing: 'smile',
}
/** What each fault takes off, once each. */
const FAULTS: Partial<Record<AdviceId, number>> = {
  name_wrong: 20,
  name_missing: 5,
  emoji_unsuited: 10,
  emoji_house: 10,
  blame: 25,
  dry_refusal: 10,
  capitals: 10,
  exclamations: 5,
  address_mixed: 10,
  address_changed: 10,
  address_house: 10,
  signature_missing: 5,
  promise_undated: 5,
  placeholder: 30,
  private_data: 30,
  too_long: 10,
}

/** The share of the elements wanted that are there, out of 100, less the faults. */
function scoreOf(advice: Advice[], elements: Element[]): number {
  const ids = new Set(advice.map(({ id }) => id))
  const lacking = new Set([...ids].flatMap((id) => LACKS[id] ?? []).filter((one) => elements.includes(one)))
  const have = elements.length === 0 ? 1 : 1 - lacking.size / elements.length
  const faults = [...ids].reduce((sum, id) => sum + (FAULTS[id] ?? 0), 0)
  return Math.max(0, Math.round(100 * have) - faults)
}
