import { uuidv7 } from 'uuidv7'
import { type Handle, inTransaction, notify } from '../../../lib/db/index.ts'
import type { SafeHttp } from '../../../lib/http/index.ts'
import { findWorkspace } from '../../access/index.ts'
import { compare, wordsIn } from './diff/diff.ts'
import { type Look, look, type Trouble } from './look/look.ts'
import { Manners } from './look/polite.ts'
import {
  addVersion,
  askToRead,
  claimDue,
  lastVersion,
  letGo,
  noteLook,
  type PageRow,
  type VersionRow,
} from './store.ts'
import type { Pace } from './tables.ts'
import { saysTheSame } from './text/same.ts'
import type { Part } from './text/text.ts'

export interface ReaderDeps {
  db: Handle
  http: SafeHttp
  now(): Date
  /** 0 to 1; spreads what would come at once. */
  random(): number
  log: { error(values: object, message: string): void }
}

const MINUTE = 60_000
const PACE: Record<Pace, number> = { hour: 60 * MINUTE, day: 24 * 60 * MINUTE, week: 7 * 24 * 60 * MINUTE }
/** Taken at once, and read at the same time. */
const TAKEN = 24
const AT_ONCE = 6

/** One a process: it remembers what sites ask of whoever reads them. */
export function pageReader(deps: ReaderDeps): { readDue(signal?: AbortSignal): Promise<number> } {
  const manners = new Manners(deps.http)
  return {
    /** Reads the pages whose time has come, of all workspaces; one of a host at a time. Answers how many were read. */
    async readDue(signal) {
      const taken = await claimDue(deps.db, deps.now(), TAKEN)
      const mine: PageRow[] = []
      for (const page of taken) {
        if (manners.takeTurn(page.url, deps.now())) mine.push(page)
        else await letGo(deps.db, page, new Date(deps.now().getTime() + 5_000))
      }
      const waiting = [...mine]
      const work = async () => {
        for (let page = waiting.shift(); page; page = waiting.shift())
          await readOne(deps, manners, page, signal)
      }
      await Promise.all(Array.from({ length: AT_ONCE }, work))
      return mine.length
    },
  }
}

async function readOne(
  deps: ReaderDeps,
  manners: Manners,
  page: PageRow,
  signal?: AbortSignal,
): Promise<void> {
  try {
    const before = await lastVersion(deps.db, page.workspace_id, page.id)
    const allowed = !page.robots || (await manners.mayRead(page.url, deps.now()))
    const seen: Look = allowed
      ? await lookAt(deps, page, before, signal)
      : { kind: 'trouble', trouble: 'robots', detail: '' }
    // Stopped half way, it is taken up again when its lease has run out.
    if (!signal?.aborted) await note(deps, page, before, seen)
  } catch (error) {
    deps.log.error({ page: page.id, err: error }, 'a page could not be looked at; it is tried again')
  }
}

async function lookAt(deps: ReaderDeps, page: PageRow, before: VersionRow | undefined, signal?: AbortSignal) {
  const { locale } = await findWorkspace(deps.db, page.workspace_id)
  const { url, ignore, etag, modified, accept } = page
  const watched = { url, ignore, etag, modified, accept, part: partOf(page), before: before?.text }
  return look(deps.http, watched, { now: deps.now(), locale, ...(signal ? { signal } : {}) })
}

export function partOf({ part_kind: kind, part }: Pick<PageRow, 'part_kind' | 'part'>): Part {
  return kind && part ? { kind, of: part } : undefined
}

async function note(
  deps: ReaderDeps,
  page: PageRow,
  before: VersionRow | undefined,
  seen: Look,
): Promise<void> {
  const now = deps.now()
  await inTransaction(deps.db, async (tx) => {
    if (seen.kind === 'trouble') {
      await noteTrouble(tx, page, seen, now, deps.random())
      await notify(tx, { w: page.workspace_id, k: 'page', id: page.id })
      return
    }
    const well = {
      looked: now,
      trouble: null,
      troubles: 0,
      next_look: nextLook(page.every, now, deps.random()),
    }
    if (seen.kind === 'same') {
      await noteLook(tx, page, well)
      return
    }
    const { etag, modified, moved, title } = seen
    const kept = {
      ...well,
      anew: false,
      etag,
      modified,
      moved_to: moved && moved !== page.url ? moved : null,
      title,
    }
    if (await noteLook(tx, page, kept)) await keep(tx, page, before, { title, text: seen.text, now })
    await notify(tx, { w: page.workspace_id, k: 'page', id: page.id })
  })
}

/** At its pace, a twentieth sooner or later: pages that were added together part by and by. */
export function nextLook(every: Pace, now: Date, random: number): Date {
  return new Date(now.getTime() + PACE[every] * (0.95 + 0.1 * random))
}

/** Sooner than at its pace at first, for most troubles pass; then at its pace. */
async function noteTrouble(
  tx: Handle,
  page: PageRow,
  { trouble, detail, until }: { trouble: Trouble; detail: string; until?: Date },
  now: Date,
  random: number,
): Promise<void> {
  const since = page.trouble?.kind === trouble ? page.trouble.since : now.toISOString()
  const usual = nextLook(page.every, now, random)
  const soon = new Date(
    now.getTime() + 15 * MINUTE * 2 ** Math.min(page.troubles, 10) * (0.95 + 0.1 * random),
  )
  const next = new Date(Math.max(Math.min(+soon, +usual), +(until ?? 0)))
  await noteLook(tx, page, {
    trouble: { kind: trouble, detail: detail.slice(0, 500), since },
    troubles: page.troubles + 1,
    next_look: next,
  })
}

const NOTHING = { added: 0, removed: 0, share: 0 }

/** A version only where the words changed; what a part or a pattern now leaves out is no change of the page. */
async function keep(
  tx: Handle,
  page: PageRow,
  before: VersionRow | undefined,
  { title, text, now }: { title: string; text: string; now: Date },
): Promise<void> {
  if (before && saysTheSame({ text: before.text, at: before.seen }, { text, at: now })) return
  const base = page.anew ? undefined : before
  const { added, removed, share } = base ? compare(base.text, text) : NOTHING
  const id = uuidv7()
  const own = { workspace_id: page.workspace_id, page_id: page.id, id, seen: now, title, text }
  await addVersion(tx, { ...own, words: wordsIn(text), added, removed, share })
  // Lines that only moved are a version, and nothing to read again.
  if (base && added + removed > 0) await askToRead(tx, page, { from: base.id, to: id, now })
}
