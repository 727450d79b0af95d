import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import * as format from './format.ts'

/** Every space of a printed text as an ordinary one: which one Intl takes changes with its data. */
const plain = (text: string) => text.replaceAll(/\s/gu, ' ')

const NOW = Date.parse('2026-11-21T12:00:00Z')
const ago = (seconds: number) => new Date(NOW - seconds * 1000).toISOString()
const MINUTE = 60
const HOUR = 3600
const DAY = 86_400

test('how long ago is told as people say it, then by the date', () => {
  const told = (seconds: number) => plain(format.relative('fr', 'Europe/Paris', ago(seconds), NOW))
  assert.deepEqual([0, 44, 100, 54 * MINUTE, 3 * HOUR, 26 * HOUR, 3 * DAY, 8 * DAY, 400 * DAY].map(told), [
    'maintenant',
    'maintenant',
    'il y a 2 min',
    'il y a 54 min',
    'il y a 3 h',
    'hier',
    'il y a 3 j',
    '13 nov.',
    '17 oct. 2025',
  ])
  assert.equal(plain(format.relative('en', 'UTC', ago(-2 * HOUR), NOW)), 'in 2 hr.')
})

test('yesterday is a day of the calendar, by the reader’s clock', () => {
  const told = (zone: string, at: string, now: string) => format.relative('en', zone, at, Date.parse(now))
  assert.equal(plain(told('UTC', '2026-11-21T00:30:00Z', '2026-11-21T23:30:00Z')), '23 hr. ago')
  assert.equal(told('UTC', '2026-11-19T23:00:00Z', '2026-11-21T00:10:00Z'), '2 days ago')
  assert.equal(told('UTC', '2026-11-20T00:10:00Z', '2026-11-21T23:50:00Z'), 'yesterday')
  assert.equal(told('UTC', '2026-11-22T23:50:00Z', '2026-11-21T00:10:00Z'), 'tomorrow')
  // A day of twenty-five hours, and the same two moments elsewhere.
  const [from, to] = ['2026-10-24T22:10:00Z', '2026-10-25T22:50:00Z']
  assert.equal(plain(told('Europe/Paris', from, to)), '25 hr. ago')
  assert.equal(told('UTC', from, to), 'yesterday')
})

test('a count of days is that of midnights between, there and back, in every zone', () => {
  const zones = fc.constantFrom(
    'UTC',
    'Europe/Paris',
    'Asia/Kathmandu',
    'Pacific/Kiritimati',
    'America/Los_Angeles',
  )
  const midnights = (zone: string, at: number) =>
    Date.parse(new Date(at).toLocaleDateString('sv-SE', { timeZone: zone })) / (DAY * 1000)
  const rank: Record<string, number> = { yesterday: 1, tomorrow: 1 }
  fc.assert(
    fc.property(zones, fc.integer({ min: -160, max: 160 }), fc.nat(1439), (zone, hours, minute) => {
      fc.pre(Math.abs(hours) >= 22)
      const now = Date.parse('2026-10-25T00:00:00Z') + minute * MINUTE * 1000
      const at = now + hours * HOUR * 1000
      const text = format.relative('en', zone, new Date(at).toISOString(), now)
      const days = Math.abs(midnights(zone, at) - midnights(zone, now))
      if (days === 0) assert.match(text, /hr\./)
      else
        assert.equal(rank[text] ?? Number(/\d+ day/.exec(text)?.[0].split(' ')[0]), days, `${hours}: ${text}`)
    }),
    { numRuns: 300 },
  )
})

test('no age is told in a unit that makes it nought or unreadably large', () => {
  fc.assert(
    fc.property(fc.integer({ min: 45, max: 7 * DAY - 1 }), (seconds) => {
      const [count] = /\d+/.exec(format.relative('en', 'UTC', ago(seconds), NOW)) ?? []
      if (count !== undefined) assert.ok(Number(count) >= 1 && Number(count) < 60, `${seconds} s: ${count}`)
    }),
  )
})

test('a wait has its unit, grows with time, and is never nought minutes', () => {
  const told = (seconds: number) => plain(format.span('fr', seconds))
  assert.deepEqual([-5, 0, 59, 60, 3599, 3600, 47 * HOUR, 48 * HOUR, 90 * DAY].map(told), [
    '1 min',
    '1 min',
    '1 min',
    '1 min',
    '59 min',
    '1 h',
    '47 h',
    '2 j',
    '90 j',
  ])
  assert.equal(plain(format.span('en', 3 * HOUR)), '3h')
})

test('a change has its sign, and none where there is none', () => {
  assert.equal(plain(format.change('fr', 150, 100)), '+50 %')
  assert.equal(plain(format.change('en', 50, 100)), '-50%')
  assert.equal(plain(format.change('en', 100, 100)), '0%')
})

test('sizes, shares and figures are set as the language sets them', () => {
  assert.equal(plain(format.bytes('fr', 1_234_567)), '1,2 Mo')
  assert.equal(plain(format.bytes('en', 900)), '0.9 kB')
  assert.equal(plain(format.percent('fr', 0.256)), '26 %')
  assert.equal(plain(format.number('fr', 12_345.5)), '12 345,5')
  assert.equal(plain(format.number('en', 12_345, { notation: 'compact' })), '12K')
})

test('an instant is told in the reader’s zone, with its name', () => {
  const summer = format.exact('fr', 'Europe/Paris', '2026-07-01T22:30:00Z')
  assert.match(plain(summer), /^jeu\. 2 juil\. 2026,? (à )?00:30 UTC\+2$/)
  assert.match(
    plain(format.exact('en', 'America/New_York', '2026-07-01T22:30:00Z')),
    /Wed, Jul 1, 2026.*6:30 PM EDT/,
  )
})

test('formatters kept for one zone are not taken for another', () => {
  const at = new Date('2026-11-21T23:30:00Z')
  const day = (zone: string) => format.date('en', zone, at, { day: 'numeric' })
  assert.deepEqual(['UTC', 'Europe/Paris', 'UTC'].map(day), ['21', '22', '21'])
})

test('the year is told by the reader’s calendar, not by that of Greenwich', () => {
  const told = (zone: string, iso: string, now: string) =>
    plain(format.relative('en', zone, iso, Date.parse(now)))
  assert.equal(told('America/New_York', '2026-01-01T03:00:00Z', '2026-01-20T12:00:00Z'), 'Dec 31, 2025')
  assert.equal(told('Asia/Tokyo', '2025-12-31T20:00:00Z', '2026-01-20T12:00:00Z'), 'Jan 1')
  assert.equal(told('UTC', '2025-12-31T20:00:00Z', '2026-01-20T12:00:00Z'), 'Dec 31, 2025')
})

test('a language is told by its name, one that nobody knows by its code', () => {
  assert.deepEqual(
    ['fr', 'en', 'pt-BR', 'zzz', 'not a code', ''].map((code) => format.languageName('fr', code)),
    ['Français', 'Anglais', 'Portugais brésilien', 'Zzz', 'Not a code', ''],
  )
  assert.equal(format.languageName('en', 'fr'), 'French')
})
