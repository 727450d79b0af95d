import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import { sql } from 'kysely'
import { type TestDatabase, testDatabase } from '../../../../test/support/database.ts'
import { about, note } from '../../../../test/support/entries.ts'
import { type Moderators, moderators, offence } from '../../../../test/support/moderators.ts'
import { consume } from '../../../activity/index.ts'
import { listActs } from '../list/store.ts'
import { doublesSince, pairOf, setNamed } from './doubles.ts'
import { moderationIntake } from './intake.ts'
import { type Judging, judge, judgeWave, takeBackVerdict } from './judge.ts'
import {
  claim,
  countItems,
  forgetQueued,
  getItem,
  listItems,
  type QueueFilter,
  setBlindShare,
} from './store.ts'

let database: TestDatabase
let house: Moderators
before(async () => {
  database = await testDatabase()
})
after(() => database.close())
beforeEach(async () => {
  house = await moderators(database.db)
  await setBlindShare(database.db, house.workspaceId, 0)
})

const read = () => consume(database.db, house.workspaceId, moderationIntake)
async function queue(memberId = house.ana, more: Partial<QueueFilter> = {}) {
  return listItems(database.db, house.workspaceId, { view: 'todo', sort: 'severity', memberId, ...more }, 50)
}
const kinds = async (memberId?: string) => (await queue(memberId)).map(({ kind }) => kind)
function say(memberId: string, activityId: string, verdict: Judging['verdict'], more: Partial<Judging> = {}) {
  const judging = { workspaceId: house.workspaceId, activityId, revision: 1, verdict, ...more }
  return judge(database.db, house.deps, judging, { memberId, now: house.now })
}
const refused = (id: string) => (error: unknown) => (error as { id?: string }).id === id

describe('the queue', () => {
  it('takes in what a person should look at, the gravest first, and nothing else', async () => {
    await house.put([
      offence('insult', 'Bande de connards'),
      offence('threat', 'je vais te buter'),
      note('told', 'Appelez Marie au 06 12 34 56 78'),
      note('thanks', 'Merci, très belle lampe'),
      offence('mine', 'Bande de connards', { ours: true }),
      offence('letter', 'Bande de connards', { visibility: 'private' }),
      offence('old', 'Bande de connards', { at: '2026-10-01T10:00:00Z' }),
    ])
    await read()
    assert.deepEqual(await kinds(), ['threat', 'private', 'insult'])
    const byDoubt = await queue(house.ana, { sort: 'doubt' })
    assert.deepEqual(
      byDoubt.map(({ doubt }) => doubt),
      byDoubt.map(({ doubt }) => doubt).sort((a, b) => b - a),
    )
  })

  it('is read page by page without a gap, in either order', async () => {
    await house.put(
      Array.from({ length: 9 }, (_, n) =>
        offence(`p${n}`, `Bande de connards ${'!'.repeat(n)}`, {}, 600 + n * 40),
      ),
    )
    await read()
    for (const sort of ['severity', 'doubt'] as const) {
      const all = await queue(house.ana, { sort })
      const passed: string[] = []
      for (let after: QueueFilter['after']; ; ) {
        const page = await listItems(
          database.db,
          house.workspaceId,
          { view: 'todo', sort, memberId: house.ana, after },
          4,
        )
        const last = page.at(-1)
        if (!last) break
        passed.push(...page.map((item) => item.activity_id))
        after = { severity: last.severity, doubt: last.doubt, id: last.activity_id }
      }
      assert.deepEqual(
        passed,
        all.map((item) => item.activity_id),
      )
      assert.equal(passed.length, 9)
    }
  })

  it('is the same when it is read again, and asks anew only of other words', async () => {
    const [post] = await house.put([offence('a', 'Bande de connards')])
    await read()
    await say(house.ana, post ?? '', 'leave')
    await sql`update stream_cursor set position = 0 where workspace_id = ${house.workspaceId}`.execute(
      database.db,
    )
    await read()
    assert.deepEqual(await kinds(), [], 'what was left is not asked again')
    await house.put([
      offence('a2', 'je vais te buter', {}, 990, about('Update', 'a', { text: 'je vais te buter' })),
    ])
    await read()
    const [again] = await queue()
    assert.deepEqual([again?.kind, again?.revision, again?.state], ['threat', 2, 'waiting'])
    await assert.rejects(say(house.ben, post ?? '', 'leave'), refused('moderation_reworded'))
    assert.equal((await say(house.ana, post ?? '', 'leave', { revision: 2 })).state, 'settled')
  })

  it('lets go what its author makes good or takes away, and what is erased', async () => {
    const [first, second, third] = await house.put([
      offence('a', 'Bande de connards'),
      offence('b', 'Sales connards'),
      offence('c', 'Gros connards'),
    ])
    await read()
    await house.put([
      offence('a2', 'Pardon', {}, 0, about('Update', 'a', { text: 'Pardon' })),
      about('Delete', 'b'),
    ])
    await read()
    assert.deepEqual(
      (await queue()).map((item) => item.activity_id),
      [third],
    )
    await say(house.ana, third ?? '', 'leave')
    await forgetQueued(database.db, house.workspaceId, [first, second, third].map(String))
    for (const table of ['moderation_item', 'moderation_verdict', 'moderation_trace']) {
      const { rows } = await sql<{ n: number }>`
        select count(*)::int as n from ${sql.table(table)} where workspace_id = ${house.workspaceId}`.execute(
        database.db,
      )
      assert.equal(rows[0]?.n, 0, table)
    }
  })

  it('sees a wave of the like from many people, and takes one word for all of it', async () => {
    const spam = (n: number) =>
      note(
        `s${n}`,
        `Gagnez mille euros par semaine depuis chez vous, écrivez à notre conseiller ${'!'.repeat(n)}`,
        {
          actor: { id: `did:${n}`, name: `P${n}`, followers: 0 },
        },
      )
    await house.put([spam(0), spam(1), spam(2), spam(3)])
    await read()
    assert.deepEqual(await kinds(), [])
    await house.put([spam(4), spam(5)])
    await read()
    const items = await queue()
    assert.deepEqual([items.length, new Set(items.map(({ wave }) => wave)).size], [6, 1])
    const [one, held] = items
    assert.ok(one?.wave && held)
    await claim(database.db, house.workspaceId, held.activity_id, { memberId: house.ben, now: house.now })
    const { judged, left } = await judgeWave(
      database.db,
      house.deps,
      { workspaceId: house.workspaceId, wave: one.wave, verdict: 'leave' },
      { memberId: house.ana, now: house.now },
    )
    assert.deepEqual([judged.length, left], [5, 1])
    assert.deepEqual(
      (await queue(house.ben)).map((item) => item.activity_id),
      [held.activity_id],
    )
  })
})

