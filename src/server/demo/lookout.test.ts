import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Activity } from '../../activity/index.ts'
import { createDetector, createMatcher, docOf, parseQuery, SPIKE } from '../../match/index.ts'
import { type Demo, generateDemo } from './demo.ts'
import { RIVAL_ACCOUNTS, TRAITS } from './team/image.ts'
import { ALERTS } from './team/team.ts'

/** What the pages of the image, of competitors and of alarms have to show in the demonstration, and what they must not. */

const NOW = new Date('2026-11-22T09:20:00Z')
const HOUR = 3_600_000
const READING = { lang: 'fr', sentiment: 'neutral' as const }

interface Said {
  channel: string
  activity: Activity
  found: Set<string>
}

let demo: Demo
let all: Activity[]
/** What others than the shop said, under the alerts and accounts that find it. */
let said: Said[]

before(() => {
  demo = generateDemo({ seed: 7, now: NOW })
  const matcher = createMatcher()
  const queries: [string, string][] = [
    ...ALERTS.map(({ name, query }): [string, string] => [name, query]),
    ...Object.entries(RIVAL_ACCOUNTS).map(([name, accounts]): [string, string] => [
      `own ${name}`,
      accounts.map((account) => `author:${account}`).join(' OR '),
    ]),
  ]
  for (const [id, query] of queries) {
    const parsed = parseQuery(query, { alert: true })
    assert.ok(parsed.ok, query)
    matcher.add(id, parsed.query)
  }
  const accounts = new Map(demo.accounts.map(({ key, channel, self }) => [key, { channel, self: self?.id }]))
  const batches = [...demo.batches]
  all = batches.flatMap(({ activities }) => activities)
  said = batches.flatMap(({ accountKey, activities }) => {
    const { channel = '', self } = accounts.get(accountKey) ?? {}
    return activities
      .filter(({ verb, actor }) => ['Create', 'Review', 'Question'].includes(verb) && actor.id !== self)
      .map((activity) => ({
        channel,
        activity,
        found: new Set(matcher.match(docOf(activity, READING, channel))),
      }))
  })
})

const under = (name: string) => said.filter(({ found }) => found.has(name))

describe('competitors in the demonstration', () => {
  const rivals = ALERTS.filter((alert) => alert.kind === 'competitor').map((alert) => alert.name)

  it('are each spoken of by others enough to have a share, and less than the brand', () => {
    const brand = under(ALERTS[0]?.name ?? '').length
    for (const name of rivals) {
      const others = under(name).filter(({ found }) => !found.has(`own ${name}`)).length
      assert.ok(others >= 10, `${name}: ${others} posts of others`)
      assert.ok(others < brand / 2, `${name}: ${others} of ${brand}`)
    }
  })

  it('publish under one account each, name nobody else’s as their own, and are answered by nobody of the shop', () => {
    for (const name of rivals) {
      const own = under(`own ${name}`)
      assert.equal(new Set(own.map(({ activity }) => activity.actor.id)).size, 1, name)
      assert.ok(own.every(({ activity }) => activity.visibility === 'public'))
      for (const other of rivals.filter((one) => one !== name)) {
        assert.ok(!own.some(({ found }) => found.has(`own ${other}`)), `${name} as ${other}`)
      }
    }
  })

  it('have posts that others made something of, so that what works can be seen', () => {
    const about = new Map<string, number>()
    for (const { verb, object } of all) {
      const of =
        verb === 'Create' ? object.inReplyTo : ['Like', 'Announce'].includes(verb) ? object.id : undefined
      if (of) about.set(of, (about.get(of) ?? 0) + 1)
    }
    for (const name of rivals) {
      const echoes = under(`own ${name}`).map(({ activity }) => about.get(activity.object.id) ?? 0)
      assert.ok(
        echoes.some((echo) => echo >= 2),
        `${name}: ${echoes.join()}`,
      )
    }
  })
})

describe('the image in the demonstration', () => {
  it('is what the team said at the set-up, in its order, and nothing more', () => {
    const fold = (text: string) => text.toLowerCase()
    assert.deepEqual(
      TRAITS.map((trait) => fold(trait.word)),
      demo.readiness.brand.identity.map(fold),
    )
  })

  it('tells traits apart: no term says one trait and another, nor a trait and its contrary', () => {
    const seen = new Map<string, string>()
    for (const { word, terms, opposites } of TRAITS) {
      for (const term of new Set([...terms.fr, ...terms.en])) {
        assert.equal(seen.get(term), undefined, `${term}: ${seen.get(term)} and ${word}`)
        seen.set(term, word)
        assert.ok(![...opposites.fr, ...opposites.en].includes(term), `${term} against itself`)
      }
      for (const list of [terms.fr, terms.en, opposites.fr, opposites.en]) {
        assert.ok(list.length > 0 && list.length <= 10, `${word}: ${list.length}`)
      }
    }
  })
})

describe('the alarm in the demonstration', () => {
  /** Posts of an alert by hour, the last hour being the one that is under way. */
  function byHour(name: string): number[] {
    const times = under(name).map(({ activity }) => activity.published.getTime())
    const first = NOW.getTime() - 90 * 24 * HOUR
    const hours = Array.from({ length: 90 * 24 }, () => 0)
    for (const time of times) {
      const at = Math.min(hours.length - 1, Math.floor((time - first) / HOUR))
      hours[at] = (hours[at] ?? 0) + 1
    }
    return hours
  }

  it('is raised by the hour under way, and by few others in ninety days', () => {
    const hours = byHour(ALERTS[0]?.name ?? '')
    const detector = createDetector()
    const start = NOW.getTime() - hours.length * HOUR
    const scores = hours.map((count, i) => detector.next(start + i * HOUR, count).score)
    assert.ok((scores.at(-1) ?? 0) >= SPIKE, `${scores.at(-1)} of ${hours.at(-1)}`)
    const days = new Set(scores.flatMap((score, i) => (score >= SPIKE ? [Math.floor(i / 24)] : [])))
    assert.ok(days.size <= 12, `${days.size} days of ninety cry out`)
  })

  it('tells of the crisis as well, within its first hours', () => {
    const hours = byHour(ALERTS[1]?.name ?? '')
    const start = NOW.getTime() - hours.length * HOUR
    const detector = createDetector()
    const scores = hours.map((count, i) => detector.next(start + i * HOUR, count).score)
    const began = Math.floor((demo.crisis.startedAt.getTime() - start) / HOUR)
    assert.ok(began > 7 * 24, 'after what is usual is known')
    assert.ok(
      scores.slice(began, began + 4).some((score) => score >= SPIKE),
      scores.slice(began, began + 4).join(),
    )
  })
})
