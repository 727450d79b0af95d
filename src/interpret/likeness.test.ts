import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { understandAll } from './index.ts'
import type { Understanding } from './reading.ts'

const SENTENCES = [
  'Bonjour, où est mon colis ?',
  'Le colis est arrivé cassé. Je veux être remboursé vite !',
  'Merci beaucoup, la lampe est magnifique 😍',
  "J'en ai marre, aujourd'hui encore personne ne répond :(",
  'Bande de voleurs, allez vous faire voir !!!',
  'Je résilie mon abonnement',
  'pas mal du tout',
  '@veillee vous livrez à Nantes ? http://a.example/x',
  'Where is my order? It never arrived.',
  "I'd love to buy the lamp, what's the price?",
  'this is a scam, never again',
  'so happy with it, thank you - really',
  '😡😡',
  '',
]
const sentence = fc.constantFrom(...SENTENCES)
const text = fc.oneof(
  { weight: 4, arbitrary: fc.array(sentence, { minLength: 1, maxLength: 4 }).map((all) => all.join('\n\n')) },
  { weight: 1, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
)
const lang = fc.constantFrom('fr', 'en', undefined)
const space = fc.string({ unit: fc.constantFrom(' ', '\n', '\r\n', '\t', '\u00a0', '\u202f'), maxLength: 4 })

function read(said: string, hint?: string, title?: string): Understanding {
  return understandAll({ text: said, ...(hint && { lang: hint }), ...(title !== undefined && { title }) })
}

/** The marks of a reading with their places moved; those of the title stay. */
function moved(reading: Understanding, by: (place: number) => number): Understanding {
  const move = <M extends { start: number; end: number; in?: 'title' }>(marks: M[]) =>
    marks.map((mark) => (mark.in ? mark : { ...mark, start: by(mark.start), end: by(mark.end) }))
  const { toxicity, intent, topics } = reading
  return {
    ...reading,
    why: move(reading.why),
    toxicity: toxicity && { ...toxicity, why: move(toxicity.why) },
    intent: intent && { ...intent, why: move(intent.why) },
    topics: topics.map((topic) => ({ ...topic, why: move(topic.why) })),
  }
}

/** All but where the marks stand. */
function verdicts({ lang: of, p, sentiment, toxicity, intent, urgency, topics }: Understanding) {
  const offence = toxicity && { ...toxicity, why: toxicity.why.length }
  const wish = intent && { ...intent, why: intent.why.length }
  return { of, p, sentiment, offence, wish, urgency, topics: topics.map(({ id }) => id) }
}

describe('what is understood does not change', () => {
  it('with what no one sees at either end', () => {
    fc.assert(
      fc.property(text, lang, space, space, (said, hint, before, after) => {
        const alone = read(said, hint)
        assert.deepEqual(read(`${said}${after}`, hint), alone, 'after')
        const begun = read(`${before}${said}`, hint)
        assert.deepEqual(
          begun,
          moved(alone, (place) => place + before.length),
          'before',
        )
      }),
      { numRuns: 150 },
    )
  })

  it('with how lines are ended, and apostrophes and spaces are coded', () => {
    fc.assert(
      fc.property(text, lang, (said, hint) => {
        const plain = said.replaceAll('\r', '')
        const alone = verdicts(read(plain, hint))
        assert.deepEqual(verdicts(read(plain.replaceAll('\n', '\r\n'), hint)), alone, 'CRLF')
        assert.deepEqual(verdicts(read(plain.replaceAll('\n', '\r'), hint)), alone, 'CR')
        assert.deepEqual(verdicts(read(plain.replaceAll("'", '’'), hint)), alone, 'apostrophe')
        const wide = plain.replaceAll(' ', '\u00a0')
        if (!/ - /.test(plain)) assert.deepEqual(verdicts(read(wide, hint)), alone, 'no-break')
      }),
      { numRuns: 300 },
    )
  })

  it('with accents beside their letters, as some telephones write them', () => {
    const all = fc.array(sentence, { minLength: 1, maxLength: 3 }).map((list) => list.join(' '))
    fc.assert(
      fc.property(all, lang, (said, hint) => {
        assert.deepEqual(verdicts(read(said.normalize('NFD'), hint)), verdicts(read(said, hint)))
      }),
      { numRuns: 300 },
    )
  })

  it('with where a title ends, as to the language', () => {
    fc.assert(
      fc.property(sentence, text, lang, (title, said, hint) => {
        assert.equal(read(said, hint, title).lang, read(`${title}\n${said}`, hint).lang)
      }),
      { numRuns: 500 },
    )
  })

  it('with whose account is named or what page is linked', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9_]{2,9}$/)
    fc.assert(
      fc.property(sentence, lang, name, name, (said, hint, one, other) => {
        const as = (who: string) => verdicts(read(`@${who} ${said} https://${who}.example/${who}`, hint))
        assert.deepEqual(as(one), as(other))
      }),
      { numRuns: 200 },
    )
  })

  it('with what was read before, in whatever language', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(text, lang), { minLength: 2, maxLength: 6 }), (all) => {
        const first = all.map(([said, hint]) => JSON.stringify(read(said, hint)))
        const again = all.map((_, i) => {
          const [said, hint] = all[all.length - 1 - i] ?? ['', undefined]
          return JSON.stringify(read(said, hint))
        })
        assert.deepEqual(again.reverse(), first)
      }),
      { numRuns: 60 },
    )
  })

  it('with what comes after the first 20,000 letters, and marks none of it', () => {
    const filler = fc.constantFrom('la lampe est là. ', 'é'.repeat(30), '😡', 'l’', 'n\u0301 ', '\n')
    fc.assert(
      fc.property(filler, text, lang, fc.nat(3), (piece, said, hint, odd) => {
        const long = `${said} ${'x'.repeat(odd)}${piece.repeat(20_000 / piece.length)}`
          .padEnd(20_000, '.')
          .slice(0, 20_000)
        const alone = read(long, hint)
        assert.deepEqual(read(`${long}${SENTENCES.join(' ')}`, hint), alone)
        const marks = [...alone.why, ...(alone.toxicity?.why ?? []), ...(alone.intent?.why ?? [])]
        assert.ok(marks.every(({ end }) => end <= 20_000))
      }),
      { numRuns: 10 },
    )
  })
})

