import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import {
  type DeskDelivery,
  type DeskNews,
  deskDelivery,
  isTold,
  standardProof,
} from '../../../../../test/support/desk-deliveries.ts'
import { type Delivery, deliveryId, newSecret, newsOf, refusalOf } from './hook.ts'

/** What a tool sends, and what is believed of it. No word of these tests was sent by a real one. */
const KINDS = ['github', 'gitlab', 'jira'] as const
const NOW = new Date('2026-11-18T09:00:00Z')
const SECRET = newSecret()

const came = ({ headers, body }: DeskDelivery, key: string | null = null): Delivery => ({
  headers,
  key,
  body: Buffer.from(body),
})
const refused = (kind: (typeof KINDS)[number], delivery: Delivery, secrets = [SECRET]) =>
  refusalOf(kind, secrets, delivery, NOW)

describe('a secret', () => {
  it('is 32 bytes that nobody guesses, as Standard Webhooks writes one', () => {
    const all = new Set(Array.from({ length: 100 }, newSecret))
    assert.equal(all.size, 100)
    for (const one of all) assert.match(one, /^whsec_[A-Za-z0-9+/]{43}=$/)
  })
})

for (const kind of KINDS)
  describe(`a delivery of ${kind}`, () => {
    const right = () => came(deskDelivery(kind, 'closed', { secret: SECRET, id: 'd-1' }))

    it('is taken by the secret that holds, and by the one before while it does', () => {
      assert.equal(refused(kind, right()), undefined)
      assert.equal(refused(kind, right(), [newSecret(), SECRET]), undefined)
      assert.equal(refused(kind, right(), [newSecret()]), 'signature')
      assert.equal(refused(kind, right(), []), 'signature')
    })

    it('that proves nothing is told apart from one that proves it wrongly', () => {
      const { headers, body } = right()
      const bare = Object.fromEntries(
        Object.entries(headers).filter(([name]) => !/signature|token/.test(name)),
      )
      assert.equal(refused(kind, { headers: bare, body, key: null }), 'unsigned')
    })

    it('that is forged in whatever way is refused (generated)', () => {
      fc.assert(
        fc.property(
          fc.string({ unit: 'binary' }),
          fc.nat(),
          fc.integer({ min: 1, max: 255 }),
          (words, at, by) => {
            const { headers, body } = right()
            const [name = '', value = ''] =
              Object.entries(headers).find(([one]) => /signature|token/.test(one)) ?? []
            if (words.toLowerCase() !== value.toLowerCase())
              assert.ok(refused(kind, { headers: { ...headers, [name]: words }, body, key: null }))
            if (kind === 'gitlab') return
            const bent = Buffer.from(body)
            const place = at % bent.length
            bent[place] = (bent[place] ?? 0) ^ by
            assert.equal(refused(kind, { headers, body: bent, key: null }), 'signature')
            assert.equal(refused(kind, { headers, body: body.slice(0, place), key: null }), 'signature')
          },
        ),
      )
    })

    it('says what it is about, and nothing is read of what is anything else (generated)', () => {
      fc.assert(
        fc.property(fc.oneof(fc.json(), fc.string(), fc.constant('')), fc.boolean(), (text, form) => {
          const headers = {
            ...right().headers,
            'content-type': form ? 'application/x-www-form-urlencoded' : 'application/json',
          }
          const news = newsOf(kind, { headers, body: Buffer.from(text) })
          if (news && typeof news.about === 'object')
            assert.match(news.about.number, /^([A-Z][A-Z0-9_]*-)?\d+$|^-?\d/)
        }),
      )
    })

    it('has the id that its tool gave it, as far as people can read it', () => {
      assert.equal(deliveryId(kind, right().headers), 'd-1')
      assert.equal(deliveryId(kind, {}), null)
      const odd = Object.fromEntries(Object.keys(right().headers).map((name) => [name, '<b>"\u0000é']))
      assert.equal(deliveryId(kind, odd), 'b')
    })
  })

