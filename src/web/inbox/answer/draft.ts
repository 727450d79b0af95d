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
  /** Answers of the team that its writer knew of as they began. */
  seen?: string[]
  /** The link whose card was taken off. */
  bare?: string
  /** The message that it answers, where one was chosen. */
  to?: string
  media: Attached[]
}

export const EMPTY: Draft = { text: '', media: [] }
const PREFIX = 'veillee.draft.'

type Kept = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

export function readDraft(id: string, storage: Kept = localStorage): Draft {
  try {
    return draftIn(JSON.parse(storage.getItem(PREFIX + id) ?? 'null'))
  } catch {
    // What cannot be read back was not ours; writing begins anew.
    return EMPTY
  }
}

/** Kept where there is room for it: writing goes on where there is none, or where the browser keeps nothing. */
export function keepDraft(id: string, draft: Draft, storage: Kept = localStorage): void {
  try {
    if (isEmpty(draft)) storage.removeItem(PREFIX + id)
    else storage.setItem(PREFIX + id, JSON.stringify(draft))
  } catch {
    // Nothing that the person who writes could do now.
  }
}

/**
 * A draft in hand. A change is kept at once and not when a view takes it up: who has gone on to another conversation
 * while an answer left must not find it again as if it had not.
 */
export function openDraft(id: string, storage: Kept = localStorage) {
  let draft = readDraft(id, storage)
  return {
    draft: () => draft,
    change(part: Partial<Draft> | ((draft: Draft) => Partial<Draft>)): Draft {
      draft = { ...draft, ...(typeof part === 'function' ? part(draft) : part) }
      keepDraft(id, draft, storage)
      return draft
    },
  }
}

const WORDS = ['title', 'warning', 'lang', 'accountId', 'to', 'bare'] as const
const AUDIENCES: readonly unknown[] = ['public', 'unlisted', 'followers', 'direct'] satisfies Audience[]

/** A draft as an older version, or somebody else, may have left it: what has another form is left out. */
export function draftIn(kept: unknown): Draft {
  if (!isRecord(kept) || typeof kept.text !== 'string') return EMPTY
  const words = WORDS.flatMap((name) => (typeof kept[name] === 'string' ? [[name, kept[name]]] : []))
  return {
    text: kept.text,
    ...(Object.fromEntries(words) as Pick<Draft, (typeof WORDS)[number]>),
    ...(AUDIENCES.includes(kept.audience) ? { audience: kept.audience as Audience } : {}),
    ...(typeof kept.quote === 'boolean' ? { quote: kept.quote } : {}),
    ...(isWords(kept.seen) ? { seen: kept.seen } : {}),
    media: Array.isArray(kept.media) ? kept.media.filter(isAttached) : [],
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

function isWords(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}

function isAttached(value: unknown): value is Attached {
  return (
    isRecord(value) &&
    typeof value.size === 'number' &&
    ['attachmentId', 'name', 'mediaType', 'alt'].every((name) => typeof value[name] === 'string')
  )
}

export function isEmpty({ text, media }: Draft): boolean {
  return text.trim() === '' && media.length === 0
}

/** As the API takes it: what was not said is not sent. */
export function bodyOf(
  { text, title, warning, audience, quote, lang, accountId, to, media }: Draft,
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
    ...(to ? { to } : {}),
    media: media.map(({ attachmentId, alt }) => ({ attachmentId, alt: alt.trim() })),
    done,
  }
}
