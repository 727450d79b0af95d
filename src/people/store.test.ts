import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { testWorkspace } from '../../test/support/workspace.ts'
import { emailOf, nameOf } from './identity.ts'
import { addPeople, findPeople, forgetPeople, getPerson, type NewPerson } from './store.ts'

let database: TestDatabase
let workspaceId: string
before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(async () => {
  workspaceId = await testWorkspace(database.db)
})

type Known = [channel: string, handle: string | null]

function person(name: string, email: string | null = null, ...known: Known[]): NewPerson {
  const identities = known.map(([channel, handle]) => ({
    channel,
    actorId: `${channel}:${handle ?? name}`,
    handle,
    url: null,
  }))
  return { name, email, created: new Date('2026-11-01T00:00:00Z'), identities }
}

const add = (...people: NewPerson[]) => addPeople(database.db, workspaceId, people)

const find = async (beginning: string, limit = 20) =>
  (await findPeople(database.db, workspaceId, beginning, limit)).map((one) => one.name)

const idOf = async (name: string) => {
  const [found] = await findPeople(database.db, workspaceId, name, 1)
  assert.ok(found)
  return found.id
}

describe('people are found', () => {
  beforeEach(() =>
    add(
      person('Élodie Martin', 'Elodie.Martin@example.org', ['bluesky', 'elodie.test']),
      person('Marc Petit', null, ['mastodon', 'marc@social.example']),
      person('marcelle', null, ['bluesky', 'zoe']),
    ),
  )

  it('by the beginning of a name, whatever its case, in the order of names', async () => {
    assert.deepEqual((await find('MARC')).sort(), ['Marc Petit', 'marcelle'])
    assert.deepEqual(await find('Petit'), [], 'not by its middle')
    assert.deepEqual(await find('él'), ['Élodie Martin'])
  })

  it('by the beginning of a handle, with its at sign or without', async () => {
    assert.deepEqual(await find('@zo'), ['marcelle'])
    assert.deepEqual(await find('zoe'), ['marcelle'])
  })

  it('by a mail address, whatever its case', async () => {
    assert.deepEqual(await find('elodie.martin@EXAMPLE.org'), ['Élodie Martin'])
  })

  it('once each, though a name and a handle both fit', async () => {
    await add(person('Zoe', 'zoe@example.org', ['bluesky', 'zoe2'], ['mastodon', 'zoe@x']))
    assert.deepEqual(await find('zoe'), ['Zoe', 'marcelle'])
  })

  it('as many as asked at most', async () => {
    assert.equal((await find('m', 1)).length, 1)
  })

  it('in their own workspace only', async () => {
    const id = await idOf('marcelle')
    const elsewhere = await testWorkspace(database.db)
    assert.deepEqual(await findPeople(database.db, elsewhere, 'marc', 20), [])
    await assert.rejects(getPerson(database.db, elsewhere, id), { id: 'not_found' })
    assert.equal((await getPerson(database.db, workspaceId, id)).name, 'marcelle')
  })

  it('with what is typed taken as it stands: no sign in it means another', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          fc.constantFrom('%', '_', '\\', '%arc', 'm_rc', "'; --", '@', '@@'),
          fc.string({ unit: fc.constantFrom('%', '_', '\\', '@', 'm', "'"), minLength: 1, maxLength: 4 }),
        ),
        async (typed) => {
          const expected = (name: string, handle: string) => {
            const beginning = typed.toLowerCase().replace(/^@/, '')
            return name.toLowerCase().startsWith(beginning) || handle.startsWith(beginning)
          }
          const wanted = [
            ['Marc Petit', 'marc@social.example'],
            ['marcelle', 'zoe'],
            ['Élodie Martin', 'elodie.test'],
          ].flatMap(([name = '', handle = '']) => (expected(name, handle) ? [name] : []))
          assert.deepEqual((await find(typed)).sort(), wanted.sort(), typed)
        },
      ),
      { numRuns: 40 },
    ))
})

describe('a person', () => {
  it('has every account that is known to be theirs, by its handle or else its id', async () => {
    await add(person('Ana', null, ['mastodon', 'ana@m.example'], ['bluesky', null]))
    const { handles } = await getPerson(database.db, workspaceId, await idOf('Ana'))
    assert.deepEqual(handles, [
      { channel: 'bluesky', handle: 'bluesky:Ana', url: null },
      { channel: 'mastodon', handle: 'ana@m.example', url: null },
    ])
  })

  it('keeps an account that somebody has already', async () => {
    await add(person('First', null, ['bluesky', 'same']))
    await add(person('Second', null, ['bluesky', 'same']))
    assert.equal((await getPerson(database.db, workspaceId, await idOf('First'))).handles.length, 1)
    assert.deepEqual((await getPerson(database.db, workspaceId, await idOf('Second'))).handles, [])
  })

  it('nobody at all is nothing to add', async () => {
    await add()
    assert.deepEqual(await find('a'), [])
  })
})

describe('forgetting a channel', () => {
  it('takes away whom nothing else knows, among those named, and nobody of another workspace', async () => {
    await add(
      person('only', null, ['import', 'o']),
      person('both', null, ['import', 'b'], ['bluesky', 'b']),
      person('elsewhere', null, ['bluesky', 'e']),
      person('by hand', 'hand@example.org'),
      person('unnamed', null, ['import', 'u']),
    )
    const names = ['only', 'both', 'elsewhere', 'by hand']
    const ids = await Promise.all(names.map(idOf))
    await forgetPeople(database.db, await testWorkspace(database.db), 'import', ids)
    assert.deepEqual(await find('only'), ['only'])
    await forgetPeople(database.db, workspaceId, 'import', [...ids, uuidv7()])
    await forgetPeople(database.db, workspaceId, 'import', [])
    const left = await Promise.all([...names, 'unnamed'].map((name) => find(name)))
    assert.deepEqual(left, [[], ['both'], ['elsewhere'], ['by hand'], ['unnamed']])
  })
})

describe('what to call somebody', () => {
  it('is the name they gave, else their handle, else their id', () => {
    assert.equal(nameOf({ id: 'x', name: ' Ana ', handle: 'ana' }), 'Ana')
    assert.equal(nameOf({ id: 'x', name: '  ', handle: 'ana' }), '@ana')
    assert.equal(nameOf({ id: 'x' }), 'x')
  })

  it('and their address is one only where the network’s id is', () => {
    assert.equal(emailOf('mail', { id: 'Ana@Example.org' }), 'ana@example.org')
    assert.equal(emailOf('mastodon', { id: 'ana@social.example' }), null)
    for (const id of ['ana', 'ana@host', '@ana@host.org', 'a b@host.org', 'did:plc:ana', 'https://a@b.c/d e'])
      assert.equal(emailOf('mail', { id }), null, id)
  })
})
