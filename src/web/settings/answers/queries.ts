import { keepPreviousData, queryOptions } from '@tanstack/react-query'
import type { SavedAnswer, SavedAnswers, SavedContent, SavedVersion } from '../../../server/api.ts'
import { api } from '../../lib/api.ts'

export const SAVED = ['saved-answers']

/** All that there are: a workspace keeps a bounded number of them. */
async function allSaved(archived: boolean, q: string, signal: AbortSignal): Promise<SavedAnswer[]> {
  const items: SavedAnswer[] = []
  let cursor: string | null | undefined
  do {
    const query = { archived: archived ? 'yes' : 'no', q, limit: 500, cursor }
    const page: SavedAnswers = await api.get<SavedAnswers>('/saved-answers', query, signal)
    items.push(...page.items)
    cursor = page.next
  } while (cursor)
  return items
}

export function savedQuery(archived: boolean, q: string) {
  return queryOptions({
    queryKey: [...SAVED, { archived, q }],
    queryFn: ({ signal }) => allSaved(archived, q, signal),
    placeholderData: keepPreviousData,
  })
}

export function answerQuery(id: string) {
  return queryOptions({
    queryKey: [...SAVED, id],
    queryFn: ({ signal }) => api.get<SavedAnswer>(`/saved-answers/${id}`, {}, signal),
  })
}

export function versionsQuery(id: string) {
  return queryOptions({
    queryKey: [...SAVED, id, 'versions'],
    queryFn: ({ signal }) => api.get<SavedVersion[]>(`/saved-answers/${id}/versions`, {}, signal),
  })
}

export function emptyContent(locale: string): SavedContent {
  return {
    ...{ name: '', shortcut: null, folder: '', tags: [], channels: [], crisis: false },
    texts: { [locale]: '' },
  }
}

/** By folder, in the order of the reader’s language; those without one first. */
export function byFolder(answers: readonly SavedAnswer[], locale: string): [string, SavedAnswer[]][] {
  const { compare } = new Intl.Collator(locale, { numeric: true })
  return [...Map.groupBy(answers, ({ content }) => content.folder)].sort(([a], [b]) => compare(a, b))
}

/** As it is sent: what was left empty is not there. */
export function sentContent(content: SavedContent): SavedContent {
  const texts = Object.entries(content.texts).filter(([, text]) => text.trim() !== '')
  return {
    ...content,
    name: content.name.trim(),
    shortcut: content.shortcut?.trim() || null,
    texts: Object.fromEntries(texts),
  }
}

/** The text with a variable where the cursor stands, and where the cursor stands after. */
export function withVariable(text: string, at: number, name: string): { text: string; at: number } {
  const put = `{{${name}}}`
  return { text: text.slice(0, at) + put + text.slice(at), at: at + put.length }
}
