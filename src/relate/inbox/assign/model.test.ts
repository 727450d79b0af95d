import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { inTransaction } from '../../../../lib/db/index.ts'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { entry, note } from '../../../../test/support/entries.ts'
import { testWorkspace } from '../../../../test/support/workspace.ts'
import { insertMember, insertUser } from '../../../access/index.ts'
import { append, consume } from '../../../activity/index.ts'
import { changeConversations } from '../change.ts'
import { keepAbsence, keepProfile } from '../desk/store.ts'
import { handOverAll } from '../hand/hand.ts'
import { inboxIntake } from '../intake.ts'
import { giveWhatWaits } from './run.ts'
import { replaceRules, versionOf } from './store.ts'

const NOW = new Date('2026-11-20T13:30:00Z')
const CAPACITY = 3
const intake = inboxIntake(
  { inboxAlerts: async () => new Set(), inboxAccounts: async () => new Set() },
  { now: () => NOW },
)
let database: TestDatabase
let workspaceId: string
let members: string[]
let said = 0
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

async function fresh(): Promise<void> {
  workspaceId = await testWorkspace(database.db)
  members = []
  for (let n = 0; n < 3; n++) {
    const user = { name: `M${n}`, email: `${uuidv7()}@example.org`, passwordHash: 'x' }
    members.push(await insertMember(database.db, workspaceId, await insertUser(database.db, user), 'agent'))
  }
  const profile = { skills: [], langs: [], capacity: CAPACITY, hours: [] }
  await inTransaction(database.db, async (tx) => {
    for (const id of members) await keepProfile(tx, workspaceId, id, profile)
    const pool = {
      to: 'pool',
      groupId: null,
      skill: null,
      language: false,
      onCall: false,
      by: 'load',
    } as const
    const rule = { name: 'All', enabled: true, when: { channels: ['email'] }, give: pool }
    await replaceRules(tx, workspaceId, [rule], { version: await versionOf(tx, workspaceId), now: NOW })
  })
}

async function arrive(channel: string, count: number): Promise<void> {
  const entries = Array.from({ length: count }, () => {
    const text = note(`letter-${said++}`, 'Bonjour', { visibility: 'private' })
    return entry(text)
  })
  await append(database.db, { workspaceId, channel, accountId: null, entries, received: NOW })
  while ((await consume(database.db, workspaceId, intake)) > 0);
}

interface Talk {
  id: string
  channel: string
  status: string
  assignee_id: string | null
  waits: boolean
  by_rule: number
}
async function talks(): Promise<Talk[]> {
  const { rows } = await sql<Talk>`
    select id, channel, status, assignee_id,
      exists (select 1 from assignment_wait as w where w.workspace_id = c.workspace_id and w.conversation_id = c.id) as waits,
      (select count(*)::int from conversation_event as e where e.workspace_id = c.workspace_id and e.conversation_id = c.id
        and what = 'assigned' and e.detail is not null) as by_rule
    from conversation as c where workspace_id = ${workspaceId} order by id`.execute(database.db)
  return rows
}

const step = fc.oneof(
  fc.record({
    do: fc.constant('arrive' as const),
    channel: fc.constantFrom('email', 'irc'),
    count: fc.integer({ min: 1, max: 5 }),
  }),
  fc.record({ do: fc.constant('close' as const), at: fc.nat(30) }),
  fc.record({ do: fc.constant('take' as const), at: fc.nat(30), who: fc.nat(2) }),
  fc.record({ do: fc.constant('away' as const), who: fc.nat(2), on: fc.boolean() }),
  fc.record({ do: fc.constant('look' as const) }),
  fc.record({ do: fc.constant('hand' as const), who: fc.nat(2) }),
)

test('whatever happens, rules fill nobody beyond their room, leave nothing that somebody could take, and lose nothing', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
      await fresh()
      const away = new Set<string>()
      const byHand = new Map<string, number>()
      for (const one of steps) {
        const all = await talks()
        const at = 'at' in one ? all[one.at % Math.max(1, all.length)] : undefined
        const who = 'who' in one ? (members[one.who] ?? '') : ''
        const by = { memberId: who || null, now: NOW }
        if (one.do === 'arrive') await arrive(one.channel, one.count)
        if (one.do === 'close' && at)
          await changeConversations(database.db, workspaceId, [at.id], { status: 'done' }, by)
        if (one.do === 'take' && at) {
          await changeConversations(database.db, workspaceId, [at.id], { assigneeId: who }, by)
          byHand.set(who, (byHand.get(who) ?? 0) + 1)
        }
        if (one.do === 'away') {
          if (one.on) away.add(who)
          else away.delete(who)
          const from = one.on ? new Date(0) : null
          await inTransaction(database.db, (tx) => keepAbsence(tx, workspaceId, who, { from, until: null }))
        }
        if (one.do === 'hand')
          await handOverAll(database.db, workspaceId, { from: who, to: 'rules', by: who }, NOW)
        if (one.do === 'look') await giveWhatWaits(database.db, workspaceId, NOW)
      }
      await giveWhatWaits(database.db, workspaceId, NOW)
      const end = await talks()
      const open = (id: string) =>
        end.filter((talk) => talk.status === 'open' && talk.assignee_id === id).length
      for (const id of members)
        assert.ok(open(id) <= CAPACITY + (byHand.get(id) ?? 0), 'nobody beyond their room')
      const room = members.some((id) => !away.has(id) && open(id) < CAPACITY)
      for (const talk of end) {
        if (talk.channel === 'irc') assert.equal(talk.by_rule, 0, 'what no rule fits is nobody’s')
        const lies = talk.channel === 'email' && talk.status === 'open' && talk.assignee_id === null
        if (lies) assert.ok(talk.waits, 'what nobody could take waits')
        if (lies) assert.equal(room, false, 'and nobody could')
        if (talk.waits) assert.ok(lies, 'and nothing else does')
      }
    }),
    { numRuns: 20 },
  )
})
