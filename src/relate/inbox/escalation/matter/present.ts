import { z } from 'zod'
import type { Handle } from '../../../../../lib/db/index.ts'
import { attachmentsOf } from '../../../../activity/index.ts'
import { shownBy } from '../../merge/way.ts'
import type { Names } from '../../present.ts'
import { type Link, linksOf } from '../link/link.ts'
import { type Leg, troublesOf } from '../sender/queue.ts'
import { listServices, type Service } from '../service/store.ts'
import { isOpen } from './escalation.ts'
import { type ShownFile, shownFile } from './shown.ts'
import { type EntryRow, type Escalation, entriesOf } from './store.ts'

const person = z.object({ id: z.string(), name: z.string() })
const words = z.object({ fr: z.string(), en: z.string() })
export const fileReply = z.object({
  id: z.string(),
  name: z.string(),
  size: z.number(),
  mediaType: z.string(),
})

export const escalationReply = z.object({
  id: z.string(),
  conversationId: z.string(),
  service: z.object({ id: z.string(), name: z.string() }),
  reason: words,
  state: z.enum(['sent', 'seen', 'answered', 'asked_back', 'solved', 'refused', 'withdrawn', 'expired']),
  open: z.boolean(),
  late: z.boolean(),
  by: person,
  question: z.string(),
  values: z.array(z.object({ label: words, value: z.string() })),
  customer: z.string().nullable(),
  shared: z.number(),
  masked: z.boolean(),
  files: z.array(fileReply),
  created: z.string(),
  due: z.string(),
  expires: z.string(),
  next: z.string().nullable(),
  closed: z.string().nullable(),
  closedBy: z.enum(['service', 'member', 'tool']).nullable(),
  told: z.string().nullable(),
  issue: z.object({ url: z.string(), number: z.string() }).nullable(),
  entries: z.array(
    z.object({
      id: z.string(),
      at: z.string(),
      kind: z.string(),
      via: z.enum(['app', 'page', 'mail', 'tool', 'clock']),
      member: person.nullable(),
      email: z.string().nullable(),
      text: z.string().nullable(),
      author: z.string().nullable(),
      url: z.string().nullable(),
      edited: z.string().nullable(),
      gone: z.string().nullable(),
      earlier: z.array(z.object({ text: z.string(), at: z.string() })),
      files: z.array(fileReply),
    }),
  ),
  links: z.array(
    z.object({ id: z.string(), email: z.string(), open: z.boolean(), used: z.string().nullable() }),
  ),
  troubles: z.array(
    z.object({
      id: z.string(),
      what: z.string(),
      email: z.string().nullable(),
      state: z.string(),
      words: z.string().nullable(),
    }),
  ),
})

export interface PresentContext {
  db: Handle
  workspaceId: string
  now: Date
  names: Names
}

/** Escalations with all that was said in them, their links and what could not leave. */
export async function presentEscalations(
  { db, workspaceId, now, names }: PresentContext,
  rows: readonly Escalation[],
): Promise<z.input<typeof escalationReply>[]> {
  const ids = rows.map(({ id }) => id)
  const [entries, troubles, services, shown] = await Promise.all([
    entriesOf(db, workspaceId, ids),
    troublesOf(db, workspaceId, ids),
    listServices(db, workspaceId),
    shownBy(db, workspaceId, [...new Set(rows.map((row) => row.conversation_id))]),
  ])
  const files = await filesOf(db, workspaceId, rows, entries)
  const all: z.input<typeof escalationReply>[] = []
  for (const row of rows) {
    const service = services.find(({ id }) => id === row.service_id)
    const links = await linksOf(db, workspaceId, row.id)
    all.push({
      ...plain(row, service, { names, now, files }),
      conversationId: shown.get(row.conversation_id) ?? row.conversation_id,
      entries: entries
        .filter((entry) => entry.escalation_id === row.id)
        .map((entry) => presentEntry(entry, names, files)),
      links: links.map((link) => presentLink(link, now)),
      troubles: troubles.filter((leg) => leg.escalation_id === row.id).map(presentTrouble),
    })
  }
  return all
}

async function filesOf(
  db: Handle,
  workspaceId: string,
  rows: readonly Escalation[],
  entries: readonly EntryRow[],
): Promise<ReadonlyMap<string, ShownFile>> {
  const ids = [...rows, ...entries].flatMap((one) => one.files)
  const kept = await attachmentsOf(db, workspaceId, [...new Set(ids)])
  return new Map(kept.map((file) => [file.id, shownFile(file)]))
}

interface Known {
  names: Names
  now: Date
  files: ReadonlyMap<string, ShownFile>
}

function plain(row: Escalation, service: Service | undefined, { names, now, files }: Known) {
  const reason = service?.reasons.find(({ id }) => id === row.reason_id)
  const fields = service?.fields ?? []
  return {
    id: row.id,
    service: { id: row.service_id, name: service?.name ?? '' },
    reason: reason?.words ?? { fr: '', en: '' },
    state: row.state,
    open: isOpen(row.state),
    late: (row.state === 'sent' || row.state === 'seen') && row.due < now,
    by: { id: row.member_id, name: names.get(row.member_id) ?? '' },
    question: row.question,
    values: fields.flatMap(({ id, kind, words }) => {
      const value = row.values[id]
      return value && kind !== 'file' ? [{ label: words, value }] : []
    }),
    customer: row.customer,
    shared: row.shared.length,
    masked: row.masked,
    files: row.files.flatMap((id) => files.get(id) ?? []),
    created: row.created.toISOString(),
    due: row.due.toISOString(),
    expires: row.expires.toISOString(),
    next: row.next_step?.toISOString() ?? null,
    closed: row.closed?.toISOString() ?? null,
    closedBy: row.closed_by,
    told: row.told?.toISOString() ?? null,
    issue: row.issue && { url: row.issue.url, number: row.issue.number },
  }
}

function presentEntry(entry: EntryRow, names: Names, files: Known['files']) {
  const { id, at, kind, via, member_id, email, text, author, url } = entry
  return {
    ...{ id, kind, via, email, text, author, url },
    at: at.toISOString(),
    edited: entry.edited?.toISOString() ?? null,
    gone: entry.gone?.toISOString() ?? null,
    earlier: entry.earlier ?? [],
    member: member_id ? { id: member_id, name: names.get(member_id) ?? '' } : null,
    files: entry.files.flatMap((one) => files.get(one) ?? []),
  }
}

function presentLink({ id, email, expires, revoked, used }: Link, now: Date) {
  return { id, email, open: revoked === null && expires > now, used: used?.toISOString() ?? null }
}

function presentTrouble({ id, what, email, state, words }: Leg) {
  return { id, what, email, state, words: words?.split(':')[0] ?? null }
}
