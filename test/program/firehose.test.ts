import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { connect } from '../../lib/db/index.ts'
import { append } from '../../src/activity/index.ts'
import type { ActivityItem, Alert, ChannelAccount, Conversation, Page } from '../../src/server/api.ts'
import { type Books, openBooks } from '../support/books.ts'
import { type Client, setUpOwner } from '../support/client.ts'
import { entry, note } from '../support/entries.ts'
import { eventually } from '../support/eventually.ts'
import { post } from '../support/jetstream-posts.ts'
import { type JetstreamServer, startJetstream } from '../support/jetstream-server.ts'
import { type LiveEvents, listenLive } from '../support/live-events.ts'
import { type RunningProgram, startProgram } from '../support/program.ts'

/** The firehose, from the simulator's socket to conversations that an open window is told of. */
let jetstream: JetstreamServer
let program: RunningProgram
let client: Client
let books: Books
let live: LiveEvents
let topic: Alert

before(async () => {
  jetstream = await startJetstream()
  program = await startProgram({ env: { VEILLEE_ALLOW_HOSTS: new URL(jetstream.url).host } })
  client = await setUpOwner(program)
  books = await openBooks(program.databaseUrl)
  live = await listenLive(program.url, client)
  const config = { urls: [jetstream.url], collections: ['post', 'like', 'repost'] }
  await client.call('POST', '/accounts', { channel: 'bluesky', name: 'Bluesky', config, force: true })
  await eventually(
    () => jetstream.live(),
    (open) => open === 1,
  )
})
after(async () => {
  live?.close()
  await books?.close()
  await program?.stop()
  await jetstream?.close()
})

const conversations = async () => (await client.call<Page<Conversation>>('GET', '/conversations')).items
const activities = async (filter = '') =>
  (await client.call<Page<ActivityItem>>('GET', `/activities?limit=200${filter}`)).items

async function account(): Promise<ChannelAccount> {
  const [only] = await client.call<ChannelAccount[]>('GET', '/accounts')
  return only ?? assert.fail('no account')
}

/** Says it and waits until the program has it: what came before it has then been decided upon too. */
async function sayAndSee(text: string): Promise<void> {
  jetstream.say(post(text))
  await eventually(activities, (all) => all.some((one) => one.text === text))
}

test('what an alert wants becomes a conversation that the window is told of; the rest is counted, not kept', async () => {
  for (let i = 0; i < 50; i++) jetstream.say(post(`Une journée ordinaire, numéro ${i}`))
  jetstream.say(post('Ma commande Lumignon n’arrive pas, que faire ?'))
  const [talk] = await eventually(conversations, (all) => all.length > 0)
  assert.equal(talk?.snippet, 'Ma commande Lumignon n’arrive pas, que faire ?')
  await live.until(({ k, id }) => k === 'conversation' && id === talk?.id)
  const { counts, health } = await eventually(account, (one) => (one.counts.dropped.unwanted ?? 0) >= 50)
  assert.deepEqual([health, counts], ['ok', { kept: 1, dropped: { unwanted: 50 } }])
  assert.deepEqual(await books.rows('select count(*)::int as rows from activity'), [{ rows: 1 }])
})

test('what is done to a kept post is kept; what is done to another is not', async () => {
  const kept = post('Lumignon, merci pour la livraison')
  const other = post('Un autre sujet')
  jetstream.say(kept, other)
  jetstream.say(post.like(other), post.like(kept), post.repost(kept))
  const verbs = async () => (await activities()).map(({ verb }) => verb).sort()
  assert.deepEqual(await eventually(verbs, (all) => all.length >= 4), [
    'Announce',
    'Create',
    'Create',
    'Like',
  ])
  jetstream.say(post.update(kept, 'Lumignon, finalement rien reçu'))
  await eventually(conversations, (all) =>
    all.some(({ snippet }) => snippet.includes('finalement rien reçu')),
  )
  jetstream.say(post.remove(kept))
  const gone = await eventually(activities, (all) =>
    all.some(({ deleted, verb }) => deleted && verb === 'Create'),
  )
  assert.ok(gone.every(({ text }) => !text?.includes('livraison') && !text?.includes('finalement')))
})

test('who deletes their account takes along what they said, and nothing of anybody else', async () => {
  const [mine, reply, other] = [
    post('Lumignon, ma lampe est cassée'),
    post('Lumignon, encore moi'),
    post('Lumignon, je reste'),
  ]
  reply.did = mine.did
  jetstream.say(mine, reply, other)
  await sayAndSee('Lumignon, avant un départ')
  jetstream.say(post.leave(mine.did), post.leave(post('Un inconnu').did))
  const words = () =>
    books.rows<{ text: string | null }>(
      `select text from activity where verb = 'Create' and external_id = any($1) order by text`,
      [[mine, reply, other].map(post.uri)],
    )
  const left = await eventually(words, (rows) => rows.some(({ text }) => text === null))
  assert.deepEqual(
    left.map(({ text }) => text),
    ['Lumignon, je reste', null, null],
  )
  await eventually(conversations, (all) => !all.some(({ snippet }) => /ma lampe|encore moi/.test(snippet)))
  const gone = await books.rows(`select 1 from activity where verb = 'Delete' and object_type = 'Person'`)
  assert.equal(gone.length, 1, 'of strangers nothing is noted')
  await books.balance()
})

