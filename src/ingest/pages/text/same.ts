/** Days around the one when a page was read on which a date is taken for "today", wherever the server's clock stands. */
const NEAR = 1

const MONTHS = [
  ['january', 'janvier', 'jan', 'janv'],
  ['february', 'fevrier', 'feb', 'fevr'],
  ['march', 'mars', 'mar'],
  ['april', 'avril', 'apr', 'avr'],
  ['may', 'mai'],
  ['june', 'juin', 'jun'],
  ['july', 'juillet', 'jul', 'juil'],
  ['august', 'aout', 'aug'],
  ['september', 'septembre', 'sep', 'sept'],
  ['october', 'octobre', 'oct'],
  ['november', 'novembre', 'nov'],
  ['december', 'decembre', 'dec'],
]
const CLOCK = /\b\d{1,2}\s?(?::|h)\s?\d{2}(?::\d{2})?\b(?:\s?[ap]\.?m\b\.?)?/g
const AGO =
  /\b(?:\d+|an?|one|une?)\s(?:seconds?|minutes?|hours?|days?)\sago\b|\bil y a\s(?:\d+|une?)\s(?:secondes?|minutes?|heures?|jours?)\b/g
const DATES =
  /\b(\d{4})-(\d{1,2})-(\d{1,2})\b|\b(\d{1,2})[/.](\d{1,2})[/.](\d{4})\b|\b(\d{1,2})(?:er|st|nd|rd|th)?\s(?:of\s)?([a-z]{3,9})\.?,?\s(\d{4})\b|\b([a-z]{3,9})\.?\s(\d{1,2})(?:st|nd|rd|th)?,?\s(\d{4})\b/g
const WEEKDAYS =
  /\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)\b,?\s?(?=<today>)/g

/**
 * Whether two readings say the same: what a page shows of the moment when it is read (its date, the hour, "5 minutes
 * ago") is no change, while a date of another day is one, "last updated" among them.
 */
export function saysTheSame(before: { text: string; at: Date }, after: { text: string; at: Date }): boolean {
  if (before.text === after.text) return true
  return masked(before.text, before.at) === masked(after.text, after.at)
}

function masked(text: string, at: Date): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(CLOCK, '<hour>')
    .replace(AGO, '<ago>')
    .replace(DATES, (date, ...groups: (string | undefined)[]) =>
      isNear(dayOf(groups), at) ? '<today>' : date,
    )
    .replace(WEEKDAYS, '')
    .replace(/[^\S\n]+/g, ' ')
}

/** Days since 1970 that the groups of DATES may mean: 3/4 is two of them. */
function dayOf(groups: (string | undefined)[]): number[] {
  const [y, m, d, d2, m2, y2, d3, m3, y3, m4, d4, y4] = groups
  if (y) return [days(y, Number(m), d)]
  if (y2) return [days(y2, Number(m2), d2), days(y2, Number(d2), m2)]
  return y3 ? [days(y3, monthOf(m3), d3)] : [days(y4, monthOf(m4), d4)]
}

function days(year: string | undefined, month: number, day: string | undefined): number {
  return Date.UTC(Number(year), month - 1, Number(day)) / 86_400_000
}

function monthOf(name = ''): number {
  return MONTHS.findIndex((names) => names.includes(name)) + 1
}

function isNear(meant: number[], at: Date): boolean {
  const today = Math.floor(at.getTime() / 86_400_000)
  return meant.some((day) => Math.abs(day - today) <= NEAR)
}
