import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { uuidv7 } from 'uuidv7'
import {
  act,
  made,
  moderationStage,
  NOW,
  post,
  publishCharter,
  type Shown,
  type Stage,
} from '../../../../test/support/moderation.ts'
import { ACT_STATES, type ActState } from '../act/act.ts'
import { type Act, insertAct } from '../act/store.ts'
import { SANCTIONS } from '../charter/charter.ts'
import { choicesOf } from './choices.ts'
import type { ActFilter } from './filter.ts'
import { countActs, listActs } from './store.ts'

let stage: Stage
/** Another house, whose list is generated. */
let house: string
let acts: Act[]
let people: string[]
before(async () => {
  stage = await moderationStage()
  house = await stage.server.workspace('Autre maison')
  const owner = await stage.server.member(house, 'owner')
  const [ada, bob] = [await stage.server.member(house, 'agent'), await stage.server.member(house, 'agent')]
  await publishCharter({ owner })
  people = [owner, ada, bob].map(({ memberId }) => memberId)
  acts = drawn()
  for (const one of acts) assert.ok(await insertAct(stage.server.db, one))
  for (const [n, one] of acts.entries())
    if (n % 5 === 0)
      await stage.server.pool.query(
        `insert into moderation_appeal (workspace_id, act_id, token_hash, expires, filed, state, decided_by, decided)
         values ($1, $2, 'x', $3, $3, $4, $5, $3)`,
        [house, one.id, NOW, n % 10 === 0 ? 'filed' : 'dismissed', n % 10 === 0 ? null : people[2]],
      )
})
after(() => stage?.close())

const RULES = ['respect', 'haine', 'spam']
const CHANNELS = ['mastodon', 'bluesky']

/** Sixty acts of which each part takes each of its values. */
function drawn(): Act[] {
  const at = (list: readonly (string | undefined)[], n: number) => list[n % list.length] as never
  return Array.from({ length: 60 }, (_, n) => {
    const state: ActState = at(ACT_STATES, n)
    const [stood, restored] = [state === 'done' || state === 'restored', state === 'restored']
    return {
      ...{ workspace_id: house, id: uuidv7(), activity_id: uuidv7(), conversation_id: null, actor_id: null },
      ...{ channel: at(CHANNELS, n), kind: at(SANCTIONS, Math.floor(n / 3)), state, scope: 'here' as const },
      ...{ account_id: null, charter_version: 1, rule_id: at(RULES, Math.floor(n / 2)), critical: null },
      ...{
        mark_in: 'text' as const,
        mark_start: 0,
        mark_end: 3,
        proposed_by: at(people, n),
        proposed: NOW,
        edited: null,
      },
      ...{ decided_by: n % 4 === 0 ? at(people, n + 1) : null, decided: null, done: stood ? NOW : null },
      ...{ restored_by: restored ? at(people, n + 2) : null, restored: restored ? NOW : null, note: null },
      ...{ restored_why: restored ? 'team' : null, act_delivery: null, undo_delivery: null },
      ...{
        notice_delivery: null,
        notice_state: 'later' as const,
        notice_lang: 'fr' as const,
        notice_text: null,
      },
    }
  })
}

/** The same, told of what was put in. */
function held(filter: ActFilter): Act[] {
  const had = (one: Act, n: number, by: string) =>
    [one.proposed_by, one.decided_by, one.restored_by, n % 5 === 0 && n % 10 ? people[2] : null].includes(by)
  return acts.filter(
    (one, n) =>
      (!filter.state || one.state === filter.state) &&
      (!filter.rule || one.rule_id === filter.rule) &&
      (!filter.kind || one.kind === filter.kind) &&
      (!filter.channel || one.channel === filter.channel) &&
      (!filter.by || had(one, n, filter.by)) &&
      (!filter.appealed || n % 10 === 0),
  )
}

const filters = fc.record(
  {
    state: fc.constantFrom(...ACT_STATES),
    rule: fc.constantFrom(...RULES, 'inconnue'),
    kind: fc.constantFrom(...SANCTIONS),
    channel: fc.constantFrom(...CHANNELS, 'forum'),
    by: fc.nat(2),
    appealed: fc.constant('yes' as const),
  },
  { requiredKeys: [] },
)
const named = ({ by, ...rest }: { by?: number } & object): ActFilter => ({
  ...rest,
  ...(by === undefined ? {} : { by: people[by] }),
})

