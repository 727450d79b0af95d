import { FACTS, type FactKind } from '../../../../lib/mask/index.ts'
import type { Advice, Situation } from '../draft.ts'

/** What must not leave as it is: blanks left to fill, private facts in public, more than the network takes. */
export function leaksOf(text: string, situation: Situation, lang: 'fr' | 'en'): Advice[] {
  return [
    ...placeholders(text),
    ...(situation.visibility === 'public' ? secrets(text, situation.own ?? [], lang) : []),
    ...tooLong(text, situation.limit),
  ]
}

const MOST = 5
const PLACEHOLDERS = [
  /\{\{?\s*[\p{L}_][\p{L}\p{N}_. -]{0,40}\}?\}/gu,
  /\[(?![^\]]*\]\()[\p{Lu}\p{Ll}][\p{L}\p{N}_ '’/-]{1,40}\](?!\()/gu,
  /<(?!https?:)[\p{L}_][\p{L}\p{N}_ '’-]{1,30}>/gu,
  /%[a-z_]{2,30}%|\$\{?[a-z_]{3,30}\}?|#[A-Z_]{4,30}#/gu,
  /(?<![\p{L}\p{N}])(?:X{3,}|_{3,}|\.{6,}|TODO|TBD|lorem ipsum)(?![\p{L}\p{N}])/gu,
  /(?<=^(?:bonjour|bonsoir|cher|chère|hello|hi|dear)) +(?=,)/giu,
]

function placeholders(text: string): Advice[] {
  return PLACEHOLDERS.flatMap((pattern) => [...text.matchAll(pattern)])
    .slice(0, MOST)
    .map(({ 0: blank, index }) => ({
      id: 'placeholder',
      start: index,
      end: index + blank.length,
      values: { blank: blank.trim() || '…' },
    }))
}

/** The kinds of facts about somebody that do not belong in public, the brand's own aside. */
function secrets(text: string, own: string[], lang: 'fr' | 'en'): Advice[] {
  const found: (Advice & { kind: FactKind })[] = []
  for (const { kind, pattern, holds } of FACTS) {
    for (const { 0: secret, index } of text.matchAll(pattern)) {
      const start = index
      const end = index + secret.length
      if (holds && !holds(secret)) continue
      if (isOwn(secret, own) || found.some((other) => start < other.end && other.start < end)) continue
      found.push({
        id: 'private_data',
        start,
        end,
        kind,
        values: { kind },
        mend: { start, end, text: ELSEWHERE[lang] },
      })
    }
  }
  return found
    .sort((a, b) => a.start - b.start)
    .slice(0, MOST)
    .map(({ kind: _, ...advice }) => advice)
}

const ELSEWHERE = { fr: '(en message privé)', en: '(in private message)' }

function isOwn(secret: string, own: string[]): boolean {
  const plain = bare(secret)
  const host = secret.split('@')[1]?.toLowerCase()
  return own.some((ours) => plain === bare(ours) || (host !== undefined && isOf(host, ours.toLowerCase())))
}

/** The very domain or one below it; not another that ends alike. */
function isOf(host: string, ours: string): boolean {
  const domain = ours.replace(/^(?:https?:\/\/)?(?:www\.)?@?/u, '').replace(/\/.*$/su, '')
  return !domain.includes('@') && (host === domain || (domain !== '' && host.endsWith(`.${domain}`)))
}

function bare(text: string): string {
  return text
    .toLowerCase()
    .replace(/[\s().-]/g, '')
    .replace(/^(?:\+|00)33/, '0')
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })

function tooLong(text: string, limit: number | undefined): Advice[] {
  if (limit === undefined || text.length <= limit) return []
  let count = 0
  let start = text.length
  for (const { index } of graphemes.segment(text)) if (++count === limit + 1) start = index
  return count > limit ? [{ id: 'too_long', start, end: text.length, values: { count, limit } }] : []
}
