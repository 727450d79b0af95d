import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Books, openBooks } from '../support/books.ts'
import { type Client, setUpOwner } from '../support/client.ts'
import { eventually } from '../support/eventually.ts'
import { randomOf } from '../support/jetstream-events.ts'
import { post } from '../support/jetstream-posts.ts'
import { type JetstreamServer, startJetstream } from '../support/jetstream-server.ts'
import { type RunningProgram, startProgram } from '../support/program.ts'

/** The program killed ten times while the network never stops talking. */
/** Milliseconds; the slower the machine, the more was said meanwhile. */
const CAUGHT_UP = 300_000
const KILLS = 10
/** Posts from one start to the next. */
const MOST_A_ROUND = 1_000
let jetstream: JetstreamServer
let program: RunningProgram
let client: Client
let books: Books

before(async () => {
  jetstream = await startJetstream()
  program = await startProgram({ env: { VEILLEE_ALLOW_HOSTS: new URL(jetstream.url).host } })
  client = await setUpOwner(program)
  books = await openBooks(program.databaseUrl)
  const config = { urls: [jetstream.url], collections: ['post', 'like', 'repost'] }
  await client.call('POST', '/accounts', { channel: 'bluesky', name: 'Bluesky', config, force: true })
  await eventually(
    () => jetstream.live(),
    (open) => open === 1,
  )
})
after(async () => {
  await books?.close()
  await program?.stop()
  await jetstream?.close()
})

/** Every `n`th post names the brand; some of those are edited, some deleted, a while after. */
function talk(seed: number) {
  const random = randomOf(seed)
  const wanted = new Map<string, string | null>()
  let n = 0
  function say(): void {
    n++
    const named = n % 4 === 0
    const said = post(`${named ? 'Lumignon' : 'Rien de spécial'} numéro ${n}`)
    jetstream.say(said)
    if (!named) return
    wanted.set(post.uri(said), `Lumignon numéro ${n}`)
    if (random() < 0.2) {
      jetstream.say(post.update(said, `Lumignon corrigé ${n}`))
      wanted.set(post.uri(said), `Lumignon corrigé ${n}`)
    }
    if (random() < 0.1) {
      jetstream.say(post.remove(said))
      wanted.set(post.uri(said), null)
    }
  }
  return { wanted, say }
}

test('killed -9 ten times in the flood, it has everything once, edited and deleted as the network has it', async () => {
  const { wanted, say } = talk(3)
  // On a slow machine a start takes longer, and what is said meanwhile would only be more of the same.
  let said = 0
  const flood = setInterval(() => {
    for (let i = 0; i < 5 && said < MOST_A_ROUND; i++, said++) say()
  }, 10)
  const wait = randomOf(5)
  try {
    for (let kill = 0; kill < KILLS; kill++) {
      const before = await count()
      await eventually(count, (now) => now > before)
      // Somewhere in the work: wherever it falls, it must not matter.
      await sleep(wait() * 400)
      await program.kill()
      await program.start()
      said = 0
    }
  } finally {
    clearInterval(flood)
  }
  say()
  const kept = async () =>
    new Map(
      (
        await books.rows<{ id: string; text: string | null }>(
          "select external_id as id, text from activity where verb = 'Create'",
        )
      ).map(({ id, text }) => [id, text]),
    )
  const rows = await eventually(
    kept,
    (all) => [...wanted].every(([id, text]) => text === null || all.get(id) === text),
    CAUGHT_UP,
  )
  // What was deleted before it was ever seen need not be there at all.
  const seen = new Map([...wanted].filter(([id, text]) => text !== null || rows.has(id)))
  await eventually(
    kept,
    (all) =>
      [...all.values()].filter((text) => text === null).length >=
      [...seen.values()].filter((text) => text === null).length,
  )
  assert.deepEqual([...(await kept())].sort(), [...seen].sort())
  assert.ok(wanted.size > 200, `only ${wanted.size} posts`)
  await books.readToHead()
  const { open } = await client.call<{ open: number }>('GET', '/conversations/counts')
  // One that was deleted before the inbox came to it waits for nobody, and is not filed.
  const filed = await books.rows<{ id: string }>(
    `select external_id as id from activity join conversation_item as item
       on item.workspace_id = activity.workspace_id and item.activity_id = activity.id and item.published = activity.published
     where verb = 'Create'`,
  )
  const ids = new Set(filed.map(({ id }) => id))
  assert.equal(ids.size, filed.length, 'each is filed once')
  for (const [id, text] of seen) assert.ok(text === null || ids.has(id), `${id} is filed`)
  assert.equal(open, ids.size, 'one conversation a post')
  await books.balance()
})

const count = async () =>
  (await books.rows<{ n: number }>('select count(*)::int as n from activity'))[0]?.n ?? 0
