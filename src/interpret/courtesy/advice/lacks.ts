import type { Advice, AdviceId, Courtesy, Situation } from '../draft.ts'
import { addressOf, spokenBefore } from '../read/address.ts'
import type { Elements } from '../read/elements.ts'
import { indexAt, type Line } from '../read/line.ts'
import { isCalled, namedIn, partsOf } from '../read/name.ts'
import { isPlayful } from '../read/signs.ts'
import type { Turns } from '../read/turns.ts'

interface Read extends Pick<Courtesy, 'manner' | 'grave'> {
  line: Line
  turns: Turns
  lang: 'fr' | 'en'
  elements: Elements
}

/** What courtesy wants and the draft lacks, each with the words that would mend it. */
export function lacksOf(read: Read, situation: Situation): Advice[] {
  const { found } = read.elements
  return [
    ...(found.greeting.length > 0 ? named(read, situation) : greeting(read, situation)),
    ...(found.thanks.length > 0 ? [] : thanks(read, situation)),
    ...(found.farewell.length > 0 ? [] : farewell(read, situation)),
    ...smile(read, situation),
  ]
}

const WORDS = {
  fr: {
    day: 'Bonjour',
    evening: 'Bonsoir',
    thanks: { vous: 'Merci pour votre message.', tu: 'Merci pour ton message.' },
    praise: { vous: 'Merci pour vos mots !', tu: 'Merci pour tes mots !' },
    warm: { vous: 'Belle journée à vous !', tu: 'Belle journée à toi !' },
    evenings: { vous: 'Belle soirée à vous !', tu: 'Belle soirée à toi !' },
    sober: { vous: 'Cordialement,', tu: 'Cordialement,' },
    sorry: {
      vous: 'Nous sommes désolés de ce que vous avez vécu.',
      tu: 'Nous sommes désolés de ce que tu as vécu.',
    },
  },
  en: {
    day: 'Hello',
    evening: 'Good evening',
    thanks: { vous: 'Thank you for your message.', tu: 'Thank you for your message.' },
    praise: { vous: 'Thank you for your kind words!', tu: 'Thank you for your kind words!' },
    warm: { vous: 'Have a lovely day!', tu: 'Have a lovely day!' },
    evenings: { vous: 'Have a lovely evening!', tu: 'Have a lovely evening!' },
    sober: { vous: 'Kind regards,', tu: 'Kind regards,' },
    sorry: {
      vous: 'We are sorry for what you went through.',
      tu: 'We are sorry for what you went through.',
    },
  },
}
const EVENING = 18

function isEvening({ hour }: Situation): boolean {
  return hour !== undefined && (hour >= EVENING || hour < 5)
}

/** As the draft speaks, else as we spoke before, else as the house does. */
function formOf({ line, turns, lang }: Read, { before = [], house }: Situation): 'tu' | 'vous' {
  if (lang !== 'fr') return 'vous'
  return addressOf(line, turns).form ?? spokenBefore(before, turns) ?? house?.address ?? 'vous'
}

function missing(id: AdviceId, at: number, text: string): Advice {
  return { id, start: at, end: at, mend: { start: at, end: at, text } }
}

function greeting({ lang }: Read, situation: Situation): Advice[] {
  if (situation.greeted) return []
  const [first] = partsOf(situation.name ?? '')
  const [own] = situation.house?.greetings?.[lang] ?? []
  const words = own ?? (isEvening(situation) ? WORDS[lang].evening : WORDS[lang].day)
  return [missing('greeting_missing', 0, `${words}${first ? ` ${first}` : ''},\n`)]
}

function named(read: Read, { name = '' }: Situation): Advice[] {
  const [greeting] = read.elements.found.greeting
  const parts = partsOf(name)
  const [first] = parts
  if (!greeting || !first) return []
  const called = namedIn(read.line, greeting, read.turns)
  if (called) {
    if (isCalled(called.words, name)) return []
    const { start, end } = called
    return [{ id: 'name_wrong', start, end, values: { name: first }, mend: { start, end, text: first } }]
  }
  const next = read.line.tokens[indexAt(read.line, greeting.at + greeting.said.length)]
  // « Bonjour à tous », « Cher client »: nobody is meant by name.
  if (
    next &&
    next.start >= greeting.end &&
    next.kind === 'word' &&
    !/^\n/.test(read.line.text.slice(greeting.end))
  )
    return []
  if (/ (?:client|cliente|clients|customer|all|team|there|tous|madame|monsieur) $/.test(` ${greeting.said}`))
    return []
  return [{ ...missing('name_missing', greeting.end, ` ${first}`), values: { name: first } }]
}

function thanks(read: Read, situation: Situation): Advice[] {
  const [greeting] = read.elements.found.greeting
  const form = formOf(read, situation)
  const words = WORDS[read.lang]
  const text = (situation.rating ?? 0) >= 4 ? words.praise[form] : words.thanks[form]
  if (!greeting) return [missing('thanks_missing', 0, `${text} `)]
  const after = /^[^\n.!?,:]{0,40}[,.!?:]?[ \t]*\n*/u.exec(read.line.text.slice(greeting.end))
  const at = greeting.end + (after?.[0].length ?? 0)
  const space = /\s$/u.test(read.line.text.slice(0, at)) ? '' : ' '
  return [missing('thanks_missing', at, `${space}${text} `)]
}

function farewell(read: Read, situation: Situation): Advice[] {
  const words = WORDS[read.lang]
  const form = formOf(read, situation)
  const warm = isEvening(situation) ? words.evenings[form] : words.warm[form]
  const end = read.line.text.trimEnd().length
  const [own] = situation.house?.farewells?.[read.lang] ?? []
  return [
    missing('farewell_missing', end, `\n${own ?? (read.manner === 'sober' ? words.sober[form] : warm)}`),
  ]
}

/** A smile where one is due; fellow feeling in its place where it would hurt, and no playful sign there. */
function smile(read: Read, situation: Situation): Advice[] {
  const { tone, emoji } = situation.house ?? {}
  const { elements, manner, grave, lang, line } = read
  const advice: Advice[] = []
  if (manner === 'sober' && emoji !== false)
    for (const { start, end } of elements.signs.filter(isPlayful).slice(0, 5))
      advice.push({ id: 'emoji_unsuited', start, end, mend: { start, end, text: '' } })
  if (grave && elements.empathy.length === 0) {
    const [greeting] = elements.found.greeting
    const after = greeting ? /^[^\n.!?,:]{0,40}[,.!?:]?[ \t]*\n*/u.exec(line.text.slice(greeting.end)) : null
    const at = greeting ? greeting.end + (after?.[0].length ?? 0) : 0
    const space = at === 0 || /\s$/u.test(line.text.slice(0, at)) ? '' : ' '
    advice.push(missing('empathy_missing', at, `${space}${WORDS[lang].sorry[formOf(read, situation)]} `))
  }
  if (manner === 'warm' && tone !== 'usual' && elements.found.smile.length === 0) {
    const cold = missing('smile_missing', line.text.trimEnd().length, ' 😊')
    advice.push(emoji === false ? { ...cold, mend: undefined } : cold)
  }
  return advice
}
