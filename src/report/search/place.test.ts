import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { LOCALES, translate } from '../../../lib/i18n/index.ts'
import type { Channel } from '../../channels/index.ts'
import type { AccountRow } from '../../ingest/index.ts'
import { placesOf } from './place.ts'

/** Kinds of channels: two ways onto one network, of which one searches; one that searches; one that cannot. */
const found = async () => ({ activities: [] })
const KINDS = [
  { id: 'sky-open', network: 'sky' },
  { id: 'sky-account', network: 'sky', search: found },
  { id: 'masto', search: found },
  { id: 'feed' },
] as unknown as Channel[]
const kindOf = (id: string) => KINDS.find((one) => one.id === id)

let made = 0
function account(channel: string, more: Partial<AccountRow> = {}): AccountRow {
  made++
  return {
    id: `account-${made}`,
    workspace_id: 'w',
    channel,
    name: `Account ${made}`,
    config: {},
    sealed_secrets: null,
    sealed_credential: null,
    credential_expires: null,
    credential_given: null,
    profile: null,
    quotas: {},
    paused: false,
    inbox: false,
    connected: true,
    rehearsal: false,
    cursor: null,
    head: null,
    failure: null,
    failures: 0,
    status: null,
    last_exchange: null,
    last_activity: null,
    next_pull: null,
    created: new Date(0),
    ...more,
  }
}

const at = (server: string) => ({ config: { server } })
const places = (rows: AccountRow[]) => placesOf(rows, kindOf, KINDS)

describe('places to look', () => {
  it('are sites: two accounts of one are one place, and two sites of one network are two', () => {
    const rows = [
      account('masto', at('https://one.example')),
      account('masto', at('https://one.example/about')),
      account('masto', at('https://two.example')),
      account('sky-account'),
      account('sky-account'),
    ]
    assert.deepEqual(
      places(rows).map(({ id, name, accounts }) => [id, name, accounts.length]),
      [
        ['masto:one.example', 'one.example', 2],
        ['masto:two.example', 'two.example', 1],
        [`sky:${rows[3]?.id}`, rows[3]?.name, 1],
        [`sky:${rows[4]?.id}`, rows[4]?.name, 1],
      ],
    )
  })

  it('are where the profile stands before where the account was said to be', () => {
    const profile = { url: 'https://three.example/@ana' } as AccountRow['profile']
    const [place] = places([account('masto', { ...at('https://one.example'), profile })])
    assert.equal(place?.name, 'three.example')
  })

  it('are asked by the healthy first, then by who may be troubled, then by whose token is dead', () => {
    const failing = (kind: string) =>
      account('masto', { ...at('https://one.example'), failure: { kind } as AccountRow['failure'] })
    const [dead, slow, well, paused] = [
      failing('token-dead'),
      failing('unreachable'),
      account('masto', at('https://one.example')),
      account('masto', { ...at('https://one.example'), paused: true }),
    ]
    const [place] = places([dead, slow, paused, well])
    assert.deepEqual(place?.accounts, [well, slow, dead])
  })

  it('that nobody can ask say why: all of it paused, an account wanting, no search at all', () => {
    const told = (rows: AccountRow[]) =>
      places(rows).map(({ network, why, accounts }) => [network, why, accounts.length])
    assert.deepEqual(told([account('masto', { ...at('https://a.example'), paused: true })]), [
      ['masto', 'paused', 0],
    ])
    assert.deepEqual(told([account('sky-open')]), [['sky', 'needs-account', 0]])
    assert.deepEqual(
      told([account('feed'), account('feed')]),
      [['feed', 'no-search', 0]],
      'once for all its feeds',
    )
    assert.deepEqual(
      told([account('sky-open'), account('sky-account')]),
      [['sky', undefined, 1]],
      'a network that is asked anyhow is not complained of',
    )
  })

  it('are none of what is disconnected, or of a channel that is no more', () => {
    assert.deepEqual(places([account('masto', { connected: false }), account('gone-channel')]), [])
    assert.deepEqual(places([]), [])
  })

  it('hold each account that runs once, and none that does not, whatever there is', () => {
    const row = fc
      .record({
        channel: fc.constantFrom('sky-open', 'sky-account', 'masto', 'feed'),
        server: fc.constantFrom('https://one.example', 'https://two.example', 'nonsense'),
        paused: fc.boolean(),
        connected: fc.boolean(),
      })
      .map(({ channel, server, ...more }) => account(channel, { ...more, config: { server } }))
    fc.assert(
      fc.property(fc.array(row, { maxLength: 12 }), (rows) => {
        const all = places(rows)
        const asked = all.flatMap(({ accounts }) => accounts)
        const able = rows.filter(
          ({ channel, paused, connected }) => kindOf(channel)?.search && connected && !paused,
        )
        assert.deepEqual(new Set(asked), new Set(able))
        assert.equal(asked.length, able.length)
        assert.equal(new Set(all.map(({ id }) => id)).size, all.length, 'each place once')
        for (const { why, accounts } of all) assert.equal(why === undefined, accounts.length > 0)
      }),
    )
  })
})

it('every reason why a place is silent, or not whole, has words in both languages', () => {
  const reasons = ['paused', 'needs-account', 'no-search', 'never', 'anything', 'too-many', 'late', 'more']
  for (const locale of LOCALES) {
    for (const reason of [...reasons, 'more-here', 'ways', 'beginnings']) {
      const words = translate(locale, `channel:search.${reason}`)
      assert.ok(words.includes(' '), `${locale} ${reason}: ${words}`)
    }
  }
})
