import assert from 'node:assert/strict'
import { after, before, beforeEach, it } from 'node:test'
import { sql } from 'kysely'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { say } from '../../../test/support/sending.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { claim } from './claim.ts'
import type { DeliverDeps } from './deps.ts'
import { type Finished, settle } from './settle.ts'
import { Settler } from './settler.ts'

let database: TestDatabase
let workspaceId: string
before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(async () => {
  await sql`truncate delivery, outbox_account`.execute(database.db)
  workspaceId = await testWorkspace(database.db)
})

/** Deliveries in hand, each refused by its network, and a settler whose database refuses what begins so. */
async function stage(texts: string[]) {
  const account = uuidv7()
  for (const text of texts) await say(database.db, workspaceId, account, text)
  const rows = await claim(database.db, { seat: 1, most: 100, perAccount: 100, lease: 60_000 })
  const finished = new Map(
    rows.map((row): [string, Finished] => [
      row.draft?.text ?? '',
      {
        row,
        outcome: { kind: 'failed', failure: { kind: 'refused', detail: 'no' } },
        again: { kind: 'never' },
        verdict: {
          state: 'refused',
          wait: 0,
          tried: true,
          inDoubt: false,
          failure: { kind: 'refused', detail: 'no' },
        },
      },
    ]),
  )
  await sql`
    create or replace function refuse_spoilt() returns trigger language plpgsql as $$
      begin if new.draft->>'text' like 'spoilt%' then raise exception 'not taken'; end if; return new; end $$`.execute(
    database.db,
  )
  await sql`create or replace trigger refuse_spoilt before update on delivery for each row
    execute function refuse_spoilt()`.execute(database.db)
  const done: string[] = []
  const told = Promise.withResolvers<void>()
  const log = { info: () => undefined, error: () => told.resolve() }
  const settler = new Settler({ db: database.db, log } as unknown as DeliverDeps, {
    done: (some) => done.push(...some.map(({ row }) => row.draft?.text ?? '')),
    more: () => 0,
  })
  const add = (text: string) => {
    const one = finished.get(text)
    assert.ok(one)
    settler.add(one)
  }
  return { settler, add, done, finished, told: told.promise }
}

async function unspoil(): Promise<void> {
  await sql`drop trigger if exists refuse_spoilt on delivery`.execute(database.db)
}

it('writes the others at once where the database refuses one, and that one when it is taken after all', async () => {
  await unspoil()
  const texts = ['good', 'late']
  const { settler, add, done, told } = await stage([...texts, 'spoilt'])
  add('spoilt')
  add('good')
  await told
  add('late')
  while (!done.includes('late')) await new Promise((resolve) => setImmediate(resolve))
  assert.deepEqual(done.sort(), ['good', 'late'])
  await unspoil()
  await settler.idle()
  assert.deepEqual(done.sort(), ['good', 'late', 'spoilt'])
})

it('ends when told to give up, though the database goes on refusing', async () => {
  await unspoil()
  const { settler, add, done, told } = await stage(['spoilt'])
  add('spoilt')
  await told
  settler.drop()
  await settler.idle()
  assert.deepEqual(done, [])
  await unspoil()
  const { rows } = await sql<{ state: string }>`select state from delivery`.execute(database.db)
  assert.deepEqual(rows, [{ state: 'sending' }], 'the next worker finds it')
})

it('counts patience from the first try, not from the first time it was only held', async () => {
  await unspoil()
  const held = async (text: string, inDoubt: boolean) => {
    const { finished } = await stage([text])
    const one = finished.get(text)
    assert.ok(one)
    const outcome = { kind: 'given-back' } as const
    const verdict = { state: 'waiting', wait: 0, tried: false, inDoubt, failure: null } as const
    await unspoil()
    await settle({ db: database.db, record: async () => [] }, [{ ...one, outcome, verdict }])
    const { rows } = await sql<{ first_try: Date | null }>`
      select first_try from delivery where id = ${one.row.id}`.execute(database.db)
    return rows[0]?.first_try
  }
  assert.equal(await held('held', false), null)
  assert.ok(await held('in doubt', true), 'what may have left keeps the time from which it is looked for')
})