describe('what is understood', () => {
  it('marks each place once a list, within what was written, in the title or in the text', () => {
    fc.assert(
      fc.property(text, text, lang, (title, said, hint) => {
        const { why, toxicity, intent, topics } = read(said, hint, title)
        const lists = [why, toxicity?.why ?? [], intent?.why ?? [], ...topics.map((topic) => topic.why)]
        for (const list of lists)
          for (const { start, end, in: place } of list as { start: number; end: number; in?: 'title' }[]) {
            const whole = place ? title : said
            assert.ok(0 <= start && start < end && end <= whole.length)
            assert.notEqual(whole.slice(start, end).trim(), '')
          }
      }),
      { numRuns: 200 },
    )
  })

  it('gives each verdict shares that sum to 1 and the likeliest of them', () => {
    fc.assert(
      fc.property(text, lang, fc.constantFrom(undefined, 1, 3, 5), (said, hint, rating) => {
        const all = understandAll({ text: said, ...(hint && { lang: hint }), ...(rating && { rating }) })
        const told = [all.p, all.intent?.p, all.urgency?.p].flatMap((p) => (p ? [Object.values(p)] : []))
        for (const shares of told) {
          assert.ok(shares.every((share) => share >= 0 && share <= 1))
          assert.ok(Math.abs(shares.reduce((a, b) => a + b, 0) - 1) < 1e-9)
        }
        const { intent, urgency, toxicity } = all
        if (intent) assert.equal(intent.p[intent.label], Math.max(...Object.values(intent.p)))
        if (urgency) assert.equal(urgency.p[urgency.level], Math.max(...urgency.p))
        if (toxicity)
          for (const kind of ['insult', 'hate', 'threat', 'sexual'] as const)
            assert.ok(toxicity[kind] >= 0 && toxicity[kind] <= 1 && toxicity.p <= 1)
      }),
      { numRuns: 200 },
    )
  })
})
