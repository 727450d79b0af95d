import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { uuidv7 } from 'uuidv7'
import { entry, note } from '../../../../test/support/entries.ts'
import { type Member, type TestServer, testServer } from '../../../../test/support/http.ts'
import { append, consume } from '../../../activity/index.ts'
import { CHANNELS } from '../../../channels/index.ts'
import { deliveriesOf } from '../../../deliver/index.ts'
import { createAccount } from '../../../ingest/index.ts'
import { reply } from '../answer/reply.ts'
import { inboxIntake } from '../intake.ts'
import { listConversations } from '../store.ts'
import { savedRoutes } from './routes.ts'
import type { Content } from './saved.ts'
import { approveSaved, createSaved, getSaved } from './store.ts'

const NOW = new Date('2026-11-10T12:00:00Z')
const vault = { seal: (text: string) => text, open: (text: string) => text }
let server: TestServer
let workspaceId = ''
let agent: Member
let talk = ''

before(async () => {
  server = await testServer({ routes: () => savedRoutes })
  workspaceId = await server.workspace('Maison Ardoise')
  agent = await server.member(workspaceId, 'agent')
  const channel = CHANNELS.find(({ id }) => id === 'mastodon')
  assert.ok(channel)
  const config = { url: 'https://mastodon.invalid' }
  const account = await createAccount(server.db, vault, channel, { workspaceId, name: 'M', config })
  const said = note('m1', 'Bonjour, ma commande n° FR-2024-88 n’arrive pas', {
    actor: { id: 'did:ines', name: 'Inès Durand 🌸' },
  })
  const french = { ...entry(said).reading, lang: 'fr' }
  const entries = [entry(said, { reading: french })]
  await append(server.db, { workspaceId, channel: 'mastodon', accountId: account, entries, received: NOW })
  const intake = inboxIntake({
    inboxAlerts: async () => new Set(),
    inboxAccounts: async () => new Set([account]),
  })
  while ((await consume(server.db, workspaceId, intake)) > 0);
  talk = (await listConversations(server.db, workspaceId, { sort: 'recent' }, 1))[0]?.id ?? ''
})
after(() => server.close())

const by = () => ({ workspaceId, memberId: agent.memberId, who: { userId: agent.userId }, now: NOW })
const keep = (part: Partial<Content>) =>
  createSaved(server.db, by(), {
    ...{
      name: 'Sans nom',
      shortcut: null,
      folder: '',
      tags: [],
      channels: [],
      crisis: false,
      texts: { fr: 'x' },
    },
    ...part,
  })

interface Offers {
  alarm: boolean
  items: {
    id: string
    name: string
    lang: string
    text: string
    crisis: boolean
    blanks: { name: string }[]
  }[]
}
async function offered(query = ''): Promise<Offers> {
  const answer = await agent.browser.get(`/conversations/${talk}/saved-answers${query}`)
  assert.equal(answer.status, 200)
  return (await answer.json()) as Offers
}

describe('saved answers in a conversation', () => {
  it('come filled for whoever wrote, with what is left to fill, in the language of the conversation', async () => {
    await keep({
      name: 'Retard',
      shortcut: 'retard',
      texts: {
        fr: 'Bonjour {{prénom}}, {{marque}} suit la {{commande}} : {{lien}}. {{agent}}',
        en: 'Hello {{first_name}}',
      },
    })
    await keep({ name: 'Courrier', channels: ['email'] })
    const { items, alarm } = await offered('?q=retard')
    assert.equal(alarm, false)
    assert.deepEqual(
      items.map(({ name, lang, text, blanks }) => [name, lang, text, blanks.map((blank) => blank.name)]),
      [
        [
          'Retard',
          'fr',
          'Bonjour Inès, Maison Ardoise suit la FR-2024-88 : {{lien}}. Camille agent',
          ['lien'],
        ],
      ],
    )
    assert.equal((await offered('?q=retard&lang=en-GB')).items[0]?.text, 'Hello Inès')
    assert.deepEqual((await offered('?q=courrier')).items, [], 'not of this network')
  })

  it('for a crisis are offered once approved, and first while an alarm is open', async () => {
    const id = await keep({ name: 'Crise', crisis: true, texts: { fr: 'Nous vérifions.' } })
    const names = async () => (await offered()).items.map(({ name }) => name)
    assert.ok(!(await names()).includes('Crise'))
    const manager = await server.member(workspaceId, 'manager')
    await approveSaved(server.db, { ...by(), memberId: manager.memberId }, id, 1)
    assert.equal((await names()).at(-1), 'Crise')
    await server.pool.query(
      `insert into alarm (workspace_id, id, kind, subject_kind, subject, level, opened, updated, evidence)
       values ($1, $2, 'crisis', 'channel', 'mastodon', 2, now(), now(), '{}')`,
      [workspaceId, uuidv7()],
    )
    assert.equal((await offered()).alarm, true)
    assert.equal((await names())[0], 'Crise')
  })
})

describe('an answer made of saved ones', () => {
  const answer = (text: string, saved: string[] = []) =>
    reply(server.db, workspaceId, talk, { text, media: [], done: false, used: { saved } }, by())

  it('does not leave with a blank, however it is written, and counts nothing then', async () => {
    const id = await keep({})
    for (const text of ['Voyez {{lien}}', 'Voyez {{ lien | }}', 'Voyez {{2 jours}}'])
      await assert.rejects(async () => answer(text, [id]), { id: 'answer_unfilled' })
    assert.equal((await getSaved(server.db, workspaceId, id)).uses, 0)
    assert.deepEqual(await deliveriesOf(server.db, workspaceId, [talk]), [])
  })

  it('counts each that it was made of, once', async () => {
    const [one, two] = [await keep({}), await keep({})]
    await answer('Bonjour, votre lampe {part} demain.', [one, two, one])
    for (const id of [one, two]) {
      const { uses, last_used } = await getSaved(server.db, workspaceId, id)
      assert.deepEqual([uses, last_used], [1, NOW])
    }
  })
})
