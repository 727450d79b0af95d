import { languageName } from '../../lib/format.ts'

/** The languages that networks have the most of; any other is the conversation's own. */
const OFFERED =
  'ar bg bn ca cs da de el en es et fa fi fr ga he hi hr hu id it ja ko lt lv ms nl no pl pt ro ru sk sl sr sv th tr uk ur vi zh'.split(
    ' ',
  )

/** A language that a message can say it is in; nothing where it cannot be told (`und`). */
export function isLanguage(code: string | null | undefined): code is string {
  return typeof code === 'string' && /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/i.test(code) && code !== 'und'
}

/**
 * The language of an answer: as chosen, else that of what is written where it was heard, else the conversation's, else the
 * reader's own. What is heard says no more than a language, so that the conversation's own kind of it stands.
 */
export function languageOf(chosen: string | undefined, talk: string, locale: string, heard?: string): string {
  const isTalks = isLanguage(talk) && heard !== undefined && baseOf(talk) === baseOf(heard)
  return [chosen, isTalks ? undefined : heard, talk].find(isLanguage) ?? locale
}

const baseOf = (code: string) => code.toLowerCase().split('-', 1)[0]

/** What can be chosen, in the order of their names, with those that are likely in front. */
export function languageChoices(
  locale: string,
  likely: readonly string[],
): { value: string; label: string }[] {
  const named = (value: string) => ({ value, label: languageName(locale, value) })
  const front = [...new Set(likely.filter(isLanguage))]
  const rest = OFFERED.filter((code) => !front.includes(code)).map(named)
  const { compare } = new Intl.Collator(locale)
  return [...front.map(named), ...rest.sort((a, b) => compare(a.label, b.label))]
}
