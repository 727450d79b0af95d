import type { Handle } from '../../../../lib/db/index.ts'
import { type Locale, translate } from '../../../../lib/i18n/index.ts'
import type { StoredActivity } from '../../../activity/index.ts'
import { type DraftBody, requireFit, writtenDraft } from '../../../deliver/index.ts'
import { inLang, type Rule, type Sanction } from '../charter/charter.ts'
import type { Way } from './way.ts'

/** Stands for the address of the appeal, which is made in the moment in which it is done. */
export const LINK = '{link}'
/** An address as long as any: a message that fits with it fits. */
const SAMPLE = 'x'.repeat(95)

/** The author's own language where it is one of ours. */
export function noticeLang({ lang }: Pick<StoredActivity, 'lang'>, own: Locale): Locale {
  return lang === 'fr' || lang === 'en' ? lang : own
}

/** What the author is told unless a person writes something else: what was done, by which rule, and how to appeal. */
export function noticeText(kind: Sanction, rule: Rule, lang: Locale): string {
  return translate(lang, `moderation:notice.${kind}`, { rule: inLang(rule.title, lang), link: LINK })
}

/** The way to appeal is in it, whatever was written. */
export function withLink(text: string, url: string): string {
  const linked = text.includes(LINK) ? text : `${text.trimEnd()} ${LINK}`
  return linked.replaceAll(LINK, () => url)
}

/** To them alone where the network can, and where it cannot, where they wrote. */
function draftBody(text: string, lang: Locale, { channel }: Way): DraftBody {
  const direct = channel.limits.audiences?.includes('direct')
  return { text, lang, media: [], ...(direct ? { audience: 'direct' as const } : {}) }
}

/** Whether others can read what the author is told. */
export function isToldInPublic(
  { channel }: Way,
  { visibility }: Pick<StoredActivity, 'visibility'>,
): boolean {
  return visibility === 'public' && !channel.limits.audiences?.includes('direct')
}

/** @throws Problem `draft_too_long` and the others of `requireFit` */
export async function noticeDraft(
  db: Handle,
  workspaceId: string,
  { text, lang, way, url }: { text: string; lang: Locale; way: Way; url: string },
) {
  const draft = await writtenDraft(db, workspaceId, draftBody(withLink(text, url), lang, way))
  requireFit(draft, { ...way.channel.limits, ...way.row.profile?.limits })
  return draft
}

/** Refuses before anybody decides what would not leave after. */
export async function requireNotice(
  db: Handle,
  workspaceId: string,
  one: { text: string; lang: Locale; way: Way; publicUrl: string },
): Promise<void> {
  await noticeDraft(db, workspaceId, { ...one, url: `${one.publicUrl}/appeal/${SAMPLE}` })
}
