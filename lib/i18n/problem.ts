import type { Problem } from '../errors/index.ts'
import { hasWords, type Locale, translate, type Values } from './index.ts'

/** What happened, what it means and what to do, in the language of the reader; `more` fills other placeholders. */
export function problemWords(locale: Locale, problem: Problem, more: Values = {}): string {
  const known = hasWords(locale, `error:${problem.id}`) ? problem.id : 'internal'
  return translate(locale, `error:${known}`, { code: problem.id, ...spoken(locale, problem.values), ...more })
}

/** A noun and a permission among the values are said in words of the language too. */
export function spoken(locale: Locale, values: Values): Values {
  const said = { ...values }
  if (values.noun !== undefined) said.noun = oneOf(locale, `noun_${values.noun}`, 'noun_item')
  if (values.permission !== undefined) {
    said.permission = oneOf(
      locale,
      `can_${String(values.permission).replace(':', '_')}`,
      'can_workspace_manage',
    )
  }
  return said
}

function oneOf(locale: Locale, key: string, otherwise: string): string {
  return translate(locale, `error:${hasWords(locale, `error:${key}`) ? key : otherwise}`)
}
