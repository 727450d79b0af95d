import assert from 'node:assert/strict'
import { describe, it, test } from 'node:test'
import fc from 'fast-check'
import { rule } from '../../../../../test/support/approval.ts'
import { moneyIn } from './money.ts'
import {
  deciders,
  type Facts,
  foundBy,
  KINDS,
  type Named,
  namedBy,
  narrowed,
  standIn,
  timesOf,
  verdictOn,
} from './rule.ts'

const facts = (more: Partial<Facts> = {}): Facts => ({
  ...{
    text: 'Bonjour.',
    by: 'a',
    key: false,
    sent: 50,
    alarm: false,
    channel: 'email',
    labels: [],
    alerts: [],
  },
  ...{ model: false, ...more },
})

const id = fc.constantFrom<string>('a', 'b', 'c', 'd', 'e')
const some = fc.uniqueArray(id)
const anyFacts: fc.Arbitrary<Facts> = fc.record({
  ...{ text: fc.string({ unit: 'binary' }), by: fc.option(id), key: fc.boolean(), sent: fc.nat(20) },
  ...{ alarm: fc.boolean(), channel: id, labels: some, alerts: some, model: fc.boolean() },
})
const anyRule = fc
  .record({
    ...{
      enabled: fc.boolean(),
      kind: fc.constantFrom(...KINDS),
      members: some,
      first: fc.nat(20),
      channels: some,
    },
    ...{ labels: some, alerts: some, approvers: some, hours: fc.integer({ min: 1, max: 336 }) },
    editorMay: fc.boolean(),
  })
  .map((more) => rule(more))

test('who is named one by one, or has a role that is named, approves, each once', () => {
  const roles = fc.uniqueArray(fc.constantFrom('owner' as const, 'manager' as const, 'approver' as const))
  const members = fc.uniqueArray(
    fc.record({
      memberId: id,
      role: fc.constantFrom('owner' as const, 'agent' as const, 'approver' as const),
    }),
    { selector: (one) => one.memberId },
  )
  fc.assert(
    fc.property(some, roles, members, (approvers, named, all) => {
      const { named: any, approvers: who } = namedBy({ approvers, roles: named }, all)
      assert.equal(any, approvers.length + named.length > 0)
      assert.equal(new Set(who).size, who.length)
      for (const one of new Set([...approvers, ...all.map(({ memberId }) => memberId)])) {
        const role = all.find(({ memberId }) => memberId === one)?.role
        assert.equal(
          who.includes(one),
          approvers.includes(one) || (role !== undefined && named.some((that) => that === role)),
        )
      }
    }),
  )
})

describe('a rule', () => {
  it('asks for what it says and for nothing else', () => {
    const cases: [Parameters<typeof rule>[0], Partial<Facts>, boolean][] = [
      [{ kind: 'newcomer', first: 3 }, { sent: 2 }, true],
      [{ kind: 'newcomer', first: 3 }, { sent: 3 }, false],
      [{ kind: 'newcomer', members: ['a'] }, {}, true],
      [{ kind: 'newcomer', members: ['b'] }, {}, false],
      [{ kind: 'newcomer', first: 3 }, { by: null, sent: 0 }, false],
      [{ kind: 'alarm' }, { alarm: true }, true],
      [{ kind: 'alarm' }, {}, false],
      [{ kind: 'place', channels: ['email'] }, {}, true],
      [{ kind: 'place', labels: ['juridique'] }, { labels: ['vip', 'juridique'] }, true],
      [{ kind: 'place', alerts: ['x'] }, { alerts: ['y'] }, false],
      [{ kind: 'money' }, { text: 'Nous vous remboursons.' }, true],
      [{ kind: 'money' }, {}, false],
      [{ kind: 'model' }, { model: true }, true],
      [{ kind: 'key' }, { key: true }, true],
      [{ kind: 'key' }, {}, false],
      [{ kind: 'all' }, {}, true],
      [{ kind: 'all', enabled: false }, {}, false],
    ]
    for (const [more, given, waits] of cases)
      assert.equal(foundBy(rule(more), facts(given)) !== undefined, waits, JSON.stringify([more, given]))
  })

  it('of several, each that asks is named, and the first says who and by when', () => {
    fc.assert(
      fc.property(fc.array(anyRule, { maxLength: 6 }), anyFacts, (rules, given) => {
        const asking = rules.filter((one) => foundBy(one, given) !== undefined)
        const verdict = verdictOn(rules, given)
        assert.deepEqual(
          verdict?.reasons.map((reason) => reason.rule) ?? [],
          asking.map((one) => one.id),
        )
        const [first] = asking
        if (first)
          assert.deepEqual(
            [verdict?.approvers, verdict?.hours, verdict?.editorMay],
            [first.approvers, first.hours, first.editorMay],
          )
        assert.ok(asking.every(({ enabled }) => enabled))
      }),
    )
  })
})

