import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction, notify, tables } from '../../../../../lib/db/index.ts'
import { translate } from '../../../../../lib/i18n/index.ts'
import { addEntry } from '../matter/act.ts'
import { isOpen } from '../matter/escalation.ts'
import { type Escalation, getEscalation } from '../matter/store.ts'
import { said } from '../service/service.ts'
import { getService, type Service, tokenPurpose } from '../service/store.ts'
import type { EscalationTables, Issue } from '../tables.ts'
import { type Desk, deskOf } from '../tool/desk.ts'
import type { Draft } from '../tool/dialect/dialect.ts'
import { isLasting, ToolFailure } from '../tool/failure.ts'
import { issueWords, markerOf, type Tool } from '../tool/tool.ts'
import type { SenderDeps } from './deps.ts'
import { handing, type Leg, putOff, settle } from './queue.ts'
import { dayAndTime } from './words.ts'

/** Between two looks at an issue, in milliseconds. */
export const LOOK_EVERY = 5 * 60_000

/**
 * Makes the issue in the tool of a service, once: what a try in doubt may have made is looked for by its marker first. No
 * link that opens without an account stands in it, since who reads a tool is not ours to know.
 */
export async function makeIssue(deps: SenderDeps, leg: Leg, signal: AbortSignal): Promise<void> {
  const { db, clock, http, sealing } = deps
  const row = await getEscalation(db, leg.workspace_id, leg.escalation_id)
  const service = await getService(db, leg.workspace_id, row.service_id)
  const { tool, sealed_token: sealed } = service
  if (!tool || !sealed || !isOpen(row.state) || row.issue) {
    await settle(db, leg, 'dropped', 'past')
    return
  }
  const desk = deskOf(http, tool, sealing.open(sealed, tokenPurpose(service.workspace_id, service.id)))
  try {
    const issue = await made(deps, leg, desk, draftOf(deps, row, service, tool), signal)
    if (issue) await keep(deps, leg, row, { ...issue, project: tool.project })
  } catch (error) {
    if (!(error instanceof ToolFailure)) throw error
    if (isLasting(error)) await settle(db, leg, 'failed', `tool-${error.kind}`)
    else
      await putOff(db, leg, {
        wait: error.wait,
        words: `tool-${error.kind}`,
        certain: !error.sent,
        now: clock.now(),
      })
  }
}

async function made({ db, clock }: SenderDeps, leg: Leg, desk: Desk, draft: Draft, signal: AbortSignal) {
  const found = leg.handed ? await desk.find(draft, signal) : undefined
  if (found) return found
  return (await handing(db, leg, clock.now())) ? desk.create(draft, signal) : undefined
}

function draftOf({ publicUrl }: SenderDeps, row: Escalation, service: Service, tool: Tool): Draft {
  const { locale } = service
  const reason = service.reasons.find(({ id }) => id === row.reason_id)
  const fields = service.fields.flatMap(({ id, kind, words }) =>
    kind !== 'file' && row.values[id]
      ? [`${said(words, locale)}${locale === 'fr' ? '\u202f' : ''}: ${row.values[id]}`]
      : [],
  )
  const due = dayAndTime(row.due, row.timing.zone, locale)
  const facts = {
    ...{ reference: markerOf(row.id).slice(0, 16), service: service.name, question: row.question },
    ...{ reason: reason ? said(reason.words, locale) : '', fields: fields.join('\n') },
    due: translate(locale, 'service:mail.due', { due }),
    link: `${publicUrl}/inbox/${row.conversation_id}`,
  }
  const marker = markerOf(row.id)
  return { ...issueWords(tool, facts, marker), marker, since: new Date(row.created.getTime() - 60_000) }
}

async function keep({ db, clock }: SenderDeps, leg: Leg, row: Escalation, issue: Issue): Promise<void> {
  await inTransaction(db, async (tx) => {
    if (await settle(tx, leg, 'sent', issue.number))
      await linkIssue(tx, row.workspace_id, row.id, issue, clock.now())
  })
}

/** The matter stands in the tool of its service from then on, and is looked at there. */
export async function linkIssue(
  tx: Handle,
  workspaceId: string,
  id: string,
  issue: Issue,
  now: Date,
): Promise<void> {
  const row = await getEscalation(tx, workspaceId, id, true)
  await tables<EscalationTables>(tx)
    .updateTable('escalation')
    .set({
      issue: JSON.stringify(issue),
      issue_look: row.state === 'withdrawn' ? null : new Date(now.getTime() + LOOK_EVERY),
    })
    .where('workspace_id', '=', workspaceId)
    .where('id', '=', id)
    .execute()
  await addEntry(tx, row, uuidv7(), { kind: 'issue', via: 'tool', now, text: issue.url })
  await notify(tx, { w: workspaceId, k: 'conversation', id: row.conversation_id })
}