describe('a list of acts', () => {
  it('holds what its filter says, newest first, each once however it is cut into pages; counts say how many', async () => {
    await fc.assert(
      fc.asyncProperty(filters, fc.integer({ min: 4, max: 25 }), async (wish, size) => {
        const filter = named(wish)
        const seen: string[] = []
        for (let after: string | undefined, more = true; more; after = seen.at(-1)) {
          const page = await listActs(stage.server.db, house, { ...filter, after }, size)
          seen.push(...page.map(({ id }) => id))
          more = page.length === size
        }
        const wanted = held(filter).map(({ id }) => id)
        assert.deepEqual(seen, wanted.sort().reverse())
        const { state: _, appealed: __, ...rest } = filter
        const counts = await countActs(stage.server.db, house, filter)
        assert.equal(counts.all, held(rest).length, 'whatever their state')
        assert.equal(counts.appeals, held({ ...rest, appealed: 'yes' }).length)
        for (const state of ACT_STATES) assert.equal(counts.states[state], held({ ...rest, state }).length)
      }),
      { numRuns: 15 },
    )
  })

  it('offers nothing that finds nothing', async () => {
    const { rules, kinds, channels, people: who } = await choicesOf(stage.server.db, house)
    for (const [key, list] of Object.entries({ rule: rules, kind: kinds, channel: channels }))
      for (const { id, count } of list) assert.equal(held({ [key]: id }).length, count, `${key} ${id}`)
    assert.deepEqual([...who].sort(), [...people].sort())
    const bare = await choicesOf(stage.server.db, await stage.server.workspace('Neuve'))
    assert.deepEqual(bare, { rules: [], kinds: [], channels: [], people: [] })
  })
})

describe('its doors', () => {
  const get = (query: string) => stage.ana.browser.get(`/moderation/acts?${query}`)

  it('go from page to page under a filter, with rules by their names and members by theirs', async () => {
    const made3: string[] = []
    for (let n = 0; n < 3; n++) made3.push((await act(stage.ana, await post(stage))).id)
    await act(stage.luc, await post(stage, { channel: 'forum' }))
    const query = `rule=respect&kind=hide&channel=able&by=${stage.ana.memberId}&state=done&limit=2`
    const first = await made<{ items: Shown[]; next: string | null }>(await get(query))
    const second = await made<{ items: Shown[]; next: string | null }>(
      await get(`${query}&cursor=${first.next}`),
    )
    assert.deepEqual(
      [...first.items, ...second.items].map(({ id }) => id),
      made3.reverse(),
    )
    assert.equal(second.next, null)
    const counts = await made<{
      all: number
      states: Record<string, number>
      rules: { id: string; title: { fr: string }; count: number }[]
      people: { id: string; name: string }[]
    }>(await stage.ana.browser.get('/moderation/acts/counts?channel=forum&state=refused'))
    assert.deepEqual([counts.all, counts.states.done, counts.states.refused], [1, 1, 0])
    assert.deepEqual(
      counts.rules.map(({ id, title, count }) => [id, title.fr, count]),
      [['respect', 'Pas d’insulte', 4]],
    )
    assert.deepEqual(
      new Set(counts.people.map(({ id, name }) => `${id} ${name !== ''}`)),
      new Set([`${stage.ana.memberId} true`, `${stage.luc.memberId} true`]),
    )
  })

  it('refuse a cursor or a filter that nobody made, in words, whatever it is', async () => {
    const refused = async (query: string) => {
      const answer = await get(query)
      assert.ok([400, 422].includes(answer.status), `${query}: ${answer.status}`)
      assert.match(answer.headers.get('content-type') ?? '', /problem\+json/)
    }
    const forged = fc.oneof(
      fc.string({ minLength: 1 }),
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value)).toString('base64url')),
    )
    await fc.assert(
      fc.asyncProperty(forged, (text) => refused(`cursor=${encodeURIComponent(text.toWellFormed())}`)),
      { numRuns: 15 },
    )
    for (const about of ['-'.repeat(36), `${uuidv7()},`, 'a'.repeat(36), 'un,deux'])
      await refused(`about=${about}`)
    for (const query of [
      'state=ouvert',
      'kind=delete',
      'by=moi',
      'rule=%00',
      'channel=%00',
      'autre=1',
      'appealed=no',
    ])
      await refused(query)
  })
})
