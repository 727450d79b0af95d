import type { Effect, Strict } from './tree.ts'

interface Form {
  text: string
  /** What is not quite the same then. */
  id?: string
  effect: Effect
}

const OURS = /^(?:AND|ET|OR|OU|NOT|SAUF|NON|&&?|\|\|?)$/u

/** Ways to write a word or a phrase of theirs, the truest first; the first that our parser takes will do. */
export function plainForms(written: string, phrase: boolean): Form[] {
  const text = written
    .replace(/["“”„‟＂«»]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
  const quoted: Form = { text: `"${text}"`, effect: 'same' }
  if (text === '') return []
  if (phrase || /\s/u.test(text)) return [quoted, ...starless(text)]
  if (OURS.test(text) || /^[-−–—=~^!?+]/u.test(text)) {
    const word = text.replace(/^[-−–—=~^!?+]+/u, '')
    const synonyms: Form = { text: word, effect: 'less', id: 'synonyms' }
    return text.startsWith('~') ? [synonyms] : [quoted, { text: word, effect: 'same' }]
  }
  if (/[:()[\]{}]/u.test(text)) return [quoted]
  return [{ text, effect: 'same' }, ...wider(text), quoted]
}

/** A word with wildcards that our language does not take there, with fewer of them. */
function wider(text: string): Form[] {
  if (!/[*?]/u.test(text)) return []
  const at = text.replace(/^[*?]+/u, '').search(/[*?]/u)
  const stem = text.replace(/^[*?]+/u, '')
  const cut = at < 0 ? stem : `${stem.slice(0, at)}*`
  const led = /^[*?]/u.test(text)
  return [{ text: cut, id: led ? 'star_first' : 'star_inside', effect: led ? 'less' : 'more' }]
}

function starless(text: string): Form[] {
  if (!/[*?]/u.test(text)) return []
  return [
    {
      text: `"${text.replace(/[*?]/gu, ' ').replace(/\s+/gu, ' ').trim()}"`,
      id: 'star_phrase',
      effect: 'less',
    },
  ]
}

/** Ways to say that capitals count. */
export function exactForms(written: string): string[] {
  const text = written
    .replace(/["“”„‟＂«»]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim()
  if (!/\s/u.test(text)) return [`=${text}`]
  const each = text.split(' ').map((word) => `=${word}`)
  return [`="${text}"`, `"${each.join(' ')}"`]
}

export function strictly(strict: Strict): string {
  return strict === 'case' ? 'exact_folded' : 'accents_folded'
}
