import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { Problem } from '../../../../lib/errors/index.ts'
import { type Member, type TestServer, testServer } from '../../../../test/support/http.ts'
import type { Content } from './saved.ts'
import {
  approveSaved,
  archiveSaved,
  type By,
  changeSaved,
  createSaved,
  listSaved,
  restoreSaved,
  versionsOf,
  withdrawApproval,
} from './store.ts'

let server: TestServer
let workspaceId = ''
const members: Member[] = []

before(async () => {
  server = await testServer({ routes: () => [] })
  workspaceId = await server.workspace()
  for (const role of ['agent', 'approver', 'approver'] as const)
    members.push(await server.member(workspaceId, role))
})
after(() => server.close())

/** What a saved answer is by the rules alone. */
interface Plain {
  id: string
  versions: { content: Content; by: number; restored: number | null }[]
  approved: number | null
  archived: boolean
}

const SHORTCUTS = [null, 'a', 'b'] as const
const contentOf = (text: number, shortcut: number): Content => ({
  ...{ name: `Réponse ${text}`, shortcut: SHORTCUTS[shortcut] ?? null, folder: '', tags: [], channels: [] },
  ...{ crisis: false, texts: { fr: `Texte ${text}` } },
})

type Step =
  | { act: 'create'; by: number; text: number; shortcut: number }
  | { act: 'change'; by: number; on: number; from: number; text: number; shortcut: number }
  | { act: 'restore'; by: number; on: number; from: number; to: number }
  | { act: 'approve'; by: number; on: number; from: number }
  | { act: 'withdraw' | 'archive' | 'unarchive'; by: number; on: number }

const by = fc.nat(2)
const on = fc.nat(2)
const from = fc.integer({ min: 1, max: 4 })
const text = fc.nat(2)
const shortcut = fc.nat(2)
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ act: fc.constant('create' as const), by, text, shortcut }),
  fc.record({ act: fc.constant('change' as const), by, on, from, text, shortcut }),
  fc.record({ act: fc.constant('restore' as const), by, on, from, to: from }),
  fc.record({ act: fc.constant('approve' as const), by, on, from }),
  fc.record({ act: fc.constantFrom('withdraw' as const, 'archive' as const, 'unarchive' as const), by, on }),
)

const last = (one: Plain) => one.versions.at(-1)?.content
const isTaken = (all: Plain[], { shortcut: wanted }: Content, but?: Plain) =>
  wanted !== null && all.some((one) => one !== but && last(one)?.shortcut === wanted)

function write(
  all: Plain[],
  one: Plain,
  from: number,
  content: Content,
  by: number,
  restored: number | null,
) {
  if (from !== one.versions.length) return 'saved_changed'
  if (JSON.stringify(last(one)) === JSON.stringify(content)) return null
  if (isTaken(all, content, one)) return 'saved_shortcut_taken'
  one.versions.push({ content, by, restored })
  return null
}

/** The rules: moves the model, and says with which refusal, if any. */
function told(all: Plain[], move: Step): string | null {
  if (move.act === 'create') {
    const content = contentOf(move.text, move.shortcut)
    if (isTaken(all, content)) return 'saved_shortcut_taken'
    all.push({
      id: '',
      versions: [{ content, by: move.by, restored: null }],
      approved: null,
      archived: false,
    })
    return null
  }
  const one = all[move.on]
  if (!one) return 'nothing'
  if (move.act === 'change')
    return write(all, one, move.from, contentOf(move.text, move.shortcut), move.by, null)
  if (move.act === 'restore') {
    const past = one.versions[move.to - 1]
    return past ? write(all, one, move.from, past.content, move.by, move.to) : 'not_found'
  }
  if (move.act === 'approve') {
    if (move.from !== one.versions.length) return 'saved_changed'
    if (one.approved === move.from) return null
    // Two of the three may approve: nobody approves what they wrote.
    if (one.versions.at(-1)?.by === move.by) return 'saved_own_approval'
    one.approved = move.from
    return null
  }
  if (move.act === 'withdraw') one.approved = null
  else one.archived = move.act === 'archive'
  return null
}