describe('many who say the same', () => {
  const alike = (text: string, intent: 'question' | 'praise' | 'other' = 'question') =>
    Array.from({ length: 7 }, (_, n) => ({
      activity: note(`${intent} ${n}`, `${text} ${'!'.repeat(n)}`, {
        actor: { id: `did:${n}`, name: `P${n}`, followers: 0 },
      }),
      toxicity: 0,
      intent,
    }))
  const asked = 'Comment savoir si ma lampe vient du mauvais lot, où se trouve le numéro'

  it('are no campaign where they ask: a crisis is answered', async () => {
    await house.put(alike(asked))
    await read()
    assert.deepEqual(await kinds(), [])
  })

  it('nor where they thank; what nobody says of their own accord is looked at', async () => {
    const thanked = 'Toute la rue est éclairée ce soir grâce à vous, merci du fond du cœur'
    await house.put(alike(thanked, 'praise'))
    await read()
    assert.deepEqual(await kinds(), [])
    await house.put(
      alike('Gagnez mille euros par semaine depuis chez vous, écrivez à notre conseiller', 'other'),
    )
    await read()
    assert.deepEqual(new Set(await kinds()), new Set(['spam']))
  })

  it('are looked at where each question leads elsewhere', async () => {
    await house.put(alike(`${asked} https://lots.example/gagner`))
    await read()
    assert.ok((await kinds()).length > 0)
  })
})

describe('a verdict', () => {
  let post: string
  beforeEach(async () => {
    post = (await house.put([offence('a', 'Bonjour. Sale connard, va te faire foutre.')]))[0] ?? ''
    await read()
  })

  it('acts by the rule that is proposed, with the sentence at stake', async () => {
    const { state, act } = await say(house.ana, post, 'act')
    assert.equal(state, 'settled')
    const [done] = await listActs(database.db, house.workspaceId, {}, 10)
    assert.deepEqual([done?.id, done?.proposed_by, done?.state], [act?.id, house.ana, act?.state])
    assert.deepEqual([done?.mark_start, done?.mark_end], [9, 42])
    assert.deepEqual(await kinds(house.ben), [])
  })

  it('can be taken back by who gave it, with what was done by it, while nobody has spoken since', async () => {
    const { act } = await say(house.ana, post, 'act')
    await assert.rejects(
      takeBackVerdict(
        database.db,
        house.deps,
        { workspaceId: house.workspaceId, activityId: post },
        {
          ...{ memberId: house.ben, now: house.now },
        },
      ),
      refused('moderation_not_last'),
    )
    await takeBackVerdict(
      database.db,
      house.deps,
      { workspaceId: house.workspaceId, activityId: post },
      { memberId: house.ana, now: house.now },
    )
    const acts = await listActs(database.db, house.workspaceId, {}, 10)
    assert.ok(acts.every(({ id, state }) => id === act?.id && ['withdrawn', 'restored'].includes(state)))
    assert.equal((await queue()).length, 1)
    assert.equal((await say(house.ana, post, 'leave')).state, 'settled')
  })

  it('of two at once is one', async () => {
    const both = await Promise.allSettled([say(house.ana, post, 'leave'), say(house.ben, post, 'act')])
    assert.equal(both.filter(({ status }) => status === 'fulfilled').length, 1)
    assert.ok((await listActs(database.db, house.workspaceId, {}, 10)).length <= 1)
  })

  it('is not given on what a colleague looks at, until they let it go', async () => {
    const by = (memberId: string, later = 0) => ({ memberId, now: new Date(house.now.getTime() + later) })
    const take = (memberId: string, later = 0) =>
      claim(database.db, house.workspaceId, post, by(memberId, later))
    assert.equal(await take(house.ana), house.ana)
    assert.equal(await take(house.ben), house.ana)
    await assert.rejects(say(house.ben, post, 'leave'), refused('moderation_claimed'))
    assert.equal(await take(house.ben, 120_001), house.ben, 'it is let go by itself')
    await claim(database.db, house.workspaceId, null, by(house.ben))
    assert.equal((await getItem(database.db, house.workspaceId, post)).claimed_by, null)
  })

  it('can be asked of a second person, who decides', async () => {
    assert.equal((await say(house.ana, post, 'second')).state, 'second')
    assert.deepEqual(await kinds(house.ana), [])
    await assert.rejects(say(house.ana, post, 'leave'), refused('moderation_judged'))
    assert.deepEqual(await kinds(house.ben), ['insult'])
    await assert.rejects(say(house.ben, post, 'second'), refused('moderation_judged'))
    assert.equal((await say(house.ben, post, 'act')).state, 'settled')
  })

  it('is for who may, in their own house, by a rule that there is', async () => {
    await assert.rejects(say(house.reader, post, 'leave'), refused('forbidden'))
    const other = await moderators(database.db)
    await assert.rejects(
      judge(
        database.db,
        other.deps,
        { workspaceId: other.workspaceId, activityId: post, revision: 1, verdict: 'leave' },
        {
          ...{ memberId: other.ana, now: other.now },
        },
      ),
      refused('not_found'),
    )
    await assert.rejects(
      say(house.ana, post, 'act', { ruleId: 'no-such-rule' }),
      refused('moderation_no_rule'),
    )
    assert.equal((await queue()).length, 1, 'what was refused has changed nothing')
  })
})

