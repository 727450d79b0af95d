import { type Contact, findWorkspace } from '../../../access/index.ts'
import { handOver } from '../../../channels/email/index.ts'
import { ChannelFailure } from '../../../channels/index.ts'
import { contentsOf, type Item } from '../letter/content.ts'
import { type Line, lineOf } from '../letter/line.ts'
import { LISTED, scopeOf, wordsOf } from '../letter/mail.ts'
import type { NoticeRow } from '../letter/store.ts'
import { compose } from '../mail/compose.ts'
import { leaveToken } from '../mail/unsubscribe.ts'
import type { MailWay, NoticeDeps } from './deps.ts'
import { handing, type Leg, putOff, settle } from './queue.ts'

/** Sends a notice to its member's mailbox: once, or it is said that nobody knows. */
export async function sendMail(
  deps: NoticeDeps,
  leg: Leg,
  { notice, to }: { notice: NoticeRow; to: Contact },
  signal: AbortSignal,
): Promise<void> {
  const { db } = deps
  const way = await deps.mailWay(db, leg.workspace_id)
  if (!way) return settle(db, leg, 'dropped', 'no-way')
  const letter = await letterOf(deps, leg, { notice, to }, way)
  if (!letter) return settle(db, leg, 'dropped', 'nothing-left')
  if (!(await handing(db, leg))) return
  try {
    const { response } = await handOver(way.server, letter, { http: way.http, signal, now: deps.clock.now })
    await settle(db, leg, 'sent', response)
  } catch (error) {
    if (!(error instanceof ChannelFailure)) throw error
    await undone(deps, leg, error)
  }
}

function undone({ db, clock }: NoticeDeps, leg: Leg, { failure }: ChannelFailure): Promise<void> {
  const words = 'detail' in failure && failure.detail ? `${failure.kind}: ${failure.detail}` : failure.kind
  if (failure.kind === 'uncertain') return settle(db, leg, 'unknown', words)
  if (failure.kind === 'refused') return settle(db, leg, 'failed', words)
  const until = 'until' in failure && failure.until instanceof Date ? failure.until.getTime() : 0
  return putOff(db, leg, Math.max(0, until - clock.now().getTime()), words)
}

async function letterOf(
  deps: NoticeDeps,
  { workspace_id: workspaceId, id }: Leg,
  { notice, to }: { notice: NoticeRow; to: Contact },
  { from }: MailWay,
) {
  const { db, publicUrl, leaveSecret } = deps
  const { locale } = to
  const contents = await contentsOf(db, workspaceId, { notices: [notice.id], most: LISTED, locale })
  const lines: Line[] = []
  for (const item of contents.get(notice.id) ?? []) lines.push(await lineWith(deps, workspaceId, item, to))
  if (lines.length === 0 && notice.more === 0) return undefined
  const scope = scopeOf(notice.slot, lines)
  const token = leaveToken(leaveSecret, { workspaceId, memberId: to.memberId, scope })
  const { name: workspace } = await findWorkspace(db, workspaceId)
  const words = wordsOf({
    locale,
    workspace,
    notice,
    lines,
    publicUrl,
    unsubscribe: `${publicUrl}/unsubscribe#${token}`,
    scope,
  })
  const at = notice.told ?? notice.due
  const oneClick = `${publicUrl}/api/v1/notices/unsubscribe/${token}`
  return compose({ id, from, to: { name: to.name, address: to.email }, at, words, oneClick })
}

/** A line of a mail, with what it encloses for its reader alone. */
async function lineWith(deps: NoticeDeps, workspaceId: string, item: Item, to: Contact): Promise<Line> {
  const line = lineOf(item, to)
  if (!item.matter || !deps.enclosed) return line
  const { what, facts } = item.matter
  const enclosed = await deps.enclosed(deps.db, workspaceId, { memberId: to.memberId, what, facts })
  return enclosed ? { ...line, enclosed } : line
}
