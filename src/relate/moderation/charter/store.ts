import { sql } from 'kysely'
import { type Handle, inTransaction } from '../../../../lib/db/index.ts'
import { conflict, invalid, notFound } from '../../../../lib/errors/index.ts'
import { type Charter, charterSchema, MOST_CHARTER } from './charter.ts'
import { lacksOf } from './lacks.ts'
import { readyCharter } from './ready.ts'

export interface Draft {
  charter: Charter
  /** 0: nobody has changed the charter to begin with. */
  revision: number
  changed: Date | null
  by: string | null
}

export interface Published {
  version: number
  published: Date
  by: string
  charter: Charter
}

/** The charter as it is being written; the one to begin with where nobody has begun. */
export async function draftOf(db: Handle, workspaceId: string, lock = false): Promise<Draft> {
  const { rows } = await sql<{ draft: unknown; revision: number; changed: Date; changed_by: string }>`
    select draft, revision, changed, changed_by from charter where workspace_id = ${workspaceId}
    ${lock ? sql`for update` : sql``}`.execute(db)
  const [row] = rows
  if (!row) return { charter: readyCharter(), revision: 0, changed: null, by: null }
  const { revision, changed, changed_by: by } = row
  return { charter: charterSchema.parse(row.draft), revision, changed, by }
}

/**
 * Keeps the draft; nobody is held to it until it is published.
 * @returns its new revision
 * @throws Problem `charter_changed` (409) where somebody else has changed it since `revision`
 */
export async function keepDraft(
  tx: Handle,
  workspaceId: string,
  { charter, revision }: { charter: Charter; revision: number },
  by: { memberId: string; now: Date },
): Promise<number> {
  const content = JSON.stringify(charter)
  if (content.length > MOST_CHARTER) throw invalid('charter_too_long')
  const { rows } = await sql<{ revision: number }>`
    insert into charter (workspace_id, draft, revision, changed, changed_by)
    select ${workspaceId}::uuid, ${content}::jsonb, 1, ${by.now}::timestamptz, ${by.memberId}::uuid
    where ${revision} = 0 or exists (select 1 from charter where workspace_id = ${workspaceId})
    on conflict (workspace_id) do update set draft = excluded.draft, revision = charter.revision + 1,
      changed = excluded.changed, changed_by = excluded.changed_by where charter.revision = ${revision}
    returning revision`.execute(tx)
  const [row] = rows
  if (!row) throw conflict('charter_changed')
  return row.revision
}

/**
 * Makes the draft the charter, as its next version; versions are never changed.
 * @throws Problem `charter_changed` (409), `charter_lacks` (422), `charter_same` (409) where it says what is published
 */
export function publish(
  db: Handle,
  workspaceId: string,
  revision: number,
  by: { memberId: string; now: Date },
): Promise<number> {
  return inTransaction(db, async (tx) => {
    const draft = await draftOf(tx, workspaceId, true)
    if (draft.revision !== revision || revision === 0) throw conflict('charter_changed')
    if (lacksOf(draft.charter).length > 0) throw invalid('charter_lacks')
    const last = await publishedCharter(tx, workspaceId)
    if (last && JSON.stringify(last.charter) === JSON.stringify(draft.charter)) throw conflict('charter_same')
    const version = (last?.version ?? 0) + 1
    await sql`
      insert into charter_version (workspace_id, version, content, published, published_by)
      values (${workspaceId}, ${version}, ${JSON.stringify(draft.charter)}::jsonb, ${by.now}, ${by.memberId})`.execute(
      tx,
    )
    return version
  })
}

interface VersionRow {
  version: number
  content: unknown
  published: Date
  published_by: string
}

/** The version that everybody is held to now; undefined where none was ever published. */
export async function publishedCharter(db: Handle, workspaceId: string): Promise<Published | undefined> {
  const { rows } = await sql<VersionRow>`
    select version, content, published, published_by from charter_version where workspace_id = ${workspaceId}
    order by version desc limit 1`.execute(db)
  return rows[0] && published(rows[0])
}

/** @throws Problem `not_found` */
export async function charterVersion(db: Handle, workspaceId: string, version: number): Promise<Published> {
  const { rows } = await sql<VersionRow>`
    select version, content, published, published_by from charter_version
    where workspace_id = ${workspaceId} and version = ${version}`.execute(db)
  if (!rows[0]) throw notFound('charter_version')
  return published(rows[0])
}

/** Newest first. */
export async function listVersions(
  db: Handle,
  workspaceId: string,
): Promise<Pick<VersionRow, 'version' | 'published' | 'published_by'>[]> {
  const { rows } = await sql<VersionRow>`
    select version, published, published_by from charter_version where workspace_id = ${workspaceId}
    order by version desc limit 500`.execute(db)
  return rows
}

/** Versions by their numbers, to say by which rule something was done. */
export async function chartersOf(
  db: Handle,
  workspaceId: string,
  versions: readonly number[],
): Promise<ReadonlyMap<number, Charter>> {
  if (versions.length === 0) return new Map()
  const { rows } = await sql<VersionRow>`
    select version, content, published, published_by from charter_version
    where workspace_id = ${workspaceId} and version = any(${[...new Set(versions)]}::int[])`.execute(db)
  return new Map(rows.map((row) => [row.version, charterSchema.parse(row.content)]))
}

function published({ version, content, published: at, published_by: by }: VersionRow): Published {
  return { version, published: at, by, charter: charterSchema.parse(content) }
}
