import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { sql } from 'kysely'
import { type Connection, connect } from '../../lib/db/index.ts'
import { type Client, setUpOwner } from '../support/client.ts'
import { eventually } from '../support/eventually.ts'
import { type RunningProgram, startProgram } from '../support/program.ts'
import { type Crowd, FRANTIC, work } from './agents.ts'
import { wrongIn } from './books.ts'
import { openBrowsers } from './browsers.ts'
import { fillInbox } from './fill.ts'
import { agentsOf } from './members.ts'
import { randomOf } from './talk.ts'

/** The short form of `npm run bench -- inbox-load`: few conversations, four agents, one kill. */
let program: RunningProgram
let owner: Client
let agents: Client[]
let connection: Connection

before(async () => {
  program = await startProgram({ env: { VEILLEE_LIMITS: 'no' } })
  owner = await setUpOwner(program)
  connection = connect(program.databaseUrl, { max: 2 })
  agents = await agentsOf(connection.db, program.url, owner.workspaceId, 4)
  await program.kill()
  await fillInbox(
    connection.db,
    owner.workspaceId,
    { conversations: 2_000, messages: 2, real: 200 },
    () => undefined,
  )
  await program.start()
})
after(async () => {
  await connection.close()
  await program.stop()
})

test('a filled inbox is one that the program would have made: every count, list and thread agrees', async () => {
  const counts = await owner.call<Record<string, number>>('GET', '/conversations/counts')
  assert.equal((counts.open ?? 0) + (counts.snoozed ?? 0) + (counts.done ?? 0), 2_000)
  assert.equal(counts.open, 40)
  const { items } = await owner.call<{ items: { id: string; messages: number; snippet: string }[] }>(
    ...(['GET', '/conversations?status=open&limit=100'] as const),
  )
  for (const { id, messages, snippet } of items.slice(0, 5)) {
    const thread = await owner.call<{ items: { kind: string; activity?: { text: string | null } }[] }>(
      ...(['GET', `/conversations/${id}/items`] as const),
    )
    const said = thread.items.filter(({ kind }) => kind === 'message')
    assert.equal(said.length, messages)
    assert.ok(said.at(-1)?.activity?.text?.startsWith(snippet.slice(0, 20)))
  }
})

test('what agents were told was done stands once, when the server is killed meanwhile; and each is told live', async () => {
  const crowd: Crowd = { timings: new Map(), notes: [], asked: new Set(), cut: 0 }
  const stop = new AbortController()
  const browsers = await openBrowsers(program.url, agents, crowd)
  const working = agents.map((agent, i) =>
    work(agent, `a${i}`, crowd, { draw: randomOf(i + 1), pace: FRANTIC, signal: stop.signal }),
  )
  const noted = (count: number) =>
    eventually(
      () => crowd.notes.length,
      (length) => length >= count,
    )
  await noted(4)
  for (const { heard } of browsers.open)
    await eventually(
      () => crowd.notes.some(({ conversation }) => heard.has(conversation)),
      (told) => told,
    )
  await eventually(
    () => crowd.timings.get('/inbox-views/counts')?.length ?? 0,
    (renewed) => renewed > 0,
  )
  await program.kill()
  const before = crowd.notes.length
  await program.start()
  await noted(before + 4)
  stop.abort()
  await Promise.all([...working, browsers.close()])
  assert.deepEqual(await wrongIn(connection.db, owner.workspaceId, crowd), [])
  // What looks for faults finds one.
  const [{ text, conversation } = { text: '', conversation: '' }] = crowd.notes
  await sql`delete from conversation_note where text = ${text}`.execute(connection.db)
  const wrong = await wrongIn(connection.db, owner.workspaceId, crowd)
  assert.ok(wrong.includes(`lost: ${text}`), wrong.join())
  assert.ok(
    wrong.some((line) => line.startsWith(conversation)),
    wrong.join(),
  )
})
