import assert from 'node:assert/strict'
import { describe, it, test } from 'node:test'
import fc from 'fast-check'
import { type Mate, UNKNOWN } from '../desk/desk.ts'
import { type Candidate, type Desk, decide, fits, type Give, type Rule, type When } from './rule.ts'

// A Friday, 14:30 in Paris.
const NOW = new Date('2026-11-20T13:30:00Z')
const mate = (memberId: string, more: Partial<Mate> = {}): Mate => ({
  ...UNKNOWN,
  ...{ memberId, open: 0, zone: 'Europe/Paris', groups: new Set<string>() },
  ...more,
})
const desk = (...mates: Mate[]): Desk => ({ mates, onCall: new Set(), turns: new Map() })
const rule = (give: Give, when: When = {}, more: Partial<Rule> = {}): Rule => ({
  ...{ id: 'r', name: 'R', enabled: true },
  ...{ give, when },
  ...more,
})
const pool = (more: Partial<Extract<Give, { to: 'pool' }>> = {}): Give => ({
  ...{ to: 'pool', groupId: null, skill: null, language: false, onCall: false, by: 'load' },
  ...more,
})
const talk = (more: Partial<Candidate> = {}): Candidate => ({
  ...{ id: 't', channel: 'email', alerts: [], labels: [], lang: 'fr', visibility: 'private', topics: [] },
  ...{ intent: null, urgency: 0, answers: new Set<string>(), ownerId: null, tier: null },
  ...more,
})
const taker = (rules: Rule[], candidate: Candidate, at: Desk, now = NOW) =>
  decide(rules, candidate, at, now)?.memberId

describe('a rule fits', () => {
  it('what is all that it asks for, and anything where it asks for nothing', () => {
    const given = talk({
      ...{ channel: 'email', alerts: ['a1'], labels: ['VIP'], lang: 'fr-CA', topics: ['delivery'] },
      ...{ intent: 'complaint', urgency: 2, answers: new Set(['r']) },
    })
    const yes: When[] = [
      {},
      { channels: [] },
      { channels: ['bluesky', 'email'] },
      { alerts: ['a1'], labels: ['vip'], langs: ['fr'], topics: ['delivery'], intents: ['complaint'] },
      { urgency: 1, visibility: 'private', query: 'retard' },
    ]
    const no: When[] = [
      { channels: ['bluesky'] },
      { alerts: ['a2'] },
      { labels: ['presse'] },
      { langs: ['en'] },
      { topics: ['price'] },
      { intents: ['question'] },
      { visibility: 'public' },
    ]
    for (const when of yes) assert.equal(fits(rule(pool(), when), given), true, JSON.stringify(when))
    for (const when of no) assert.equal(fits(rule(pool(), when), given), false, JSON.stringify(when))
    assert.equal(fits(rule(pool(), { urgency: 2 }), talk({ urgency: 1 })), false)
    assert.equal(fits(rule(pool(), { query: 'retard' }), talk()), false, 'its query is not answered')
  })
})

describe('a conversation goes', () => {
  it('to the one with the least on their desk, of those who are there and have room', () => {
    const at = desk(
      mate('ana', { open: 3 }),
      mate('ben', { open: 1 }),
      mate('cleo', { open: 0, capacity: 1 }),
    )
    const given = [1, 2, 3, 4].map(() => taker([rule(pool())], talk(), at))
    assert.deepEqual(given, ['cleo', 'ben', 'ben', 'ana'])
  })

  it('to each in turn, whoever has waited longest first', () => {
    const at = desk(mate('ana', { open: 9 }), mate('ben'), mate('cleo'))
    const turns = () => taker([rule(pool({ by: 'turn' }))], talk(), at)
    assert.deepEqual([turns(), turns(), turns(), turns()], ['ana', 'ben', 'cleo', 'ana'])
  })

  it('to who has the skill, speaks the language, is of the group, is on call: all that is asked', () => {
    const ana = mate('ana', { skills: ['SAV'], langs: ['fr'], groups: new Set(['g']) })
    const ben = mate('ben', { skills: ['presse'], langs: ['en-GB'] })
    const at = () => ({ ...desk(mate('aaa'), ana, ben), onCall: new Set(['ben']) })
    assert.equal(taker([rule(pool({ skill: 'sav' }))], talk(), at()), 'ana')
    assert.equal(taker([rule(pool({ language: true }))], talk({ lang: 'en' }), at()), 'ben')
    assert.equal(taker([rule(pool({ groupId: 'g' }))], talk(), at()), 'ana')
    assert.equal(taker([rule(pool({ onCall: true }))], talk(), at()), 'ben')
    assert.equal(taker([rule(pool({ skill: 'sav', language: true }))], talk({ lang: 'en' }), at()), null)
  })

  it('to whoever is in charge of the customer, else on to the next rule', () => {
    const rules = [rule({ to: 'owner' }), rule({ to: 'member', memberId: 'ben' }, {}, { id: 's', name: 'S' })]
    const at = () => desk(mate('ana'), mate('ben'))
    assert.equal(taker(rules, talk({ ownerId: 'ana' }), at()), 'ana')
    assert.equal(taker(rules, talk({ ownerId: 'gone' }), at()), 'ben')
    assert.equal(taker(rules, talk(), at()), 'ben')
  })

  it('to nobody who is away or not at work, on call or not, by their own clocks', () => {
    const noon = { days: [5], starts: '09:00', ends: '17:00' }
    const evening = { days: [5], starts: '22:00', ends: '06:00' }
    const away = (from: string, until: string | null) => ({
      absence: { from: new Date(from), until: until ? new Date(until) : null },
    })
    const cases: [Partial<Mate>, boolean][] = [
      [{}, true],
      [{ hours: [noon] }, true],
      [{ hours: [evening] }, false],
      [{ hours: [noon], zone: 'America/Montreal' }, false],
      [away('2026-11-20T13:30:00Z', null), false],
      [away('2026-11-20T13:00:00Z', '2026-11-20T13:30:00Z'), true],
      [away('2026-11-21T08:00:00Z', null), true],
    ]
    for (const [more, there] of cases)
      assert.equal(
        taker([rule(pool())], talk(), desk(mate('ana', more))),
        there ? 'ana' : null,
        JSON.stringify(more),
      )
    const called = { ...desk(mate('ana', { hours: [evening] })), onCall: new Set(['ana']) }
    assert.equal(taker([rule(pool())], talk(), called), 'ana', 'on call outside their hours')
    const ill = { ...desk(mate('ana', away('2026-11-20T08:00:00Z', null))), onCall: new Set(['ana']) }
    assert.equal(taker([rule(pool())], talk(), ill), null)
    const night = new Date('2026-11-21T02:00:00Z')
    assert.equal(
      taker([rule(pool())], talk(), desk(mate('ana', { hours: [evening] })), night),
      'ana',
      'past midnight',
    )
  })

  it('nowhere where no rule fits, and waits where one does and nobody can', () => {
    const off = rule(pool(), {}, { enabled: false })
    assert.equal(
      decide([off, rule(pool(), { channels: ['irc'] })], talk(), desk(mate('ana')), NOW),
      undefined,
    )
    const full = decide([rule(pool())], talk(), desk(mate('ana', { capacity: 1, open: 1 })), NOW)
    assert.deepEqual([full?.memberId, full?.rule.name], [null, 'R'])
  })
})