async function done(workspace: string, all: Plain[], move: Step): Promise<string | null> {
  const member = members[move.by]
  const now = new Date('2026-11-22T12:00:00Z')
  const who = { userId: member?.userId ?? '' }
  const as: By = { workspaceId: workspace, memberId: member?.memberId ?? '', who, now }
  const { db } = server
  const id = move.act === 'create' ? '' : (all[move.on]?.id ?? '')
  try {
    if (move.act === 'create') {
      const made = await createSaved(db, as, contentOf(move.text, move.shortcut))
      const fresh = all.at(-1)
      if (fresh) fresh.id = made
    } else if (move.act === 'change')
      await changeSaved(db, as, id, { content: contentOf(move.text, move.shortcut), from: move.from })
    else if (move.act === 'restore') await restoreSaved(db, as, id, { to: move.to, from: move.from })
    else if (move.act === 'approve') await approveSaved(db, as, id, move.from)
    else if (move.act === 'withdraw') await withdrawApproval(db, as, id)
    else await archiveSaved(db, as, id, move.act === 'archive')
    return null
  } catch (error) {
    if (error instanceof Problem) return error.id
    throw error
  }
}

async function kept(workspace: string, all: Plain[]): Promise<void> {
  const rows = new Map((await listSaved(server.db, workspace, {}, 100)).map((row) => [row.id, row]))
  assert.equal(rows.size, all.length)
  for (const one of all) {
    const row = rows.get(one.id)
    assert.deepEqual(
      [row?.content, row?.version, row?.approved_version, row?.archived !== null],
      [last(one), one.versions.length, one.approved, one.archived],
    )
    const versions = (await versionsOf(server.db, workspace, one.id)).toReversed()
    assert.deepEqual(
      versions.map((v) => [v.version, v.content, v.restored, v.member_id]),
      one.versions.map((v, i) => [i + 1, v.content, v.restored, members[v.by]?.memberId]),
    )
  }
}

describe('saved answers through any life', () => {
  it('are what the rules make of them: versions, shortcuts, approvals, nothing lost', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 18 }), async (moves) => {
        await server.pool.query('delete from saved_answer_version')
        await server.pool.query('delete from saved_answer')
        const all: Plain[] = []
        for (const move of moves) {
          const expected = told(all, move)
          if (expected === 'nothing') continue
          assert.equal(await done(workspaceId, all, move), expected, JSON.stringify(move))
        }
        await kept(workspaceId, all)
      }),
      { numRuns: 12 },
    )
  })

  it('written by several at one moment: one is kept of each version, the others are told', async () => {
    const as = (n: number): By => ({
      ...{ workspaceId, memberId: members[n]?.memberId ?? '', now: new Date() },
      who: { userId: members[n]?.userId ?? '' },
    })
    const id = await createSaved(server.db, as(0), { ...contentOf(9, 0), name: 'À plusieurs' })
    const tries = await Promise.allSettled([
      ...[0, 1, 2].map((n) => changeSaved(server.db, as(n), id, { content: contentOf(n, 0), from: 1 })),
      approveSaved(server.db, as(1), id, 1),
    ])
    const refused = tries.filter((one) => one.status === 'rejected')
    for (const { reason } of refused) assert.equal((reason as Problem).id, 'saved_changed')
    const versions = await versionsOf(server.db, workspaceId, id)
    assert.deepEqual(
      versions.map(({ version }) => version),
      [2, 1],
    )
    assert.ok(refused.length >= 2)
    const [row] = (await listSaved(server.db, workspaceId, {}, 100)).filter((one) => one.id === id)
    assert.ok(row?.approved_version !== 2, 'nobody has read what was written since')
  })
})
