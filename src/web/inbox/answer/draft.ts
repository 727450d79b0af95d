import type { Audience } from '../../../server/api.ts'

/** A file on its way into an answer. */
export interface Attached {
  attachmentId: string
  name: string
  mediaType: string
  size: number
  alt: string
}

/** What is being written, kept on this device until it is sent. */
export interface Draft {
  text: string
  title?: string
  warning?: string
  audience?: Audience
  quote?: boolean
  /** BCP 47. */
  lang?: string
  accountId?: string
  media: Attached[]
}

export const EMPTY: Draft = { text: '', media: [] }
const PREFIX = 'veillee.draft.'

export function readDraft(id: string): Draft {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(PREFIX + id) ?? 'null')
    if (typeof kept === 'object' && kept !== null && 'text' in kept && typeof kept.text === 'string')
      return { ...EMPTY, ...(kept as Partial<Draft>) }
  } catch {
    // What cannot be read back was not ours; writing begins anew.
  }
  return EMPTY
}

export function keepDraft(id: string, draft: Draft): void {
  if (isEmpty(draft)) localStorage.removeItem(PREFIX + id)
  else localStorage.setItem(PREFIX + id, JSON.stringify(draft))
}

export function isEmpty({ text, media }: Draft): boolean {
  return text.trim() === '' && media.length === 0
}

/** As the API takes it: what was not said is not sent. */
export function bodyOf(
  { text, title, warning, audience, quote, lang, accountId, media }: Draft,
  done: boolean,
) {
  return {
    text: text.trim(),
    ...(title?.trim() ? { title: title.trim() } : {}),
    ...(warning?.trim() ? { warning: warning.trim() } : {}),
    ...(audience ? { audience } : {}),
    ...(quote === undefined ? {} : { quote }),
    ...(lang ? { lang } : {}),
    ...(accountId ? { accountId } : {}),
    media: media.map(({ attachmentId, alt }) => ({ attachmentId, alt: alt.trim() })),
    done,
  }
}
