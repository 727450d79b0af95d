import { type Handle, inTransaction } from '../../../../../lib/db/index.ts'
import { translate } from '../../../../../lib/i18n/index.ts'
import { newLink } from './link.ts'
import { questionFor } from './read.ts'

/** What a mail to an approver holds besides its words. */
export interface Enclosed {
  quotes: { label: string; text: string }[]
  link: { label: string; url: string }
}

/** Longer texts are read behind the link. */
const LONGEST = 4000

/**
 * The answer, the question, and a link that decides: for this member, about these very words. What was said to us alone leaves
 * by no mail, nor what answers it: both are read behind the link.
 */
export async function enclosedFor(
  db: Handle,
  workspaceId: string,
  { approvalId, memberId, publicUrl }: { approvalId: string; memberId: string; publicUrl: string },
): Promise<Enclosed | undefined> {
  const found = await questionFor(db, workspaceId, { approvalId, memberId })
  if (!found) return undefined
  const { asked, delivery, said, member } = found
  const say = (key: string) => translate(member.locale, `approval:mail.${key}`)
  const token = await inTransaction(db, (tx) => newLink(tx, asked, memberId))
  const open = said?.visibility === 'public' || (!said && delivery.act === 'publish')
  const quotes = open
    ? [
        ...(said ? [{ label: say('question'), text: cut(said.text || said.title || '') }] : []),
        { label: say('answer'), text: cut(delivery.draft?.text ?? '') },
      ]
    : [{ label: say('answer'), text: say('private') }]
  return { quotes, link: { label: say('decide'), url: `${publicUrl}/approve/${token}` } }
}

function cut(text: string): string {
  const signs = [...text.toWellFormed()]
  return signs.length > LONGEST ? `${signs.slice(0, LONGEST).join('')}…` : signs.join('')
}
