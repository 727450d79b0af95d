import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { entry, note } from '../../../../test/support/entries.ts'
import { testWorkspace } from '../../../../test/support/workspace.ts'
import { type Activity, append, consume } from '../../../activity/index.ts'
import { inboxIntake } from '../intake.ts'
import { listConversations } from '../store.ts'
import { courtesyIn, courtesyReply, presentCourtesy } from './courtesy.ts'

/** A draft is judged where it is written: in its conversation, with its person, after what was said. */
let database: TestDatabase
let workspaceId: string
before(async () => {
  database = await testDatabase()
  workspaceId = await testWorkspace(database.db)
})
after(() => database.close())

const ALERT = '01890000-0000-7000-8000-0000000000a1'
const NOW = new Date('2026-11-10T12:00:00Z')
const ago = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000).toISOString()

async function talkOf(...activities: Activity[]): Promise<string> {
  const intake = inboxIntake({
    inboxAlerts: async () => new Set([ALERT]),
    inboxAccounts: async () => new Set(),
  })
  const entries = activities.map((one) => entry(one, { alerts: [ALERT] }))
  await append(database.db, { workspaceId, channel: 'net', accountId: null, entries, received: NOW })
  while ((await consume(database.db, workspaceId, intake)) > 0);
  const [talk] = await listConversations(database.db, workspaceId, { sort: 'recent' }, 1)
  return talk?.id ?? assert.fail('no conversation')
}

const ids = async (id: string, text: string, more = {}) =>
  (await courtesyIn(database.db, workspaceId, id, { text, ...more }, NOW)).advice.map((one) => one.id)

it('knows the person, the moment, how we spoke before and who reads', async () => {
  const lea = { id: 'acct:lea', name: 'Léa Martin' }
  const one = note('first', 'Votre bouilloire a pris feu cette nuit, c’est inadmissible', {
    at: ago(30),
    actor: lea,
  })
  const talk = await talkOf(one)
  const cold = 'Bonjour Paul, merci de votre message 😂 Voici le numéro : 06 12 34 56 78. Cordialement'
  const grave = await courtesyIn(database.db, workspaceId, talk, { text: cold }, NOW)
  assert.equal(grave.manner, 'sober')
  const told = grave.advice.map(({ id }) => id)
  assert.deepEqual(told, ['private_data', 'name_wrong', 'emoji_unsuited', 'empathy_missing'])
  assert.ok(!(await ids(talk, cold, { visibility: 'private' })).includes('private_data'))
  assert.doesNotThrow(() => courtesyReply.parse(presentCourtesy(grave, 'fr')))
  assert.equal(
    presentCourtesy(grave, 'en').advice[1]?.message,
    'Is this the right name? They are called Léa.',
  )
})

it('asks for no second greeting the same half-day, and for one the day after', async () => {
  const sam = { id: 'acct:sam', name: 'Sam Durand' }
  const thread = { thread: 'root' }
  const said = (id: string, text: string, hours: number, ours: boolean): Activity => {
    const made = note(id, text, { at: ago(hours), actor: ours ? { id: 'acct:us' } : sam })
    return { ...made, ours, object: { ...made.object, ...thread } }
  }
  const talk = await talkOf(
    said('root', 'Où en est ma commande ?', 40, false),
    said('a1', 'Bonjour Sam, merci de votre patience, nous vérifions.', 30, true),
    said('q2', 'Alors ?', 3, false),
  )
  assert.ok(
    (await ids(talk, 'Merci, votre colis est parti. Belle journée à vous !')).includes('greeting_missing'),
  )
  await talkOf(said('a2', 'Bonjour Sam, il part demain.', 2, true), said('q3', 'Merci', 1, false))
  const later = 'Avec plaisir, merci à toi et belle journée !'
  assert.deepEqual(await ids(talk, later), ['address_changed'])
})

it('is judged by the manners of the house on its channel, at once', async () => {
  const ida = { id: 'acct:ida', name: 'Ida Roy' }
  const talk = await talkOf(note('house', 'Où puis-je vous écrire ?', { at: ago(0.5), actor: ida }))
  const draft = 'Bonjour Ida, merci ! Écrivez à bonjour@lumen.example 😊 Bonne journée !'
  assert.deepEqual(await ids(talk, draft), ['private_data'])
  const house = {
    own: ['lumen.example'],
    channels: [{ channel: 'net', tone: null, emoji: false, address: 'tu', signature: true }],
    signatureWords: 'L’équipe Lumen',
  }
  await database.pool.query(
    `insert into courtesy_manners (workspace_id, revision, manners, changed) values ($1, 1, $2, now())`,
    [workspaceId, JSON.stringify(house)],
  )
  assert.deepEqual(await ids(talk, draft), ['emoji_house', 'address_house', 'signature_missing'])
  await database.pool.query(
    `update courtesy_manners set manners = manners || '{"off": ["emoji_house"], "channels": []}' where workspace_id = $1`,
    [workspaceId],
  )
  assert.deepEqual(await ids(talk, draft), [])
})
