import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { hashToken, matchesToken, newToken, packIds, unpackIds } from '../../../../../lib/crypto/index.ts'
import { type Handle, tables } from '../../../../../lib/db/index.ts'
import type { EscalationTables } from '../tables.ts'

export interface Link {
  workspace_id: string
  id: string
  escalation_id: string
  email: string
  tokens: string[]
  expires: Date
  revoked: Date | null
  used: Date | null
  asked: Date | null
}

/** People of one service that one escalation is shown to. */
export const MOST_LINKS = 30
/** Compared with where there is no link at all, so that this takes as long. */
const NOBODYS = hashToken('escalation', 'nobody')

const open = (db: Handle) => tables<EscalationTables>(db)

/** Gives an address its link, or the one it has; nothing opens until a token is made. */
export async function linkFor(
  tx: Handle,
  workspaceId: string,
  escalationId: string,
  email: string,
  expires: Date,
): Promise<string> {
  const known = (await linksOf(tx, workspaceId, escalationId)).find((link) => same(link.email, email))
  if (known) {
    await sql`
      update escalation_link set expires = greatest(expires, ${expires}),
        tokens = case when revoked is null then tokens else '{}' end, revoked = null
      where workspace_id = ${workspaceId} and id = ${known.id}`.execute(tx)
    return known.id
  }
  const id = uuidv7()
  await open(tx)
    .insertInto('escalation_link')
    .values({
      ...{ workspace_id: workspaceId, id, escalation_id: escalationId, email: email.trim(), expires },
      ...{ tokens: [], revoked: null, used: null, asked: null },
    })
    .execute()
  return id
}

export function same(a: string, b: string): boolean {
  return a.trim().toLowerCase() === b.trim().toLowerCase()
}

export async function linksOf(db: Handle, workspaceId: string, escalationId: string): Promise<Link[]> {
  return await open(db)
    .selectFrom('escalation_link')
    .selectAll()
    .where('workspace_id', '=', workspaceId)
    .where('escalation_id', '=', escalationId)
    .orderBy('id')
    .execute()
}

/** Of one link; those of older mails open nothing any more. */
const MOST_TOKENS = 20

/** Makes a token of a link, which is nowhere but in what this answers: its hash alone is kept. */
export async function newLinkToken(tx: Handle, workspaceId: string, id: string): Promise<string> {
  const token = newToken()
  await sql`
    update escalation_link set tokens = (array_prepend(${hashToken('escalation', token)}, tokens))[1:${sql.lit(MOST_TOKENS)}]
    where workspace_id = ${workspaceId} and id = ${id}`.execute(tx)
  return packIds(workspaceId, id) + token
}

/** The link that a token opens, whether it has run out or not; undefined where it was never made here, or is replaced. */
export async function findLink(db: Handle, given: string): Promise<Link | undefined> {
  const ids = unpackIds(given.slice(0, 43))
  const row = ids
    ? await open(db)
        .selectFrom('escalation_link')
        .selectAll()
        .where('workspace_id', '=', ids.workspaceId)
        .where('id', '=', ids.id)
        .executeTakeFirst()
    : undefined
  const kept = row?.tokens.length ? row.tokens : [NOBODYS]
  // Every one is compared, whichever it is.
  const matches = kept.filter((one) => matchesToken('escalation', given.slice(43), one)).length > 0
  return matches ? row : undefined
}

/** Takes links back at once: all of an escalation, or one. */
export async function revokeLinks(
  tx: Handle,
  workspaceId: string,
  escalationId: string,
  now: Date,
  linkId?: string,
): Promise<number> {
  const { numAffectedRows } = await sql`
    update escalation_link set revoked = ${now}
    where workspace_id = ${workspaceId} and escalation_id = ${escalationId} and revoked is null
      and (${linkId ?? null}::uuid is null or id = ${linkId ?? null}::uuid)`.execute(tx)
  return Number(numAffectedRows)
}

/** What was taken back with a withdrawal can be given anew; what opened it before that opens nothing any more. */
export async function reviveLinks(
  tx: Handle,
  workspaceId: string,
  escalationId: string,
  withdrawn: Date,
): Promise<void> {
  await sql`
    update escalation_link set revoked = null, tokens = '{}'
    where workspace_id = ${workspaceId} and escalation_id = ${escalationId} and revoked = ${withdrawn}`.execute(
    tx,
  )
}

export async function noteUse(tx: Handle, { workspace_id, id }: Link, now: Date): Promise<void> {
  await sql`
    update escalation_link set used = ${now} where workspace_id = ${workspace_id} and id = ${id}`.execute(tx)
}

/** Between two requests for a new link, in milliseconds. */
const ASK_AGAIN = 10 * 60_000

/** How long a link that was sent anew opens, in milliseconds. */
const ANEW = 7 * 86_400_000

/**
 * Whether a new link may be sent to the address on file: now and then, whoever asks. What opened it before opens nothing any
 * more, or whoever holds an old mail would have it live again.
 */
export async function askAnew(tx: Handle, { workspace_id, id }: Link, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update escalation_link set asked = ${now}, tokens = '{}', expires = greatest(expires, ${new Date(now.getTime() + ANEW)})
    where workspace_id = ${workspace_id} and id = ${id} and revoked is null
      and (asked is null or asked <= ${new Date(now.getTime() - ASK_AGAIN)})`.execute(tx)
  return Number(numAffectedRows) > 0
}
