import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { entry, note } from '../../../../test/support/entries.ts'
import { type Member, problemOf, type TestServer, testServer } from '../../../../test/support/http.ts'
import { append, consume } from '../../../activity/index.ts'
import { inboxIntake } from '../intake.ts'
import { listConversations } from '../store.ts'
import { savedRoutes } from './routes.ts'

let server: TestServer
let agent: Member
let stranger: Member
let talk = ''
let made = 0

before(async () => {
  server = await testServer({ routes: () => savedRoutes })
  const workspaceId = await server.workspace()
  agent = await server.member(workspaceId, 'agent')
  stranger = await server.member(await server.workspace('Ailleurs'), 'owner')
  const accountId = uuidv7()
  const entries = [entry(note('m1', 'Où est ma commande ?', { visibility: 'public' }))]
  await append(server.db, { workspaceId, channel: 'net', accountId, entries, received: new Date() })
  const intake = inboxIntake({
    inboxAlerts: async () => new Set(),
    inboxAccounts: async () => new Set([accountId]),
  })
  while ((await consume(server.db, workspaceId, intake)) > 0);
  talk = (await listConversations(server.db, workspaceId, { sort: 'recent' }, 1))[0]?.id ?? ''
})
after(() => server.close())

const content = (part: object = {}) => ({
  ...{ name: `Réponse ${++made}`, shortcut: null, folder: '', tags: [], channels: [], crisis: false },
  texts: { fr: 'Bonjour {{prénom|}}, votre colis part demain.' },
  ...part,
})
const BAD = 'a\u0000b\ud800c'

describe('what is made to hurt saved answers', () => {
  it('is a language that every object has: none is offered in it', async () => {
    const { status } = await agent.browser.post('/saved-answers', content())
    assert.equal(status, 201)
    for (const lang of ['constructor', '__proto__', 'toString', 'valueOf', 'hasOwnProperty', 'zz']) {
      const answer = await agent.browser.get(`/conversations/${talk}/saved-answers?lang=${lang}`)
      assert.equal(answer.status, 200, lang)
      const { items } = (await answer.json()) as { items: { lang: string; text: string }[] }
      assert.deepEqual(
        items.map((one) => [one.lang, one.text.slice(0, 7)]),
        [['fr', 'Bonjour']],
        lang,
      )
    }
  })

  it('is signs that the database refuses: said to be wrong, wherever they are, and never a failure of ours', async () => {
    const parts = [
      { name: BAD },
      { folder: BAD },
      { tags: [BAD] },
      { channels: [BAD] },
      { texts: { fr: BAD } },
      { shortcut: BAD },
    ]
    for (const part of parts) {
      const answer = await agent.browser.post('/saved-answers', content(part))
      assert.ok(answer.status < 500, `${Object.keys(part)}: ${answer.status}`)
    }
    const q = encodeURIComponent('a\u0000b')
    for (const path of [`/saved-answers?q=${q}`, `/conversations/${talk}/saved-answers?q=${q}`])
      assert.ok((await agent.browser.get(path)).status < 500, path)
    const cursor = Buffer.from(JSON.stringify(['a\u0000b', uuidv7()])).toString('base64url')
    assert.ok((await agent.browser.get(`/saved-answers?cursor=${cursor}`)).status < 500, 'cursor')
    const file = JSON.stringify({ answers: [content({ name: BAD })] })
    for (const dry of ['yes', 'no']) {
      const path = `/saved-answers/import?format=json&dry=${dry}`
      const answer = await agent.browser.post(path, file)
      assert.ok(answer.status < 500, `import, dry ${dry}: ${answer.status}`)
    }
  })

  it('is any value in any field: kept whole, or refused with the field’s name', async () => {
    const field = fc.constantFrom('name', 'shortcut', 'folder', 'tags', 'channels', 'crisis', 'texts')
    const value = fc.oneof(
      fc.jsonValue({ maxDepth: 2 }),
      fc.string({ unit: 'binary', maxLength: 120 }),
      fc.constantFrom('x'.repeat(20_000), [], {}, { fr: '' }, { constructor: 'x' }, Array(50).fill('a')),
    )
    await fc.assert(
      fc.asyncProperty(field, value, async (name, given) => {
        const answer = await agent.browser.post('/saved-answers', content({ [name]: given }))
        if (answer.status === 201) {
          const { id } = (await answer.json()) as { id: string }
          assert.equal((await agent.browser.get(`/saved-answers/${id}`)).status, 200)
          return
        }
        assert.ok([409, 422].includes(answer.status), `${name}: ${answer.status}`)
        if (answer.status === 422) {
          const { fields } = await problemOf(answer)
          assert.ok(Object.keys(fields ?? {}).every((one) => one.startsWith(name)))
        }
      }),
      { numRuns: 60 },
    )
  })

  it('is the id of another workspace: at no door is it there, and nothing of it has changed', async () => {
    const answer = await agent.browser.post('/saved-answers', content({ name: 'À nous' }))
    const before = (await answer.json()) as { id: string; version: number }
    const { browser } = stranger
    const path = `/saved-answers/${before.id}`
    const tries = [
      browser.get(path),
      browser.get(`${path}/versions`),
      browser.put(path, { content: content(), from: 1 }),
      browser.patch(path, { archived: true }),
      browser.post(`${path}/restore`, { to: 1, from: 1 }),
      browser.post(`${path}/approval`, { version: 1 }),
      browser.delete(`${path}/approval`),
      browser.get(`/conversations/${talk}/saved-answers`),
    ]
    assert.deepEqual(
      (await Promise.all(tries)).map(({ status }) => status),
      tries.map(() => 404),
    )
    assert.deepEqual(await (await agent.browser.get(path)).json(), before)
    assert.doesNotMatch(await (await browser.get('/saved-answers/export?format=json')).text(), /À nous/)
  })
})
