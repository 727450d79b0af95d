import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { createAlert, deleteAlert, tallyIds, tallyStates } from '../../match/index.ts'
import { readImage } from './image.ts'
import { changeTrait, createTrait, getTrait, listTraits, listVersions, orderTraits } from './store.ts'
import { type Declared, MAX_TRAITS } from './trait.ts'

const NOW = new Date('2026-11-22T09:00:00Z')
const DAY = 86_400_000
const NONE = { fr: [], en: [] }

let database: TestDatabase
let workspaceId: string

before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(async () => {
  workspaceId = await testWorkspace(database.db)
})

const by = (days = 0) => ({ who: { label: 'test' }, at: new Date(NOW.getTime() - days * DAY) })
const given = (word: string, more: Partial<Declared> = {}): Declared => ({
  word,
  description: '',
  terms: NONE,
  opposites: NONE,
  query: null,
  ...more,
})
const declare = (word: string, more: Partial<Declared> = {}, days = 0) =>
  createTrait(database.db, workspaceId, given(word, more), by(days))
const words = async () => (await listTraits(database.db, workspaceId)).map((trait) => trait.word)
const image = (step: 'week' | 'month' = 'week', count = 13) =>
  readImage(database.db, workspaceId, { now: NOW, timeZone: 'Europe/Paris', step, count })

describe('traits', () => {
  it('stand in the order in which they are declared, those retired last', async () => {
    const [a, b, c] = [await declare('A'), await declare('B'), await declare('C')]
    assert.deepEqual(
      [a, b, c].map((trait) => trait.position),
      [1, 2, 3],
    )
    await orderTraits(database.db, workspaceId, [c.id, a.id], by())
    assert.deepEqual(await words(), ['C', 'A', 'B'], 'one that is not named keeps its place after')
    await changeTrait(database.db, workspaceId, c.id, { archived: true }, by())
    assert.deepEqual(await words(), ['A', 'B', 'C'])
    const again = await changeTrait(database.db, workspaceId, c.id, { archived: false }, by())
    assert.equal(again.archived, null)
    assert.deepEqual(await words(), ['A', 'B', 'C'], 'declared again, it comes last')
  })

  it('are counted by two tallies, or one where nothing can say the contrary', async () => {
    const trait = await declare('Sobre')
    assert.ok(trait.contraryId, '“pas sobre” does')
    const byQuery = await changeTrait(
      database.db,
      workspaceId,
      trait.id,
      { query: 'sobre NOT ivre', terms: NONE },
      by(),
    )
    assert.equal(byQuery.contraryId, null)
    assert.deepEqual(await tallyIds(database.db, workspaceId), new Set([trait.talkId]))
    const opposed = { opposites: { fr: ['ivre'], en: [] } }
    const back = await changeTrait(database.db, workspaceId, trait.id, opposed, by())
    assert.ok(back.contraryId && back.contraryId !== trait.contraryId)
    assert.deepEqual(await getTrait(database.db, workspaceId, trait.id), back)
  })

  it('change only in what is given', async () => {
    const trait = await declare('Fiable', { description: 'Tient.', terms: { fr: ['fiable'], en: [] } })
    const change = { description: 'Tient longtemps.', word: undefined }
    const now = await changeTrait(database.db, workspaceId, trait.id, change, by())
    assert.deepEqual(now, { ...trait, description: 'Tient longtemps.' })
  })

  it('are no more than anybody holds in mind, however many are declared at once', async () => {
    for (let n = 1; n < MAX_TRAITS; n++) await declare(`T${n}`)
    const tries = await Promise.allSettled([declare('X'), declare('Y'), declare('Z')])
    const refused = tries.filter((one) => one.status === 'rejected')
    assert.deepEqual(
      refused.map((one) => (one.reason as { id: string }).id),
      ['traits_full', 'traits_full'],
    )
    assert.equal((await words()).length, MAX_TRAITS)
    const [first] = await listTraits(database.db, workspaceId)
    await changeTrait(database.db, workspaceId, first?.id ?? '', { archived: true }, by())
    await declare('Room')
    await assert.rejects(
      changeTrait(database.db, workspaceId, first?.id ?? '', { archived: false }, by()),
      { id: 'traits_full' },
      'one that was retired needs a place as well',
    )
  })

  it('that are refused leave nothing behind', async () => {
    const unreadable = given('Faux', { query: '((' })
    await assert.rejects(async () => {
      await createAlert(
        database.db,
        workspaceId,
        { name: 'L', query: 'lumo', kind: 'brand' },
        { label: 'test' },
      )
      await createTrait(database.db, workspaceId, unreadable, by())
    })
    assert.deepEqual(await words(), [])
    assert.equal((await tallyIds(database.db, workspaceId)).size, 0)
  })

  it('of another workspace are not there', async () => {
    const trait = await declare('A')
    const other = await testWorkspace(database.db)
    assert.deepEqual(await listTraits(database.db, other), [])
    await assert.rejects(getTrait(database.db, other, trait.id), { id: 'not_found' })
    await assert.rejects(changeTrait(database.db, other, trait.id, { word: 'B' }, by()), { id: 'not_found' })
    await orderTraits(database.db, other, [trait.id], by())
    assert.deepEqual(await listVersions(database.db, other), [])
  })
})

