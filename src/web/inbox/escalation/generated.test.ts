import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ConversationEntry, Escalation, Service } from '../../../server/api.ts'
import { begun, filled, firstShared, lacking, shareable } from './order.ts'
import { lastWord, placed } from './place.ts'
import { choicesOf, draftFor, wordsIn } from './words.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 10, 18, 9, minute)).toISOString()
const MINUTE = fc.nat(200)
const ESCALATION = fc
  .tuple(
    MINUTE,
    fc.array(fc.tuple(fc.constantFrom('asked', 'answer', 'reminded', 'manager', 'told'), MINUTE)),
  )
  .map(([created, lines]) => {
    const entries = lines.map(([kind, minute]) => ({ kind, at: at(minute) }))
    return { created: at(created), entries } as unknown as Escalation
  })
const ENTRIES = fc
  .array(MINUTE, { maxLength: 10 })
  .map((minutes) => minutes.toSorted((a, b) => a - b).map((minute) => ({ at: at(minute) })))

test('a thread with its escalations is in the order of time, and loses none of its entries', () => {
  fc.assert(
    fc.property(ENTRIES, fc.array(ESCALATION, { maxLength: 6 }), fc.boolean(), (entries, raised, whole) => {
      const rows = placed(entries, raised, whole)
      const times = rows.map((row) => (row.one ? lastWord(row.one) : row.entry.at))
      assert.deepEqual(times, times.toSorted())
      assert.deepEqual(
        rows.flatMap(({ entry }) => (entry ? [entry] : [])),
        entries,
      )
      const begin = entries[0]?.at
      const shown = raised.filter((one) => whole || (begin !== undefined && lastWord(one) >= begin))
      assert.deepEqual(new Set(rows.flatMap(({ one }) => (one ? [one] : []))), new Set(shown))
      assert.equal(rows.length, entries.length + shown.length)
    }),
  )
})

const ENTRY = fc.record({
  kind: fc.constantFrom('message', 'note', 'event'),
  ours: fc.boolean(),
  deleted: fc.boolean(),
})
const THREAD = fc.array(ENTRY, { maxLength: 12 }).map((some) => {
  const entries = some.map(({ kind, ours, deleted }, n) => ({
    id: `${n}`,
    kind,
    ours,
    activity: { deleted },
  }))
  return entries as unknown as ConversationEntry[]
})

test('what is shared at first is what the customer said last, three at most, nothing that was deleted', () => {
  fc.assert(
    fc.property(THREAD, (entries) => {
      const theirs = shareable(entries).filter(({ ours }) => !ours)
      const shared = firstShared(entries)
      assert.equal(shared.length, Math.min(3, theirs.length))
      assert.deepEqual(
        theirs.slice(theirs.length - shared.length).map(({ id }) => id),
        shared,
      )
      assert.ok(theirs.every(({ activity }) => !activity.deleted))
    }),
  )
})

test('a service learns no name until somebody says so, and what is private is masked', () => {
  fc.assert(
    fc.property(THREAD, (entries) => {
      const { named, masked, messages } = begun(entries)
      assert.deepEqual([named, masked, messages], ['nobody', true, firstShared(entries)])
    }),
  )
})

test('what somebody has written is never written over by what was found', () => {
  const values = fc.dictionary(fc.constantFrom('order', 'city', 'date'), fc.string(), {
    noNullPrototype: true,
  })
  fc.assert(
    fc.property(values, values, (typed, found) => {
      const after = filled({ ...begun([]), values: typed }, found).values
      for (const key of ['order', 'city', 'date']) assert.equal(after[key], typed[key] ?? found[key])
    }),
  )
})

test('an order can go once it has its reason, its question and all that is required', () => {
  const value = fc.constantFrom('', '  ', 'x')
  const field = fc.record({ required: fc.boolean(), value: fc.option(value, { nil: undefined }) })
  fc.assert(
    fc.property(value, value, fc.array(field, { maxLength: 4 }), (reasonId, question, some) => {
      const fields = some.map(({ required }, n) => ({ id: `${n}`, required }))
      const values = Object.fromEntries(
        some.flatMap((one, n) => (one.value === undefined ? [] : [[`${n}`, one.value]])),
      )
      const order = { ...begun([]), reasonId, question, values }
      const whole =
        reasonId !== '' && question === 'x' && some.every((one) => !one.required || one.value === 'x')
      assert.equal(lacking(order, { fields } as unknown as Service), !whole)
      assert.equal(lacking(order, undefined), true)
    }),
  )
})

test('a reader has words wherever one language has some', () => {
  const word = fc.constantFrom('', 'un', 'one')
  fc.assert(
    fc.property(word, word, fc.constantFrom('fr', 'fr-CA', 'en', 'en-GB'), (fr, en, locale) => {
      assert.equal(wordsIn({ fr, en }, locale) === '', fr === '' && en === '')
      assert.deepEqual(
        choicesOf(
          [
            { fr, en },
            { fr, en },
          ],
          locale,
        ),
        [wordsIn({ fr, en }, locale)],
      )
    }),
  )
})

test('signs of a replacement in an answer are told as they stand', () => {
  const entries = [{ kind: 'answer', text: ' $& 20 $ ', via: 'link' }] as unknown as Escalation['entries']
  assert.equal(draftFor({ state: 'answered', entries }, 'Voici : {{answer}}', 'non'), 'Voici : $& 20 $')
  assert.equal(draftFor({ state: 'refused', entries }, 'Voici : {{answer}}', 'non'), 'non')
})
