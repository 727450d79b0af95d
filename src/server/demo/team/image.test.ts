import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import type { Activity } from '../../../activity/index.ts'
import { createMatcher, docOf, parseQuery } from '../../../match/index.ts'
import { generateDemo } from '../demo.ts'
import { RIVAL_ACCOUNTS, TRAITS } from './image.ts'
import { ALERTS } from './team.ts'

const READING = { lang: 'fr', sentiment: 'neutral' as const }
const SAID = new Set(['Create', 'Question', 'Review'])

let said: { channel: string; activity: Activity }[]

before(() => {
  const demo = generateDemo({ seed: 20_26, now: new Date('2026-11-22T09:00:00Z') })
  const channels = new Map(demo.accounts.map(({ key, channel }) => [key, channel]))
  said = [...demo.batches].flatMap(({ accountKey, activities }) =>
    activities
      .filter(({ verb }) => SAID.has(verb))
      .map((activity) => ({ channel: channels.get(accountKey) ?? '', activity })),
  )
})

/** How many of the posts answer a query. */
function count(source: string): number {
  const parsed = parseQuery(source)
  assert.ok(parsed.ok, source)
  const matcher = createMatcher()
  matcher.add('it', parsed.query)
  return said.filter(({ channel, activity }) => matcher.match(docOf(activity, READING, channel)).length > 0)
    .length
}

describe('the image that the demonstration declares', () => {
  it('is spoken of, trait by trait, enough to be drawn and to be contradicted', () => {
    for (const { word, terms, opposites } of TRAITS) {
      const any = (all: string[]) => all.map((term) => `"${term}"`).join(' OR ')
      const talk = count(`lumerelle AND (${any([...terms.fr, ...terms.en])})`)
      assert.ok(talk >= 20, `${word}: ${talk} posts`)
      const against = count(any([...opposites.fr, ...opposites.en]))
      assert.ok(against >= 5, `${word}: ${against} say the contrary`)
    }
  })

  it('was declared before it was changed, within the ninety days of the story', () => {
    for (const { word, declared, changed } of TRAITS) {
      assert.ok(declared <= 90 && (changed ?? 0) < declared, word)
    }
  })
})

it('each rival of the demonstration publishes under the account that is said to be its own', () => {
  const rivals = ALERTS.filter((alert) => alert.kind === 'competitor')
  assert.deepEqual(Object.keys(RIVAL_ACCOUNTS).toSorted(), rivals.map((one) => one.name).toSorted())
  for (const [name, accounts] of Object.entries(RIVAL_ACCOUNTS)) {
    const posts = count(accounts.map((account) => `author:${account}`).join(' OR '))
    assert.ok(posts >= 10, `${name}: ${posts} posts`)
  }
})
