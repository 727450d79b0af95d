import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { type TestDatabase, testDatabase } from '../../test/support/database.ts'
import { note } from '../../test/support/entries.ts'
import { testWorkspace } from '../../test/support/workspace.ts'
import { NOBODY } from '../activity/index.ts'
import { addPeople, attribute, findPeople, getPerson } from './index.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

function by(id: string, name: string, handle: string) {
  return note(`${id}-${Math.random()}`, 'hello', { actor: { id, name, handle } })
}

describe('attribute', () => {
  it('meets an account once, and gives each activity its person in order', async () => {
    const workspace = await testWorkspace(database.db)
    const [a, b] = [by('did:a', 'Ana', 'ana'), by('did:b', 'Bob', 'bob')]
    const first = await attribute(database.db, workspace, 'bluesky', [a, b, a])
    assert.equal(first[0], first[2])
    assert.notEqual(first[0], first[1])
    assert.deepEqual(await attribute(database.db, workspace, 'bluesky', [b, a]), [first[1], first[0]])
  })

  it('merges nobody on a name or across channels', async () => {
    const workspace = await testWorkspace(database.db)
    const [one] = await attribute(database.db, workspace, 'bluesky', [by('did:a', 'Ana', 'ana')])
    const [two] = await attribute(database.db, workspace, 'feed', [by('did:a', 'Ana', 'ana')])
    assert.notEqual(one, two)
  })

  it('takes for a mail address what is one, and no handle that looks like it', async () => {
    const workspace = await testWorkspace(database.db)
    const said = () => [by('Lea@Example.fr', 'Léa', 'lea')]
    const email = async (id: string | null | undefined) =>
      (await getPerson(database.db, workspace, id ?? '')).email
    assert.equal(await email((await attribute(database.db, workspace, 'email', said()))[0]), 'lea@example.fr')
    assert.equal(await email((await attribute(database.db, workspace, 'mastodon', said()))[0]), null)
  })

  it('makes no person of those who gave no name', async () => {
    const workspace = await testWorkspace(database.db)
    const silent = note('n1', 'hello', { actor: { id: NOBODY } })
    const [nobody, ana] = await attribute(database.db, workspace, 'file', [silent, by('a', 'Ana', 'ana')])
    assert.equal(nobody, null)
    assert.notEqual(ana, null)
    assert.deepEqual(await attribute(database.db, workspace, 'file', [silent]), [null])
  })

  it('leaves one person when ten writers meet the same stranger', async () => {
    const workspace = await testWorkspace(database.db)
    const met = await Promise.all(
      Array.from({ length: 10 }, () =>
        database.db
          .transaction()
          .execute((tx) =>
            attribute(tx as unknown as typeof database.db, workspace, 'bluesky', [
              by('did:z', 'Zoe', 'zoe'),
              by('did:y', 'Yan', 'yan'),
            ]),
          ),
      ),
    )
    assert.equal(new Set(met.map(([zoe]) => zoe)).size, 1)
    assert.equal((await findPeople(database.db, workspace, 'zo', 20)).length, 1)
  })

  it('recognises accounts that are known to be one person’s', async () => {
    const workspace = await testWorkspace(database.db)
    await addPeople(database.db, workspace, [
      {
        name: 'Léa',
        email: 'lea@example.org',
        created: new Date(),
        identities: [
          { channel: 'email', actorId: 'lea@example.org', handle: null, url: null },
          { channel: 'bluesky', actorId: 'did:lea', handle: 'lea.test', url: null },
        ],
      },
    ])
    const [mail] = await attribute(database.db, workspace, 'email', [by('lea@example.org', 'L.', '')])
    const [post] = await attribute(database.db, workspace, 'bluesky', [by('did:lea', 'L.', 'lea.test')])
    assert.equal(mail, post)
    assert.equal((await getPerson(database.db, workspace, mail ?? '')).handles.length, 2)
  })

  it('finds by the beginning of a name or handle, taking % and _ for themselves', async () => {
    const workspace = await testWorkspace(database.db)
    await attribute(database.db, workspace, 'bluesky', [
      by('1', 'Marie', 'zed'),
      by('2', '100% Marc', 'm_c'),
      by('3', 'Paul', 'mxc'),
    ])
    const names = async (q: string) =>
      (await findPeople(database.db, workspace, q, 20)).map((person) => person.name)
    assert.deepEqual(await names('mar'), ['Marie'])
    assert.deepEqual(await names('@zed'), ['Marie'])
    assert.deepEqual(await names('100%'), ['100% Marc'])
    assert.deepEqual(await names('m_'), ['100% Marc'])
    assert.deepEqual(await names('%'), [])
  })
})
