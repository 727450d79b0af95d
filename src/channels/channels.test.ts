import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { z } from 'zod'
import { hasWords } from '../../lib/i18n/index.ts'
import { AUDIENCES, type Channel, ChannelFailure, type Failure } from './channel.ts'
import { ACTS, CHANNELS, channelOf, networkOf, phraseOf } from './index.ts'
import { wordsOf } from './search.ts'

/** Every `title` and `description` in the form that connects an account. */
function saidIn({ config }: Channel): string[] {
  const schema = z.toJSONSchema(config, { io: 'input', unrepresentable: 'any' })
  const said: string[] = []
  JSON.stringify(schema, (key, value) => {
    if ((key === 'title' || key === 'description') && typeof value === 'string') said.push(value)
    return value
  })
  return said
}

describe('the networks that there are', () => {
  it('have each a name of its own, by which it is found', () => {
    const ids = CHANNELS.map(({ id }) => id)
    assert.equal(new Set(ids).size, ids.length)
    for (const channel of CHANNELS) assert.equal(channelOf(channel.id), channel)
    for (const none of ['', 'Feed', 'constructor', 'file', 'feed '])
      assert.equal(channelOf(none), undefined, none)
  })

  it('are one network where two kinds of account see the same', () => {
    const bluesky = CHANNELS.filter((channel) => networkOf(channel) === 'bluesky').map(({ id }) => id)
    assert.deepEqual(bluesky.sort(), ['bluesky', 'bluesky-account'])
    for (const channel of CHANNELS) {
      const network = channelOf(networkOf(channel))
      assert.ok(network && networkOf(network) === network.id, `${channel.id} is of a network that is there`)
    }
  })

  for (const channel of CHANNELS) {
    describe(channel.id, () => {
      it('brings something in, one way or another', () => {
        assert.ok(channel.pull || channel.listen || channel.receive || channel.visited)
        if (channel.every !== undefined) assert.ok(channel.pull && channel.every > 0)
        if (channel.due) assert.ok(channel.pull)
      })

      it('can take back what it can do, and finds what it may have to look for', () => {
        assert.equal(Boolean(channel.like), Boolean(channel.unlike))
        assert.equal(Boolean(channel.repost), Boolean(channel.unrepost))
        const acts = ACTS.filter((act) => channel[act])
        if (channel.find || channel.again) assert.ok(acts.length > 0)
        if (channel.find) assert.ok(channel.again, 'who may look says when')
        if (channel.inbox && channel.receive === undefined)
          assert.ok(channel.reply, 'what is to be answered can be')
      })

      it('says in limits what can be: counts are whole, audiences those of the contract', () => {
        const { text, media, alt = 0, mediaBytes = 0, audiences = [], measure } = channel.limits
        for (const count of [text, media, alt, mediaBytes, measure?.address ?? 0, measure?.bytes ?? 0])
          assert.ok(Number.isSafeInteger(count) && count >= 0)
        assert.ok(audiences.every((one) => AUDIENCES.includes(one)))
        assert.equal(new Set(audiences).size, audiences.length)
      })

      it('is asked for in words of both languages', () => {
        const keys = saidIn(channel).concat(channel.name.startsWith('channel.') ? channel.name : [])
        assert.ok(saidIn(channel).length > 0)
        for (const key of keys) {
          assert.match(key, /^channel\./)
          const [, ...name] = key.split('.')
          for (const locale of ['fr', 'en'] as const)
            assert.ok(
              hasWords(locale, `channel:${name.join('.')}`) || hasWords(locale, key),
              `${locale} ${key}`,
            )
        }
      })

      it('refuses a configuration that is none, and never throws anything else', () => {
        for (const none of [undefined, null, 5, 'x', [], { address: 5 }, { url: {} }])
          assert.equal(typeof channel.config.safeParse(none).success, 'boolean')
        for (const none of [null, 5, 'x']) assert.equal(channel.config.safeParse(none).success, false)
      })
    })
  }
})

describe('a failure', () => {
  it('can be kept whatever the network said: whole characters, none that databases refuse, not too many', () => {
    const kinds = fc.constantFrom<Exclude<Failure['kind'], 'rate-limited' | 'quota-spent'>>(
      ...(['token-dead', 'refused', 'bad-response', 'unreachable', 'gone', 'uncertain'] as const),
    )
    const words = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 2_000 }),
      fc.constantFrom('\0', '\ud83d', `${'x'.repeat(999)}😀`),
    )
    fc.assert(
      fc.property(kinds, words, (kind, detail) => {
        const { failure, message } = new ChannelFailure({ kind, detail })
        assert.equal(failure.kind, kind)
        const kept = 'detail' in failure ? failure.detail : assert.fail()
        assert.ok(kept.length <= 1_000 && kept.isWellFormed() && !kept.includes('\0'))
        assert.equal(message, `${kind}: ${kept}`)
      }),
    )
  })

  it('keeps what caused it, and until when', () => {
    const until = new Date('2026-11-22T12:00:00Z')
    const cause = new Error('x')
    const failure = new ChannelFailure({ kind: 'rate-limited', until }, { cause })
    assert.deepEqual(
      [failure.failure, failure.cause, failure.message],
      [{ kind: 'rate-limited', until }, cause, 'rate-limited'],
    )
    assert.ok(failure instanceof Error && failure.name === 'ChannelFailure')
  })
})

describe('what is looked for', () => {
  it('in words of a network means itself: no sign or word of theirs is an order', () => {
    assert.equal(phraseOf(['orange', '#Été2026', '@maison_fr']), 'orange #Été2026 @maison_fr')
    assert.equal(phraseOf(['OR', 'and', 'AND', 'NOT']), '"OR" and "AND" "NOT"')
    assert.equal(
      phraseOf(['service client', 'from:moi', '-pub', 'a*']),
      '"service client" "from:moi" "-pub" "a*"',
    )
    assert.equal(phraseOf(['a" OR "b', 'c\\']), '"a  OR  b" "c "')
    assert.equal(phraseOf([]), '')
  })

  it('is read from what people type: words, and phrases in the quotes of their language', () => {
    assert.deepEqual(wordsOf(' l’Oréal  "service client" «\u202fen panne\u202f» “too late” #tag @moi '), [
      'l’Oréal',
      'service client',
      'en panne',
      'too late',
      '#tag',
      '@moi',
    ])
    assert.deepEqual(wordsOf('a "b c'), ['a', 'b', 'c'])
    for (const none of ['', '  ', '""', '« »', '"']) assert.deepEqual(wordsOf(none), [], none)
  })

  it('comes back from its own writing', () => {
    const word = fc.stringMatching(/^[a-zé#@:*\-O R]{1,12}$/).map((text) => text.trim())
    fc.assert(
      fc.property(fc.array(word.filter(Boolean), { maxLength: 6 }), (words) => {
        assert.deepEqual(wordsOf(phraseOf(words)), words)
      }),
    )
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) =>
        wordsOf(text).every((one) => one && one === one.trim()),
      ),
    )
  })
})
