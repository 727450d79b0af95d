import { inTransaction } from '../../../../../lib/db/index.ts'
import { findWorkspace } from '../../../../access/index.ts'
import { handOver } from '../../../../channels/email/index.ts'
import { ChannelFailure } from '../../../../channels/index.ts'
import { getConversations } from '../../store.ts'
import { linksOf, newLinkToken, same } from '../link/link.ts'
import { type Escalation, entriesOf, getEscalation } from '../matter/store.ts'
import { said } from '../service/service.ts'
import { getService, type Service } from '../service/store.ts'
import type { EntryKind } from '../tables.ts'
import { compose } from './compose.ts'
import type { MailWay, SenderDeps, Telling } from './deps.ts'
import { handing, type Leg, putOff, settle } from './queue.ts'
import { mailWords } from './words.ts'

const TOLD: readonly EntryKind[] = ['answer', 'question', 'solved', 'refused', 'expired', 'reopened']

/** Tells the member in charge, by the ways that they chose: settled in the transaction that tells, so once. */
export async function tellMember(deps: SenderDeps, leg: Leg): Promise<void> {
  await inTransaction(deps.db, async (tx) => {
    if (!(await settle(tx, leg, 'sent', null))) return
    const row = await getEscalation(tx, leg.workspace_id, leg.escalation_id)
    const entries = await entriesOf(tx, leg.workspace_id, [row.id])
    const entry = entries.find(({ id }) => id === leg.entry_id)
    const what = TOLD.find((kind) => kind === entry?.kind) as Telling['what'] | undefined
    if (!entry || !what) return
    const [conversation] = await getConversations(tx, leg.workspace_id, [row.conversation_id])
    const service = await getService(tx, leg.workspace_id, row.service_id)
    await deps.tellMember(tx, leg.workspace_id, {
      memberId: conversation?.assignee_id ?? row.member_id,
      conversationId: row.conversation_id,
      ...{ key: `escalation:${entry.id}`, what, service: service.name, at: entry.at },
    })
  })
}

/** Sends a mail to somebody at a service: once, or it is said that nobody knows. */
export async function sendMail(deps: SenderDeps, leg: Leg, signal: AbortSignal): Promise<void> {
  const { db, clock } = deps
  const row = await getEscalation(db, leg.workspace_id, leg.escalation_id)
  if (isPast(leg, row)) {
    await settle(db, leg, 'dropped', 'past')
    return
  }
  const { demo } = await findWorkspace(db, leg.workspace_id)
  const way = demo ? undefined : await deps.mailWay(db, leg.workspace_id)
  if (!way) {
    await settle(db, leg, 'dropped', demo ? 'demo' : 'no-way')
    return
  }
  const letter = await written(deps, leg, row, way)
  if (!letter) return
  try {
    const { response } = await handOver(way.server, letter, { http: way.http, signal, now: clock.now })
    await settle(db, leg, 'sent', response)
  } catch (error) {
    if (!(error instanceof ChannelFailure)) throw error
    await undone(deps, leg, error)
  }
}

/** A reminder that waited until there was an answer is none any more; nor is a question that was withdrawn. */
function isPast({ what }: Leg, { state }: Escalation): boolean {
  if (what === 'remind' || what === 'manager') return state !== 'sent' && state !== 'seen'
  return state === 'withdrawn' && what !== 'withdrawn'
}

/** The link is made in the transaction that says that the mail is leaving: its token stands nowhere but in the mail. */
async function written(deps: SenderDeps, leg: Leg, row: Escalation, way: MailWay) {
  const { db, clock, publicUrl } = deps
  const service = await getService(db, leg.workspace_id, row.service_id)
  const { name: workspace } = await findWorkspace(db, leg.workspace_id)
  const facts = await factsOf(deps, leg, row, service)
  return inTransaction(db, async (tx) => {
    if (!(await handing(tx, leg, clock.now()))) return undefined
    const links = await linksOf(tx, leg.workspace_id, row.id)
    const link = links.find(({ email, revoked }) => revoked === null && same(email, leg.email ?? ''))
    const token = link && (await newLinkToken(tx, leg.workspace_id, link.id))
    const words = mailWords({
      ...facts,
      ...{ workspace, service: service.name, due: row.due, zone: row.timing.zone },
      link: token ? `${publicUrl}/service/${token}` : null,
      answered: way.reads === true && leg.what !== 'manager',
    })
    const first = leg.what === 'ask'
    const { id, escalation_id: escalationId, email } = leg
    const to = email ?? ''
    return compose({
      id,
      escalationId,
      from: { ...way.from, name: workspace },
      to,
      at: clock.now(),
      words,
      first,
    })
  })
}

async function factsOf({ db }: SenderDeps, leg: Leg, row: Escalation, service: Service) {
  const entries = await entriesOf(db, leg.workspace_id, [row.id])
  const entry = entries.find(({ id }) => id === leg.entry_id)
  const reason = row && service.reasons.find(({ id }) => id === row.reason_id)
  const what = leg.what === 'tell' || leg.what === 'issue' ? 'ask' : leg.what
  const from = what === 'hand' ? (entry?.email ?? null) : null
  const text = what === 'reply' ? (entry?.text ?? null) : what === 'withdrawn' ? null : row.question
  return {
    what,
    from,
    text,
    locale: service.locale,
    reason: reason ? said(reason.words, service.locale) : '',
  }
}

async function undone({ db, clock }: SenderDeps, leg: Leg, { failure }: ChannelFailure): Promise<void> {
  const words = 'detail' in failure && failure.detail ? `${failure.kind}: ${failure.detail}` : failure.kind
  if (failure.kind === 'uncertain') await settle(db, leg, 'unknown', words)
  else if (failure.kind === 'refused') await settle(db, leg, 'failed', words)
  else {
    const now = clock.now()
    const until = 'until' in failure && failure.until instanceof Date ? failure.until.getTime() : 0
    await putOff(db, leg, { wait: Math.max(0, until - now.getTime()), words, certain: true, now })
  }
}
