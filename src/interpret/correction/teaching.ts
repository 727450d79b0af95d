import { sql } from 'kysely'
import { type Handle, inTransaction, notify, tables } from '../../../lib/db/index.ts'
import { conflict, notFound } from '../../../lib/errors/index.ts'
import { audit } from '../../access/index.ts'
import {
  type Delta,
  decodeDelta,
  encodeDelta,
  FEWEST,
  homeOf,
  kept,
  type Task,
  type Taught,
  teach,
} from '../delta/index.ts'
import { twinGroups } from '../learn/index.ts'
import { shownFor } from '../understand.ts'
import { madeBy } from '../verdict.ts'
import { labelFor, saidOf } from './correction.ts'
import { type By, correctedPosts } from './store.ts'
import type { CorrectionTables, TeachingFigures, TeachingTable } from './tables.ts'

export interface Teaching
  extends Pick<TeachingTable, 'task' | 'lang' | 'version' | 'state' | 'learnt_on' | 'member_id' | 'at'> {
  figures: TeachingFigures
}

const SHOWN = ['task', 'lang', 'version', 'state', 'learnt_on', 'member_id', 'at', 'figures'] as const

/** Every version that was learnt, newest first. */
export async function teachingsOf(db: Handle, workspaceId: string): Promise<Teaching[]> {
  return await tables<CorrectionTables>(db)
    .selectFrom('teaching')
    .select(SHOWN)
    .where('workspace_id', '=', workspaceId)
    .orderBy('task')
    .orderBy('lang')
    .orderBy('version', 'desc')
    .execute()
}

/** What a workspace taught and uses. */
export async function deltasOf(db: Handle, workspaceId: string): Promise<Delta[]> {
  const rows = await tables<CorrectionTables>(db)
    .selectFrom('teaching')
    .select('delta')
    .where('workspace_id', '=', workspaceId)
    .where('state', '=', 'used')
    .orderBy('task')
    .execute()
  return rows.flatMap(({ delta }) => (delta ? [decodeDelta(delta)] : []))
}

/**
 * Learns from the corrections of a task in a language: a new version, used from now on where it does better on posts
 * kept aside, refused where it does not.
 * @throws Problem `teaching_too_few` with too little to learn from
 */
export async function learnFrom(db: Handle, by: By, task: Task, lang: string): Promise<Teaching> {
  const { texts, on } = await lessons(db, by.workspaceId, task, lang)
  const name = `${by.workspaceId.slice(-6)}-${task}-${lang}`
  const outcome = await teach(texts, { task, lang, name, on }, homeOf(lang)).catch((error: unknown) => {
    if (error instanceof RangeError)
      throw conflict('teaching_too_few', { least: FEWEST, count: texts.length })
    throw error
  })
  const { n, before, after, gain, reaches } = outcome
  const score = ({ macroF1, accuracy }: typeof before) => ({ macroF1, accuracy })
  const figures = { n, before: score(before), after: score(after), gain, reaches }
  return await inTransaction(db, async (tx) => {
    await alone(tx, by.workspaceId, task, lang)
    const version = await nextVersion(tx, by.workspaceId, task, lang)
    const state = gain.by > 0 ? 'used' : 'refused'
    if (state === 'used') await setAside(tx, by.workspaceId, task, lang)
    const delta = { ...outcome.delta, name: `${name}-${version}` }
    const row = { task, lang, version, state, learnt_on: on, member_id: by.memberId, at: by.now } as const
    await tables<CorrectionTables>(tx)
      .insertInto('teaching')
      .values({
        ...row,
        workspace_id: by.workspaceId,
        delta: state === 'used' ? encodeDelta(delta) : null,
        figures: JSON.stringify(figures),
      })
      .execute()
    await told(tx, by, 'understanding.learn', { task, lang, version, state })
    return { ...row, figures }
  })
}

/** Texts with the label that a person gave each, and the model that reads them today. */
async function lessons(db: Handle, workspaceId: string, task: Task, lang: string) {
  const posts = await correctedPosts(db, workspaceId, task, lang)
  const groups = twinGroups(posts.map(({ title, text }) => `${title ?? ''} ${text ?? ''}`))
  const texts: Taught[] = []
  posts.forEach((post, i) => {
    const { shown, common } = shownFor(saidOf(post))
    const label = labelFor(task, post)
    if (label === null || common.lang !== lang || !shown.said[task]) return
    texts.push({ shown: kept(shown), label, group: groups[i] ?? i })
  })
  return { texts, on: madeBy(task, lang) ?? '' }
}

async function nextVersion(tx: Handle, workspaceId: string, task: Task, lang: string): Promise<number> {
  const rows = await tables<CorrectionTables>(tx)
    .selectFrom('teaching')
    .select('version')
    .where('workspace_id', '=', workspaceId)
    .where('task', '=', task)
    .where('lang', '=', lang)
    .orderBy('version', 'desc')
    .limit(1)
    .execute()
  return (rows[0]?.version ?? 0) + 1
}

/** Two that learn or choose at once do so in turn, so that one version is in use. */
async function alone(tx: Handle, workspaceId: string, task: Task, lang: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`teaching ${workspaceId} ${task} ${lang}`}, 0))`.execute(
    tx,
  )
}

async function setAside(tx: Handle, workspaceId: string, task: Task, lang: string): Promise<void> {
  await tables<CorrectionTables>(tx)
    .updateTable('teaching')
    .set({ state: 'kept' })
    .where('workspace_id', '=', workspaceId)
    .where('task', '=', task)
    .where('lang', '=', lang)
    .where('state', '=', 'used')
    .execute()
}

/** Uses a version again, or none: then the common model alone reads. */
export async function useVersion(
  db: Handle,
  by: By,
  task: Task,
  lang: string,
  version: number | null,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    await alone(tx, by.workspaceId, task, lang)
    await setAside(tx, by.workspaceId, task, lang)
    if (version !== null) {
      const { numUpdatedRows } = await tables<CorrectionTables>(tx)
        .updateTable('teaching')
        .set({ state: 'used' })
        .where('workspace_id', '=', by.workspaceId)
        .where('task', '=', task)
        .where('lang', '=', lang)
        .where('version', '=', version)
        .where('state', '=', 'kept')
        .executeTakeFirst()
      if (numUpdatedRows === 0n) throw notFound('teaching')
    }
    await told(tx, by, 'understanding.use', { task, lang, version })
  })
}

async function told(
  tx: Handle,
  { workspaceId, who }: By,
  action: string,
  detail: Record<string, unknown>,
): Promise<void> {
  await audit(tx, { workspaceId, who, action, target: `${detail.task} ${detail.lang}`, detail })
  await notify(tx, { w: workspaceId, k: 'understanding' })
}