test('what is done to a post that another process kept is kept too', async () => {
  const elsewhere = post('Gardé par un autre')
  const workspaceId = (await books.rows<{ id: string }>('select id from workspace'))[0]?.id ?? ''
  const beside = connect(program.databaseUrl, { max: 1 })
  const entries = [entry(note(post.uri(elsewhere), 'Gardé par un autre'))]
  const seen = live.heard.length
  await append(beside.db, { workspaceId, channel: 'bluesky', accountId: null, entries, received: new Date() })
  await beside.close()
  await eventually(
    () => live.heard.slice(seen),
    (events) => events.some(({ k }) => k === 'stream'),
  )
  jetstream.say(post.like(elsewhere))
  await sayAndSee('Lumignon, après ce que fit un autre')
  const kept = await books.rows(`select verb from activity where verb = 'Like' and object_id = $1`, [
    post.uri(elsewhere),
  ])
  assert.equal(kept.length, 1)
})

test('a new alert finds history, and from then on what comes; both in its figures', async () => {
  await sayAndSee('Lumignon : ma bougie mandarine sent bon')
  await sayAndSee('Lumignon : encore une bougie vanille')
  topic = await client.call<Alert>('POST', '/alerts', {
    name: 'Mandarine',
    query: 'mandarine',
    kind: 'topic',
  })
  const linked = await eventually(
    () => activities(`&alert=${topic.id}`),
    (all) => all.length === 1,
  )
  assert.equal(linked[0]?.text, 'Lumignon : ma bougie mandarine sent bon')
  await sayAndSee('Quelle belle mandarine ce matin')
  assert.equal((await activities(`&alert=${topic.id}`)).length, 2)
  const { week } = await client.call<Alert>('GET', `/alerts/${topic.id}`)
  assert.equal(week.count, 2)
  assert.ok(
    (await conversations()).every(({ snippet }) => !snippet.includes('belle mandarine')),
    'not to answer',
  )
  await books.balance()
})

/** Whether such a post is kept now: asked again until it is as expected, for a matcher reads alerts a moment after. */
let probes = 0
const comesTo = (text: string, kept: boolean) =>
  eventually(
    async () => {
      const probe = `${text}, ${probes++}`
      jetstream.say(post(probe))
      await sayAndSee(`Lumignon après ${probe}`)
      return (await activities()).some((one) => one.text === probe)
    },
    (was) => was === kept,
  )

test('the matcher follows changes of an alert, its pause and its end, without a new start', async () => {
  await client.call('PATCH', `/alerts/${topic.id}`, { query: 'clémentine', inbox: true })
  await comesTo('La clémentine compte', true)
  await comesTo('La mandarine ne compte plus', false)
  await eventually(conversations, (all) =>
    all.some(({ snippet }) => snippet.startsWith('La clémentine compte')),
  )
  const found = () => activities(`&alert=${topic.id}`)
  await eventually(found, (all) => all.length > 0 && all.every(({ text }) => text?.includes('clémentine')))
  await client.call('PATCH', `/alerts/${topic.id}`, { paused: true })
  await comesTo('Une clémentine pendant la pause', false)
  await client.call('PATCH', `/alerts/${topic.id}`, { paused: false })
  await comesTo('La clémentine est revenue', true)
  await client.call('DELETE', `/alerts/${topic.id}`)
  await comesTo('Une clémentine de trop', false)
  assert.deepEqual(await found(), [])
  await books.balance()
})

test('alerts changed while no notice could be heard are known all the same', async () => {
  const { id } = await client.call<Alert>('POST', '/alerts', { name: 'Brume', query: 'brume' })
  await eventually(
    async () => {
      jetstream.say(post('La brume se lève'))
      return activities(`&alert=${id}`)
    },
    (all) => all.length > 0,
  )
  // The line of notices is cut in the very moment in which the alert is changed.
  await books.rows(
    `
    with cut as (
      select pg_terminate_backend(pid) from pg_stat_activity
      where application_name = 'veillee live' and datname = current_database())
    update alert set query = 'rosée' where id = $1 and (select count(*) from cut) > 0`,
    [id],
  )
  await eventually(
    async () => {
      jetstream.say(post('La rosée du matin'))
      return activities()
    },
    (all) => all.some(({ text }) => text === 'La rosée du matin'),
  )
})

test('cut, it goes on where it was, and says nothing twice', async () => {
  jetstream.cut()
  for (let i = 0; i < 20; i++) jetstream.say(post(`Lumignon pendant la coupure ${i}`))
  await sayAndSee('Lumignon après la coupure')
  const texts = (await activities()).map(({ text }) => text ?? '').filter((text) => text.includes('coupure'))
  assert.deepEqual([texts.length, new Set(texts).size], [21, 21])
  await books.balance()
})
