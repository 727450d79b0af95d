import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { after, before, it } from 'node:test'
import fc from 'fast-check'
import type { Member } from '../../../../test/support/http.ts'
import { type TestSite, testSite } from '../../../../test/support/site.ts'

let site: TestSite
let agent: Member
before(async () => {
  site = await testSite()
  agent = await site.server.member(site.workspaceId, 'agent')
})
after(() => site.server.close())

interface Exchange {
  id: string
  activityId: string
  note: string
  outcome: string
  minutes: number | null
  version: number
}
const call = { kind: 'phone', direction: 'in', name: 'M. Dupuis', contact: '01 11 11 11 11', note: 'Note.' }
const log = async (more: object): Promise<Exchange> => {
  const answer = await agent.browser.post('/exchanges', { ...call, ...more })
  assert.equal(answer.status, 201, await answer.clone().text())
  return (await answer.json()) as Exchange
}
const personOf = async ({ activityId }: Exchange) =>
  (await site.server.pool.query('select person_id from activity where id = $1', [activityId])).rows[0]
    .person_id

it('one number is one person however it is written, and two addresses with the same numbers are two', async () => {
  const same = ['+33 1 22 22 22 22', '+33-1-22-22-22-22', '+33.1.22.22.22.22', '+33122222222']
  const people = new Set<string>()
  for (const contact of same) people.add(await personOf(await log({ contact })))
  assert.equal(people.size, 1)
  const letters = [
    '12 rue de la Paix, 75002 Paris',
    '12 rue Montmartre, 75002 Paris',
    'anne12345@a.example',
    'luc12345@b.example',
  ]
  const authors = new Set<string>()
  for (const contact of letters)
    authors.add(await personOf(await log({ kind: 'letter', name: contact, contact })))
  assert.equal(authors.size, letters.length)
})

it('what was written down never comes to nothing, and says all that it said before, whatever is changed', async () => {
  const text = fc.constantFrom('', ' ', 'Un', 'Deux', '<b>Trois</b>')
  const change = fc.record(
    { note: text, outcome: text, minutes: fc.constantFrom(null, 0, 7, 1_440, 1_441, -1, 1.5) },
    { requiredKeys: [] },
  )
  await fc.assert(
    fc.asyncProperty(fc.array(change, { maxLength: 8 }), async (changes) => {
      const { id, activityId } = await log({ minutes: 3 })
      const model = [{ note: 'Note.', outcome: '', minutes: 3 as number | null }]
      for (const to of changes) {
        const was = model.at(-1) ?? assert.fail()
        const next = {
          ...was,
          ...to,
          ...(to.note && { note: to.note.trim() }),
          ...(to.outcome && { outcome: to.outcome.trim() }),
        }
        const right = [null, 0, 3, 7, 1_440].includes(next.minutes) && (next.note || next.outcome) !== ''
        const answer = await agent.browser.patch(`/exchanges/${id}`, to)
        assert.equal(answer.status, right ? 200 : 422, JSON.stringify([was, to]))
        if (!right) continue
        if (JSON.stringify(next) !== JSON.stringify(was)) model.push(next)
        const { note, outcome, minutes, version } = (await answer.json()) as Exchange
        assert.deepEqual({ note, outcome, minutes, version }, { ...next, version: model.length })
      }
      const kept = (await (await agent.browser.get(`/exchanges/${id}/versions`)).json()) as {
        version: number
        was: object
      }[]
      assert.deepEqual(
        kept.map(({ was }) => was),
        model.slice(0, -1),
      )
      assert.deepEqual(
        kept.map(({ version }) => version),
        model.slice(1).map((_, n) => n + 1),
      )
      const { rows } = await site.server.pool.query('select text from activity where id = $1', [activityId])
      const last = model.at(-1)
      assert.equal(rows[0].text, last?.note || last?.outcome)
    }),
    { numRuns: 12 },
  )
})

it('changed six times at once is six versions, none lost', async () => {
  const { id } = await log({})
  await Promise.all(
    Array.from({ length: 6 }, (_, n) => agent.browser.patch(`/exchanges/${id}`, { note: `Note ${n}` })),
  )
  const kept = (await (await agent.browser.get(`/exchanges/${id}/versions`)).json()) as {
    version: number
    was: { note: string }
  }[]
  assert.deepEqual(
    kept.map(({ version }) => version),
    [1, 2, 3, 4, 5, 6],
  )
  assert.equal(new Set(kept.map(({ was }) => was.note)).size, 6)
})

it('is of its workspace alone, takes nothing that it does not know, and is never our fault', async () => {
  const { id } = await log({})
  const elsewhere = await site.server.member(await site.server.workspace(), 'owner')
  assert.equal((await elsewhere.browser.patch(`/exchanges/${id}`, { note: 'À moi' })).status, 404)
  assert.equal((await elsewhere.browser.get(`/exchanges/${id}/versions`)).status, 404)
  for (const more of [
    ...[
      { workspaceId: randomUUID() },
      { memberId: randomUUID() },
      { activityId: randomUUID() },
      { kind: 'mail' },
    ],
    ...[{ at: 'hier' }, { minutes: 1e9 }, { note: 'x'.repeat(10_001) }, { name: 'a\0b' }, { note: '\ud800' }],
    ...[{ personId: 'x' }, { next: '2026-02-30T10:00:00Z' }, { sentiment: 'angry' }],
  ]) {
    const { status } = await agent.browser.post('/exchanges', { ...call, ...more })
    assert.equal(status, 422, JSON.stringify(more).slice(0, 60))
  }
  for (const at of [
    '1900-01-01T00:00:00Z',
    '1969-12-31T23:59:59Z',
    '0001-01-01T00:00:00Z',
    '0000-01-01T00:00:00Z',
  ]) {
    const { status } = await agent.browser.post('/exchanges', { ...call, at })
    assert.ok(status < 500, `${at} ${status}`)
  }
  for (const next of ['1970-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '0000-01-01T00:00:00Z']) {
    const { status } = await agent.browser.post('/exchanges', { ...call, next })
    assert.ok(status < 500, `${next} ${status}`)
  }
})
