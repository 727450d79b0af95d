import type { Advice, AdviceId, Situation } from '../draft.ts'
import { addressOf, spokenBefore } from '../read/address.ts'
import type { Line } from '../read/line.ts'
import { type Found, findAll } from '../read/pattern.ts'
import type { Turns } from '../read/turns.ts'

/** What a courteous professional minds beside the four elements, in words. */
export function conductOf(line: Line, turns: Turns, lang: 'fr' | 'en', situation: Situation): Advice[] {
  return [
    ...findAll(line, turns.blame).slice(0, MOST).map(at('blame')),
    ...refusals(line, turns),
    ...capitals(line),
    ...exclamations(line.text),
    ...(lang === 'fr' ? address(line, turns, situation) : []),
    ...promises(line, turns),
  ]
}

/** Of one kind, no more than these: advice, not a flood. */
const MOST = 5

function at(id: AdviceId): (found: Found) => Advice {
  return ({ start, end }) => ({ id, start, end })
}

/** A no that begins the answer, with nothing to soften it in its sentence. */
function refusals(line: Line, turns: Turns): Advice[] {
  return findAll(line, turns.refusal, 0, line.at[20] ?? line.said.length)
    .filter(({ at: from, said }) => {
      const sentence = line.said.slice(
        sentenceBegin(line.said, from),
        sentenceEnd(line.said, from + said.length),
      )
      const before = line.said.slice(0, from)
      return (
        !findAll({ ...line, said: sentence, at: [0] }, turns.softened).length &&
        !/[?] $/.test(before) &&
        (before.match(/[.!?¶] /g)?.length ?? 0) <= 1
      )
    })
    .filter(({ said, at: from }) => isAlone(line, from, said))
    .slice(0, 1)
    .map(at('dry_refusal'))
}

/** « Non, … » refuses; « non seulement » and « no problem » do not. */
function isAlone(line: Line, from: number, said: string): boolean {
  return !/^ ?(?:seulement|plus|merci|mais|problem|problems|worries|need|doubt|trouble|matter|longer|one|rush)/.test(
    line.said.slice(from + said.length),
  )
}

function sentenceBegin(said: string, from: number): number {
  return Math.max(0, ...['. ', '! ', '? ', '¶ '].map((mark) => said.lastIndexOf(mark, from - 1) + 1))
}

function sentenceEnd(said: string, from: number): number {
  const end = said.slice(from).search(/[.!?¶] /)
  return end < 0 ? said.length : from + end
}

const EMPHASIS = new Set(
  'jamais toujours rien urgent deja pas non tres important merci tout aucun aucune maintenant obligatoire not never always must please now very no all only yes immediately'.split(
    ' ',
  ),
)

/** Two words in capitals side by side, or one that stresses; lone acronyms are none. */
function capitals(line: Line): Advice[] {
  const { tokens, text } = line
  const found: Advice[] = []
  for (let from = 0; from < tokens.length && found.length < MOST; from++) {
    let to = from
    while (tokens[to]?.kind === 'word' && isLoud(text, tokens[to]?.start ?? 0, tokens[to]?.end ?? 0)) to++
    const one = tokens[from]
    const last = tokens[to - 1]
    if (!one || !last || to === from) continue
    const letters = text.slice(one.start, last.end)
    const shouts = to - from > 1 ? letters.replace(/[^\p{L}]/gu, '').length > 6 : EMPHASIS.has(one.form)
    if (shouts) found.push(lowered(text, one.start, last.end))
    from = to
  }
  return found
}

function isLoud(text: string, start: number, end: number): boolean {
  const word = text.slice(start, end)
  return /^[\p{Lu}\p{M}'’]+$/u.test(word) && (word.length > 1 || /^[AÀYIÔ]$/u.test(word))
}

function lowered(text: string, start: number, end: number): Advice {
  const lower = text.slice(start, end).toLowerCase()
  const begins = /(?:^|[.!?\n]\s*)$/u.test(text.slice(0, start))
  const words = begins ? lower.charAt(0).toUpperCase() + lower.slice(1) : lower
  return { id: 'capitals', start, end, mend: { start, end, text: words } }
}

function exclamations(text: string): Advice[] {
  return [...text.matchAll(/[!?]*![!?]+|\?{2,}/gu)].slice(0, MOST).map(({ 0: run, index }) => {
    const place = { start: index, end: index + run.length }
    return { id: 'exclamations', ...place, mend: { ...place, text: run.includes('?') ? '?' : '!' } }
  })
}

function address(line: Line, turns: Turns, { before = [], house }: Situation): Advice[] {
  const here = addressOf(line, turns)
  if (here.tu.length > 0 && here.vous.length > 0) {
    const strange = here.form === 'tu' ? here.vous : here.tu
    return strange
      .slice(0, 1)
      .map((one) => ({ ...at('address_mixed')(one), values: { form: here.form ?? 'vous' } }))
  }
  const was = spokenBefore(before, turns)
  const wanted = was ?? house?.address
  const [first] = here.form === 'tu' ? here.tu : here.vous
  if (!wanted || !first || wanted === here.form) return []
  return [{ ...at(was ? 'address_changed' : 'address_house')(first), values: { form: wanted } }]
}

/** A promise in a sentence without a date. */
function promises(line: Line, turns: Turns): Advice[] {
  const dates = findAll(line, turns.dated)
  return findAll(line, turns.promise)
    .filter(({ at: from }) => {
      const begin = sentenceBegin(line.said, from)
      const end = sentenceEnd(line.said, from)
      return !dates.some((date) => date.at >= begin && date.at <= end)
    })
    .slice(0, 1)
    .map(at('promise_undated'))
}