describe('what is given to two', () => {
  async function blind(many: number) {
    await setBlindShare(database.db, house.workspaceId, 100)
    const posts = await house.put(
      Array.from({ length: many }, (_, n) => offence(`b${n}`, `Sale connard ${n}, va te faire foutre.`)),
    )
    await read()
    return posts
  }

  it('is done where both say the same, and not before', async () => {
    const [post = ''] = await blind(1)
    assert.equal((await say(house.ana, post, 'act')).act, null)
    assert.deepEqual(await kinds(house.ana), [])
    assert.deepEqual(await listActs(database.db, house.workspaceId, {}, 10), [])
    const second = await say(house.ben, post, 'act')
    assert.equal(second.state, 'settled')
    assert.notEqual(second.act, null)
  })

  it('is talked about where they do not, and then decided by anybody', async () => {
    const [post = ''] = await blind(1)
    await say(house.ana, post, 'act')
    assert.deepEqual(await say(house.ben, post, 'leave'), { state: 'split', act: null })
    assert.deepEqual(await countItems(database.db, house.workspaceId, house.ana), { todo: 0, split: 1 })
    assert.equal((await queue(house.ana, { view: 'split' })).length, 1)
    assert.equal((await say(house.ana, post, 'leave')).state, 'settled')
    assert.deepEqual(await countItems(database.db, house.workspaceId, house.ana), { todo: 0, split: 0 })
  })

  it('is counted as they said it, with names only where both let them', async () => {
    const [same = '', apart = ''] = await blind(2)
    for (const [post, first, second] of [
      [same, 'leave', 'answer'],
      [apart, 'act', 'leave'],
    ] as const) {
      await say(house.ana, post, first)
      await say(house.ben, post, second)
    }
    const doubles = () =>
      doublesSince(database.db, house.workspaceId, { since: new Date(0), timeZone: 'Europe/Paris' })
    const found = new Map((await doubles()).map((one) => [one.activity_id, one]))
    const [one, two] = [found.get(same), found.get(apart)]
    assert.ok(one && two)
    assert.deepEqual(pairOf(one), ['none', 'none'])
    assert.notEqual(pairOf(two)[0], pairOf(two)[1])
    assert.deepEqual([two.first.named, two.second.named, two.month], [false, false, '2026-11'])
    const named = { activityId: apart, memberId: house.ana, named: true }
    await setNamed(database.db, house.workspaceId, named)
    assert.equal((await doubles()).find((some) => some.activity_id === apart)?.first.named, true)
    await assert.rejects(
      setNamed(database.db, house.workspaceId, { ...named, memberId: house.reader }),
      refused('moderation_not_yours'),
    )
  })

  it('is judged once by who is alone, and nobody else can be asked', async () => {
    house = await moderators(database.db, { alone: true })
    const [post = ''] = await blind(1)
    await assert.rejects(say(house.ana, post, 'second'), refused('moderation_alone'))
    assert.equal((await say(house.ana, post, 'leave')).state, 'settled')
    const twice = await doublesSince(database.db, house.workspaceId, { since: new Date(0), timeZone: 'UTC' })
    assert.deepEqual(twice, [])
  })
})
