import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import { inTransaction } from '../../../../lib/db/index.ts'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { testWorkspace } from '../../../../test/support/workspace.ts'
import { addPairs, likesOf, type NewPair, noteTaken, type Reply, removePairs } from './store.ts'
import { termsOf } from './terms.ts'

let database: TestDatabase
before(async () => {
  database = await testDatabase()
})
after(() => database.close())

const HOUR = 3_600_000
const START = Date.parse('2026-10-24T22:00:00Z')
const WORDS = ['colis', 'retard', 'lampe', 'cassée', 'remboursement', 'facture', 'livraison', 'demain']

interface Step {
  kind: 'pair' | 'reply'
  asker: number
  channel: number
  hour: number
  words: number[]
  mood: 'unhappy' | 'thanked'
}
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('pair', 'reply'),
  asker: fc.nat(1),
  channel: fc.nat(1),
  // Over the night that has its hour twice, and beyond the week in which a reply counts.
  hour: fc.oneof(fc.integer({ min: 0, max: 200 }), fc.constantFrom(0, 1, 150, 167, 168, 169)),
  words: fc.uniqueArray(fc.nat(WORDS.length - 1), { minLength: 4, maxLength: 6 }),
  mood: fc.constantFrom('unhappy', 'thanked'),
})

const at = (hour: number) => new Date(START + hour * HOUR)
const pairOf = ({ asker, channel, hour, words }: Step): NewPair => ({
  ...{ answerId: uuidv7(), questionId: uuidv7(), channel: `n${channel}`, asker: `a${asker}`, lang: 'fr' },
  ...{ visibility: 'public', at: at(hour), terms: termsOf(words.map((n) => WORDS[n]).join(' ')) },
})
const replyOf = ({ asker, channel, hour, mood }: Step): Reply => ({
  ...{ channel: `n${channel}`, asker: `a${asker}`, at: at(hour) },
  ...{ unhappy: mood === 'unhappy', thanked: mood === 'thanked' },
})

type Kept = NewPair & { took: { unhappy: boolean; thanked: boolean } }

/** By the rule alone: a reply is to the last answer that its writer had there in the week before it. */
function take(all: Kept[], replies: Reply[]): void {
  for (const reply of replies) {
    const before = all.filter(
      (one) =>
        one.channel === reply.channel &&
        one.asker === reply.asker &&
        one.at < reply.at &&
        reply.at.getTime() - one.at.getTime() < 7 * 24 * HOUR,
    )
    const last = before.toSorted((a, b) => b.at.getTime() - a.at.getTime())[0]
    if (!last) continue
    last.took.unhappy ||= reply.unhappy
    last.took.thanked ||= reply.thanked
  }
}

describe('what the team answered, as time goes on', () => {
  it('is told how it was taken by whoever was answered, and by nobody else', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 14 }), async (steps) => {
        const workspaceId = await testWorkspace(database.db)
        // Two answers at one instant to one person would leave open which of them a reply is to.
        const places = new Set<string>()
        const pairs = steps.filter(({ kind, asker, channel, hour }) => {
          const place = `${asker} ${channel} ${hour}`
          return kind === 'pair' && !places.has(place) && places.add(place)
        })
        const all: Kept[] = pairs.map((one) => ({ ...pairOf(one), took: { unhappy: false, thanked: false } }))
        await addPairs(
          database.db,
          workspaceId,
          all.map(({ took: _, ...pair }) => pair),
        )
        const replies = steps.filter(({ kind }) => kind === 'reply').map(replyOf)
        await noteTaken(database.db, workspaceId, replies.slice(0, 2))
        await noteTaken(database.db, workspaceId, replies.slice(2))
        take(all, replies)
        const { rows } = await database.pool.query(
          'select answer_id, unhappy, thanked from answer_pair where workspace_id = $1',
          [workspaceId],
        )
        assert.deepEqual(
          new Map(rows.map((row) => [row.answer_id, [row.unhappy, row.thanked]])),
          new Map(all.map((one) => [one.answerId, [one.took.unhappy, one.took.thanked]])),
        )
        const question = {
          terms: termsOf(WORDS.join(' ')),
          lang: 'fr',
          visibility: 'public' as const,
          except: [],
        }
        const likes = await likesOf(database.db, workspaceId, question, 100)
        const glad = all.filter(({ took }) => !took.unhappy).map((one) => one.answerId)
        assert.deepEqual(likes.map((one) => one.answerId).sort(), glad.sort(), 'what hurt is offered no more')
      }),
      { numRuns: 40 },
    )
  })

  it('is as it was where a writer is killed in the middle, and its sums with it', async () => {
    const workspaceId = await testWorkspace(database.db)
    const one = { kind: 'pair', asker: 0, channel: 0, hour: 1, words: [0, 1, 2, 3], mood: 'thanked' } as const
    const [first, second] = [
      pairOf({ ...one, words: [...one.words] }),
      pairOf({ ...one, words: [4, 5, 6, 7] }),
    ]
    await addPairs(database.db, workspaceId, [first])
    const sums = async () =>
      (
        await database.pool.query(
          'select term, pairs from answer_term where workspace_id = $1 order by term',
          [workspaceId],
        )
      ).rows
    const before = await sums()
    const killed = inTransaction(database.db, async (tx) => {
      await addPairs(tx, workspaceId, [second])
      await removePairs(tx, workspaceId, [first.answerId])
      throw new Error('killed')
    })
    await assert.rejects(killed, /killed/)
    assert.deepEqual(await sums(), before)
  })

  it('adds up where several write and forget at one moment', async () => {
    const workspaceId = await testWorkspace(database.db)
    const some = Array.from({ length: 12 }, (_, n) =>
      pairOf({
        ...{ kind: 'pair', asker: n % 2, channel: 0, hour: n, mood: 'thanked' },
        words: [n % 8, (n + 1) % 8, (n + 3) % 8, (n + 5) % 8],
      }),
    )
    await Promise.all(some.map((pair) => addPairs(database.db, workspaceId, [pair])))
    const gone = some.slice(0, 6)
    const more = some.slice(0, 3).map((pair) => ({ ...pair, answerId: uuidv7(), questionId: uuidv7() }))
    await Promise.all([
      ...gone.map(({ questionId }) => removePairs(database.db, workspaceId, [questionId])),
      ...more.map((pair) => addPairs(database.db, workspaceId, [pair])),
    ])
    const having = new Map<number, number>()
    const left = [...some.slice(6), ...more]
    for (const { terms } of left) for (const term of terms) having.set(term, (having.get(term) ?? 0) + 1)
    having.set(0, left.length)
    having.set(
      1,
      left.reduce((sum, { terms }) => sum + terms.length, 0),
    )
    const { rows } = await database.pool.query(
      'select term, pairs from answer_term where workspace_id = $1',
      [workspaceId],
    )
    assert.deepEqual(new Map(rows.map((row) => [row.term, row.pairs])), having)
  })
})