const anyMate = fc.record({
  open: fc.nat(5),
  capacity: fc.option(fc.integer({ min: 1, max: 8 })),
  away: fc.boolean(),
  skills: fc.subarray(['sav', 'presse']),
})
const team = fc
  .array(anyMate, { maxLength: 6 })
  .map((all) =>
    all.map(({ away, ...one }, n) =>
      mate(`m${n}`, { ...one, absence: { from: away ? new Date(0) : null, until: null } }),
    ),
  )
const anyRule = fc.record({
  by: fc.constantFrom('load' as const, 'turn' as const),
  skill: fc.option(fc.constantFrom('sav', 'presse')),
  channels: fc.subarray(['email', 'irc']),
})
const rulesOf = fc
  .array(anyRule, { maxLength: 4 })
  .map((all) =>
    all.map(({ by, skill, channels }, n) => rule(pool({ by, skill }), { channels }, { id: `r${n}` })),
  )

test('whatever the team and the rules: nobody is given what they cannot take, and what can be given is', () => {
  const talks = fc.array(fc.constantFrom('email', 'irc', 'site'), { maxLength: 25 })
  fc.assert(
    fc.property(team, rulesOf, talks, (mates, rules, channels) => {
      const at = desk(...mates.map((one) => ({ ...one })))
      for (const channel of channels) {
        const before = new Map(at.mates.map((one) => [one.memberId, one.open]))
        const given = decide(rules, talk({ channel }), at, NOW)
        const able = (one: Rule) =>
          at.mates.filter(
            ({ memberId, absence, capacity, skills }) =>
              one.give.to === 'pool' &&
              absence.from === null &&
              (capacity === null || (before.get(memberId) ?? 0) < capacity) &&
              (!one.give.skill || skills.includes(one.give.skill)),
          )
        const fitting = rules.filter((one) => fits(one, talk({ channel })))
        const first = fitting.find((one) => able(one).length > 0)
        assert.equal(given?.rule.id, (first ?? fitting[0])?.id)
        assert.equal(given?.memberId ?? null, first ? given?.memberId : null)
        if (!first || !given?.memberId) continue
        const takers = able(first).map(({ memberId }) => memberId)
        assert.ok(takers.includes(given.memberId))
        if (first.give.to === 'pool' && first.give.by === 'load')
          assert.equal(before.get(given.memberId), Math.min(...takers.map((id) => before.get(id) ?? 0)))
        assert.equal(
          at.mates.find((one) => one.memberId === given.memberId)?.open,
          (before.get(given.memberId) ?? 0) + 1,
        )
      }
    }),
  )
})

test('in turn, of those who can take all the time none has ever two more than another', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 6 }), fc.nat(40), (people, talks) => {
      const at = desk(...Array.from({ length: people }, (_, n) => mate(`m${n}`, { open: n })))
      const counts = new Map(at.mates.map((one) => [one.memberId, 0]))
      for (let n = 0; n < talks; n++) {
        const id = taker([rule(pool({ by: 'turn' }))], talk(), at) ?? ''
        counts.set(id, (counts.get(id) ?? 0) + 1)
      }
      assert.ok(Math.max(...counts.values()) - Math.min(...counts.values()) <= 1)
    }),
  )
})