describe('versions', () => {
  it('tell how the image stood at each time', async () => {
    const a = await declare('A', {}, 40)
    const b = await declare('B', {}, 30)
    await changeTrait(database.db, workspaceId, a.id, { word: 'Alpha' }, by(20))
    await orderTraits(database.db, workspaceId, [b.id, a.id], by(10))
    await changeTrait(database.db, workspaceId, b.id, { archived: true }, by(5))
    const versions = await listVersions(database.db, workspaceId)
    const told = versions.map((one) => [
      one.word,
      one.position,
      one.archived,
      (NOW.getTime() - one.at.getTime()) / DAY,
    ])
    assert.deepEqual(told, [
      ['A', 1, false, 40],
      ['B', 2, false, 30],
      ['Alpha', 1, false, 20],
      ['B', 1, false, 10],
      ['Alpha', 2, false, 10],
      ['B', 1, true, 5],
    ])
    const { history, traits } = await image()
    assert.deepEqual(
      history.map(({ change }) => change?.what),
      ['declared', 'declared', 'changed', 'moved', 'moved', 'retired'],
    )
    const retired = traits.find((one) => one.trait.id === b.id)
    assert.deepEqual(retired?.declared, [{ from: by(30).at, to: by(5).at }])
  })
})

describe('an image', () => {
  it('is known only where it was counted', async () => {
    await createAlert(
      database.db,
      workspaceId,
      { name: 'L', query: 'lumo', kind: 'brand' },
      { label: 'test' },
    )
    const trait = await declare('Fiable')
    await changeTrait(database.db, workspaceId, trait.id, { archived: true }, by(10))
    const year = await image('month', 12)
    const points = year.traits[0]?.points ?? []
    // The clock of the database is not ours: known from 90 days before the trait was made there.
    assert.equal(points[0], null, 'a year ago nothing was asked')
    assert.equal(points.length, 12)
    assert.equal(
      (await image('week', 2)).traits[0]?.points[1],
      null,
      'after it was retired it is not counted',
    )
  })

  it('has neither share nor tone where too little was said, and says that nothing listens', async () => {
    await declare('Fiable')
    const bare = await image()
    assert.deepEqual([bare.brands, bare.wholeId, bare.total, bare.counting], [0, null, 0, false])
    assert.deepEqual(bare.traits[0]?.state, 'idle')
    assert.deepEqual(
      [bare.traits[0]?.all.share, bare.traits[0]?.all.tone, bare.traits[0]?.all.denied],
      [null, null, null],
    )
  })

  it('wakes when the brand is listened for, and rests when it is not any more', async () => {
    const { talkId } = await declare('Fiable')
    const state = async () => (await tallyStates(database.db, workspaceId, [talkId])).get(talkId)?.state
    assert.equal(await state(), 'idle')
    const brand = { name: 'L', query: 'lumo', kind: 'brand' as const }
    const { id } = await createAlert(database.db, workspaceId, brand, { label: 'test' })
    assert.equal(await state(), 'counting')
    assert.equal((await image()).brands, 1)
    await deleteAlert(database.db, workspaceId, id, { label: 'test' })
    assert.equal(await state(), 'idle')
  })
})