describe('who decides', () => {
  it('is never the author, nor the last editor but by rule, and is somebody wherever anybody may', () => {
    const asked = fc.record({
      ...{ approvers: some, assigned: fc.option(id), by_member: fc.option(id), editor: fc.option(id) },
      editor_may: fc.boolean(),
    })
    fc.assert(
      fc.property(asked, some, (one, able) => {
        const who = deciders(one, able)
        assert.ok(who.every((member) => able.includes(member)))
        assert.ok(!who.some((member) => member === one.by_member))
        if (!one.editor_may) assert.ok(!who.some((member) => member === one.editor))
        const could = able.filter((it) => it !== one.by_member && (one.editor_may || it !== one.editor))
        assert.equal(who.length > 0, could.length > 0)
        const named = could.filter((it) => one.approvers.includes(it))
        if (named.length > 0)
          assert.ok(who.every((it) => [...one.approvers, one.assigned].some((other) => other === it)))
      }),
    )
  })

  it('are others who stand in exactly where the rule names somebody and none of them is left', () => {
    const asked = fc.record({
      ...{ approvers: some, assigned: fc.option(id), by_member: fc.option(id), editor: fc.option(id) },
      ...{ editor_may: fc.boolean(), named: fc.boolean() },
    })
    fc.assert(
      fc.property(asked, some, (one, able) => {
        const who = deciders(one, able)
        const isNamed = (it: string) => one.approvers.includes(it) || it === one.assigned
        if (!one.named) assert.equal(standIn(one, able), false)
        else if (standIn(one, able)) assert.ok(!who.some(isNamed))
        else assert.ok(who.some(isNamed))
      }),
    )
    const vacant = {
      named: true,
      approvers: [],
      assigned: null,
      by_member: 'a',
      editor: 'a',
      editor_may: false,
    }
    assert.equal(standIn(vacant, ['b']), true, 'a role that nobody has names somebody all the same')
    assert.deepEqual(deciders(vacant, ['a', 'b']), ['b'])
  })

  it('once a further rule is met, is never more than before, and is whom it names as long as one of them is left', () => {
    const who: fc.Arbitrary<Named> = fc.oneof(
      fc.constant<Named>({ named: false, approvers: [] }),
      some.map((approvers) => ({ named: true, approvers })),
    )
    fc.assert(
      fc.property(who, who, some, (standing, further, left) => {
        const then = narrowed(standing, further, left)
        assert.equal(then.named, standing.named || further.named)
        const of = ({ approvers }: Named) => approvers.filter((one) => left.includes(one))
        if (further.named && of(further).length > 0) {
          assert.ok(of(then).length > 0)
          assert.ok(of(then).every((one) => further.approvers.includes(one)))
        } else if (standing.named) assert.deepEqual(then, standing)
        const both = of(standing).filter((one) => of(further).includes(one))
        if (both.length > 0) assert.deepEqual(of(then), both)
      }),
    )
  })

  it('is reminded before it runs out, whatever the hours', () => {
    fc.assert(
      fc.property(
        fc.date({ noInvalidDate: true, max: new Date('9000-01-01') }),
        fc.integer({ min: 1, max: 336 }),
        (at, hours) => {
          const { expires, remindAt } = timesOf(at, hours)
          assert.equal(expires.getTime() - at.getTime(), hours * 3_600_000)
          assert.ok(at < remindAt && remindAt < expires)
        },
      ),
    )
  })
})

describe('a promise of money', () => {
  const PROMISES: [string, string[]][] = [
    ['Nous vous remboursons 49,90 € demain.', ['remboursons', '49,90 €']],
    ['REMBOURSEMENT en cours', ['REMBOURSEMENT']],
    ['Voici un bon d’achat de 1 200 euros', ['bon d’achat', '1 200 euros']],
    ['Un geste commercial vous attend', ['geste commercial']],
    ['Vous recevrez un avoir de la boutique', ['un avoir de']],
    ['Une remise, et des frais de port offerts', ['remise', 'frais de port offerts']],
    ['Nous vous dédommagerons', ['dédommagerons']],
    ['We will refund you £15', ['refund', '£15']],
    ['A goodwill gesture of $5.50 and a voucher', ['goodwill gesture', '$5.50', 'voucher']],
    ['You get your money back, 10 EUR', ['money back', '10 EUR']],
    ['It is free of charge', ['free of charge']],
  ]
  const NONE = [
    'Bonjour, merci d’avoir écrit.',
    'Vous allez avoir des nouvelles demain.',
    'Votre commande 12345 part le 3 mars.',
    'Your order is on its way, number 20.',
    'Il fait 20 degrés.',
    'Nous avons discuté de votre remarque.',
    '',
  ]
  it('is found by its words, as they are written', () => {
    for (const [text, found] of PROMISES) assert.deepEqual(moneyIn(text), found, text)
    for (const text of NONE) assert.deepEqual(moneyIn(text), [], text)
  })

  it('is found wherever it stands, and never throws nor names what is not there', () => {
    const around = fc.string({ unit: 'binary', maxLength: 60 })
    fc.assert(
      fc.property(around, around, (before, after) => {
        const text = `${before} . remboursement . ${after}`
        const found = moneyIn(text)
        assert.ok(found.includes('remboursement'), JSON.stringify(text))
        const read = text.normalize('NFC').replace(/\s+/g, ' ')
        for (const one of found) assert.ok(read.includes(one), JSON.stringify([one, text]))
      }),
    )
  })
})