describe('what is told', () => {
  const about = (kind: (typeof KINDS)[number], news: DeskNews, number?: string) =>
    newsOf(kind, came(deskDelivery(kind, news, { secret: SECRET, id: 'x', ...(number && { number }) })))

  it('is of which issue, and never how it stands', () => {
    for (const news of ['closed', 'reopened', 'comment', 'rewritten'] as const) {
      assert.deepEqual(about('github', news, '12')?.about, { project: 'ardoise/boutique', number: '12' })
      assert.deepEqual(about('gitlab', news, '12')?.about, { project: 'ardoise/sav/boutique', number: '12' })
      assert.deepEqual(about('jira', news, 'SAV-12')?.about, { project: 'SAV', number: 'SAV-12' })
    }
  })

  it('is told too of a comment that is taken away, but by GitLab, which posts nothing then', () => {
    assert.deepEqual(about('github', 'erased', '12')?.about, { project: 'ardoise/boutique', number: '12' })
    assert.deepEqual(about('jira', 'erased', 'SAV-12')?.about, { project: 'SAV', number: 'SAV-12' })
    assert.equal(isTold('gitlab', 'erased'), false)
  })

  it('is nothing to us where an issue is only rewritten, or where there is none', () => {
    assert.equal(about('github', 'ping')?.about, 'ping')
    assert.equal(about('github', 'edited')?.about, 'other')
    assert.equal(about('gitlab', 'edited')?.about, 'other')
    assert.equal(about('gitlab', 'ping')?.about, 'other')
    assert.equal(about('jira', 'ping', 'SAV-1')?.about, 'other')
  })

  it('of a pull request is nothing: to GitHub it is an issue too', () => {
    const { headers } = deskDelivery('github', 'comment', { secret: SECRET, id: 'x' })
    const body = Buffer.from(
      JSON.stringify({
        action: 'created',
        issue: { number: 1, pull_request: { url: 'https://api.github.com/…' } },
        repository: { full_name: 'ardoise/boutique' },
      }),
    )
    assert.equal(newsOf('github', { headers, body })?.about, 'other')
  })

  it('may come as a form, as GitHub sends it unless told otherwise', () => {
    const { headers, body } = deskDelivery('github', 'closed', { secret: SECRET, id: 'x', number: '4' })
    const form = new URLSearchParams({ payload: body }).toString()
    const sent = { ...headers, 'content-type': 'application/x-www-form-urlencoded' }
    const news = newsOf('github', { headers: sent, body: Buffer.from(form) })
    assert.deepEqual(news, { event: 'issues.closed', about: { project: 'ardoise/boutique', number: '4' } })
  })

  it('bears a name that people can read, whatever the tool calls it', () => {
    const { headers } = deskDelivery('github', 'closed', { secret: SECRET, id: 'x' })
    const body = Buffer.from(JSON.stringify({ action: '<script>alert(1)</script>'.repeat(20) }))
    const news = newsOf('github', { headers, body })
    assert.match(news?.event ?? '', /^[\w.:-]{1,60}$/)
  })
})

describe('GitLab’s own signature', () => {
  const body = '{"object_kind":"push"}'
  const sent = (headers: Record<string, string>): Delivery => ({
    headers,
    key: null,
    body: Buffer.from(body),
  })

  it('is checked where it is there, and the token beside it does not stand in for it', () => {
    assert.equal(refused('gitlab', sent(standardProof(SECRET, body, NOW))), undefined)
    const wrong = standardProof(newSecret(), body, NOW)
    assert.equal(refused('gitlab', sent({ ...wrong, 'x-gitlab-token': SECRET })), 'signature')
    assert.equal(refused('gitlab', sent({ ...wrong, 'webhook-signature': '' })), 'signature')
  })

  it('may be one of several, while a secret is changed', () => {
    const [old, fresh] = [standardProof(newSecret(), body, NOW), standardProof(SECRET, body, NOW)]
    const both = `${old['webhook-signature']} ${fresh['webhook-signature']}`
    assert.equal(refused('gitlab', sent({ ...fresh, 'webhook-signature': both })), undefined)
  })

  it('is worth nothing long after, nor under another id or time (T13)', () => {
    const old = standardProof(SECRET, body, new Date(NOW.getTime() - 6 * 60_000))
    assert.equal(refused('gitlab', sent(old)), 'late')
    const now = String(NOW.getTime() / 1000)
    assert.equal(refused('gitlab', sent({ ...old, 'webhook-timestamp': now })), 'signature')
    assert.equal(
      refused('gitlab', sent({ ...standardProof(SECRET, body, NOW), 'webhook-id': 'x' })),
      'signature',
    )
    assert.equal(refused('gitlab', sent({ ...old, 'webhook-timestamp': 'soon' })), 'signature')
  })
})

describe('a Jira that signs nothing', () => {
  const { headers, body } = deskDelivery('jira', 'closed', { secret: SECRET, id: 'x' })
  const { 'x-hub-signature': _, ...bare } = headers

  it('proves itself by its address', () => {
    assert.equal(refused('jira', came({ headers: bare, body }, SECRET)), undefined)
    assert.equal(refused('jira', came({ headers: bare, body }, 'x')), 'signature')
    assert.equal(refused('jira', came({ headers: bare, body })), 'unsigned')
  })

  it('does not by it where it signs, wrongly', () => {
    assert.equal(refused('jira', came({ headers, body: `${body} ` }, SECRET)), 'signature')
  })

  it('and no other tool does', () => {
    const other = deskDelivery('github', 'closed', { secret: SECRET, id: 'x' })
    assert.equal(refused('github', came({ headers: {}, body: other.body }, SECRET)), 'unsigned')
    assert.equal(refused('gitlab', came({ headers: {}, body: other.body }, SECRET)), 'unsigned')
  })
})
