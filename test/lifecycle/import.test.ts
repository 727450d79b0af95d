import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect } from '../../lib/db/index.ts'
import type { Import } from '../../src/server/api.ts'
import { type Client, setUpOwner } from '../support/client.ts'
import { reviews, tally } from '../support/imports.ts'
import { type RunningProgram, startProgram } from '../support/program.ts'

const ROWS = 20_000
let program: RunningProgram
let owner: Client
before(async () => {
  program = await startProgram()
  owner = await setUpOwner(program)
})
after(() => program.stop())

async function send(content: string, name: string): Promise<Import> {
  const answer = await fetch(`${program.url}/api/v1/imports?name=${name}`, {
    method: 'POST',
    headers: { cookie: owner.cookie, origin: program.url, 'content-type': 'application/octet-stream' },
    body: content,
  })
  assert.equal(answer.status, 201, await answer.clone().text())
  return (await answer.json()) as Import
}

const look = (id: string) => owner.call<Import>('GET', `/imports/${id}`)

/** Looks until it is so; the test's own time limit ends a wait that is in vain. */
async function until(id: string, come: (one: Import) => boolean): Promise<Import> {
  while (true) {
    const one = await look(id)
    if (come(one)) return one
    await sleep(50)
  }
}

async function counted(): Promise<number[]> {
  const { db, close } = connect(program.databaseUrl, { max: 1 })
  try {
    return await tally(db, owner.workspaceId)
  } finally {
    await close()
  }
}

test('a file sent to the running program comes in whole though the program is killed -9 meanwhile, and goes whole', async () => {
  const { id, mapping } = await send(reviews(ROWS, [7]), 'avis.csv')
  assert.deepEqual(mapping, { Date: 'published', Auteur: 'author', Message: 'text', Note: 'rating' })
  await owner.call('POST', `/imports/${id}/start`, {})
  await until(id, ({ imported }) => imported > 0)
  await program.kill()
  await program.start()
  const cut = await look(id)
  assert.equal(cut.state, 'running')
  assert.ok(cut.imported < ROWS - 1, 'the kill came too late to mean anything')
  const done = await until(id, ({ state }) => state === 'done')
  assert.deepEqual([done.imported, done.duplicates, done.errors], [ROWS - 1, 0, 1])
  assert.deepEqual(await counted(), [ROWS - 1, ROWS - 1, ROWS - 1, ROWS - 1])

  await owner.call('POST', `/imports/${id}/cancel`, {})
  await until(id, ({ imported }) => imported < ROWS - 1)
  await program.kill()
  await program.start()
  const gone = await until(id, ({ phase }) => phase === null)
  assert.deepEqual([gone.state, gone.imported], ['cancelled', 0])
  assert.deepEqual(await counted(), [0, 0, 0, 0])
})
