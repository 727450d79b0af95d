import { z } from 'zod'

/** A workspace keeps so many, archived ones included. */
export const MOST_ANSWERS = 2_000
const LONGEST_TEXT = 10_000

/** No column keeps NUL, nor half a sign; a file may bring them. */
const said = (most: number) =>
  z
    .string()
    .trim()
    .max(most)
    .regex(/^[^\0\p{Cs}]*$/u)
const word = (most: number) => said(most).min(1)

/** What a version of a saved answer says; the same shape is what a person sends and what a file brings. */
export const contentSchema = z.strictObject({
  name: word(100),
  /** Typed after `/`. */
  shortcut: z
    .string()
    .trim()
    .toLowerCase()
    .regex(/^[\p{L}\p{N}][\p{L}\p{N}_-]{0,39}$/u, 'saved_shortcut_form')
    .nullable(),
  /** Empty: none; a slash makes one inside another. */
  folder: said(100),
  tags: z
    .array(word(40))
    .max(10)
    .transform((tags) => [...new Set(tags)]),
  /** Networks it fits; none: all. */
  channels: z
    .array(word(50))
    .max(20)
    .transform((channels) => [...new Set(channels)]),
  /** Prepared for a crisis. */
  crisis: z.boolean(),
  /** By language (BCP 47, its first part). */
  texts: z
    .record(z.string().regex(/^[a-z]{2,3}$/, 'saved_language_form'), word(LONGEST_TEXT))
    .refine((texts) => Object.keys(texts).length > 0, 'saved_no_text')
    .refine((texts) => Object.keys(texts).length <= 20, 'saved_many_texts'),
})
export type Content = z.output<typeof contentSchema>

/** Lower case without accents, so that « retard » finds « Retardé ». */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .replace(/[’ʼ]/g, "'")
    .toLowerCase()
}

/** What is looked for among: everything that a person may remember of it. */
export function searchText({ name, shortcut, folder, tags, texts }: Content): string {
  return fold([name, shortcut ?? '', folder, ...tags, ...Object.values(texts)].join('\n')).slice(0, 60_000)
}

/** Whether two versions say the same, whatever the order of their languages. */
export function isSame(a: Content, b: Content): boolean {
  return canonical(a) === canonical(b)
}

function canonical(content: Content): string {
  const texts = Object.entries(content.texts).sort(([a], [b]) => (a < b ? -1 : 1))
  const { name, shortcut, folder, tags, channels, crisis } = content
  return JSON.stringify([name, shortcut, folder, tags, channels.toSorted(), crisis, texts])
}

export interface Standing {
  version: number
  approved_version: number | null
  content: Content
}

/** Approved as it stands: a change asks for a new approval. */
export function isApproved({ version, approved_version }: Standing): boolean {
  return approved_version === version
}

/** Whether it may be offered on a network at all: what is for a crisis waits for its approval. */
export function isOffered(answer: Standing, channel: string): boolean {
  const { channels, crisis } = answer.content
  return (channels.length === 0 || channels.includes(channel)) && (!crisis || isApproved(answer))
}

export interface Ranked extends Standing {
  id: string
  name: string
  shortcut: string | null
  uses: number
}

/**
 * In the order in which they are offered: those for the crisis first while an alarm is open (and last while none is), then what was typed as it is,
 * then those that speak the language, then those used most.
 */
export function inOrder<T extends Ranked>(answers: T[], typed: string, lang: string, alarm: boolean): T[] {
  const asked = fold(typed)
  const weight = (one: T): number[] => [
    one.content.crisis === alarm ? 0 : 1,
    one.shortcut !== null && fold(one.shortcut) === asked && asked !== '' ? 0 : 1,
    Object.hasOwn(one.content.texts, lang) ? 0 : 1,
    asked !== '' && (fold(one.shortcut ?? '').startsWith(asked) || fold(one.name).startsWith(asked)) ? 0 : 1,
    -one.uses,
  ]
  return answers.toSorted((a, b) => {
    const [left, right] = [weight(a), weight(b)]
    const at = left.findIndex((value, i) => value !== right[i])
    return at < 0
      ? a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1)
      : (left[at] ?? 0) - (right[at] ?? 0)
  })
}

/** The text in a language, else in the first of those preferred that there is, else any; with the language that it is in. */
export function textIn({ texts }: Content, wanted: readonly string[]): { lang: string; text: string } {
  // Asked for by its own name alone: `constructor` is a language of no text.
  const known = [...wanted, ...Object.keys(texts).sort()].find((lang) => Object.hasOwn(texts, lang)) ?? ''
  return { lang: known, text: texts[known] ?? '' }
}
