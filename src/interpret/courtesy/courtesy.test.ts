import assert from 'node:assert/strict'
import { PassThrough, Readable } from 'node:stream'
import { text as textOf } from 'node:stream/consumers'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { courtesyOf } from './courtesy.ts'
import type { Advice, AdviceId, Draft, Situation } from './draft.ts'
import { sbamFilter } from './filter.ts'

const ids = (text: string, situation: Situation = {}) =>
  courtesyOf({ text, ...situation }).advice.map(({ id }) => id)
const adviceOf = (id: AdviceId, text: string, situation: Situation = {}) =>
  courtesyOf({ text, ...situation }).advice.filter((one) => one.id === id)
const said = (text: string, one: Advice | undefined) => text.slice(one?.start, one?.end ?? 0)

/** The text once the mend is taken. */
function mended(text: string, one: Advice | undefined): string {
  const mend = one?.mend
  return mend ? text.slice(0, mend.start) + mend.text + text.slice(mend.end) : text
}

describe('the manner', () => {
  const text = 'Bonjour, merci pour votre message 😊 Belle journée !'
  it('is sober before grief, harm and anger, and warm else', () => {
    const grave = [
      'Mon mari est décédé en mars, comment fermer son compte ?',
      'Votre bougie a pris feu, ma fille est brûlée',
      'C’est scandaleux, je suis furieux, trois semaines que j’attends !!!',
      'My mother passed away, please close her account',
      'The toaster caught fire',
    ]
    for (const message of grave) {
      const { manner, advice } = courtesyOf({ text, message })
      assert.equal(manner, 'sober', message)
      assert.ok(
        advice.some(({ id }) => id === 'emoji_unsuited'),
        message,
      )
      assert.ok(
        advice.some(({ id }) => id === 'empathy_missing'),
        message,
      )
    }
    for (const message of [
      'J’adore cette lampe, merci !',
      'Livrez-vous en Belgique ?',
      'Feu vert pour la commande !',
    ])
      assert.equal(courtesyOf({ text, message }).manner, 'warm', message)
  })

  it('follows stars, and the trade whatever the moment', () => {
    assert.equal(courtesyOf({ text, rating: 1 }).manner, 'sober')
    assert.equal(courtesyOf({ text, rating: 5 }).manner, 'warm')
    const trade = courtesyOf({ text: 'Bonjour, merci de votre appel. Cordialement', manner: 'sober' })
    assert.deepEqual([trade.manner, trade.grave, trade.score], ['sober', false, 100])
  })

  it('takes fellow feeling for a smile, and leaves signs that go with grief', () => {
    const text = 'Bonjour, toutes nos condoléances 🕊 Merci de nous avoir écrit. Cordialement'
    assert.deepEqual(ids(text, { message: 'Mon mari est décédé' }), [])
  })
})

describe('names', () => {
  it('are those of the person, whichever part, accents aside', () => {
    for (const text of [
      'Bonjour Léa,',
      'Bonjour Lea !',
      'Bonjour Madame Martin,',
      'Chère Léa,',
      'Bonjour Léa Martin',
    ])
      assert.deepEqual(
        ids(text, { name: 'Léa Martin' }).filter((id) => id.startsWith('name')),
        [],
        text,
      )
    const text = 'Bonjour Paul, merci !'
    const [wrong] = adviceOf('name_wrong', text, { name: 'Léa Martin' })
    assert.equal(said(text, wrong), 'Paul')
    assert.equal(mended(text, wrong), 'Bonjour Léa, merci !')
  })

  it('are asked for where they are known, never of pseudonyms or of several', () => {
    const [missing] = adviceOf('name_missing', 'Bonjour, merci !', { name: 'Léa Martin' })
    assert.equal(mended('Bonjour, merci !', missing), 'Bonjour Léa, merci !')
    assert.deepEqual(adviceOf('name_missing', 'Bonjour, merci !', { name: 'lili_75' }), [])
    assert.deepEqual(adviceOf('name_missing', 'Bonjour à tous, merci !', { name: 'Léa Martin' }), [])
    assert.deepEqual(adviceOf('name_wrong', 'Bonjour et merci !', { name: 'Léa Martin' }), [])
  })
})

describe('what is said to them', () => {
  it('keeps to tu or vous, within the draft and from the thread', () => {
    const mixed =
      'Bonjour, peux-tu nous envoyer ton ticket s’il vous plaît ? Votre colis suit. Tu le recevras demain.'
    const [one] = adviceOf('address_mixed', mixed)
    assert.deepEqual([said(mixed, one), one?.values?.form], ['Votre', 'tu'])
    assert.deepEqual(
      ids('Salut, merci, ton colis part demain. Bises 😊', {
        before: ['Bonjour, comment pouvons-nous vous aider ?'],
      }),
      ['address_changed'],
    )
    assert.deepEqual(
      adviceOf('address_mixed', 'Peux-tu nous dire, s’il te plaît, l’heure du rendez-vous ?'),
      [],
    )
  })

  it('blames nobody, promises with a date, refuses with regret', () => {
    for (const text of [
      'Vous auriez dû lire les conditions.',
      'Comme je vous l’ai déjà dit, c’est non.',
      'You should have read the manual.',
    ])
      assert.ok(ids(text).includes('blame'), text)
    assert.ok(ids('Nous revenons vers vous rapidement.').includes('promise_undated'))
    assert.ok(!ids('Nous revenons vers vous d’ici vendredi 18 h.').includes('promise_undated'))
    assert.ok(ids('We will get back to you shortly.').includes('promise_undated'))
    assert.ok(!ids('We will get back to you by Friday noon.').includes('promise_undated'))
    assert.ok(ids('Non, ce n’est pas possible.').includes('dry_refusal'))
    assert.ok(!ids('Malheureusement, ce n’est pas possible.').includes('dry_refusal'))
    assert.ok(!ids('No problem, it is on its way.').includes('dry_refusal'))
  })

  it('shouts not, and heaps no marks', () => {
    const text = 'Il ne faut JAMAIS la laver. Le code IBAN et la SNCF, OUI MAIS PLUS TARD !!!'
    let calm = text
    for (const one of courtesyOf({ text }).advice.toReversed())
      if (one.id === 'capitals' || one.id === 'exclamations') calm = mended(calm, one)
    assert.equal(adviceOf('capitals', text).length, 2)
    assert.match(calm, /jamais la laver.*IBAN et la SNCF, oui mais plus tard/u)
  })
})

describe('what must not leave', () => {
  it('is a blank left to fill', () => {
    for (const blank of ['{{prenom}}', '[Prénom]', '<name>', '%prenom%', 'XXX', '____', '{order number}'])
      assert.deepEqual(
        adviceOf('placeholder', `Bonjour ${blank}, merci`).map((one) => one.values?.blank),
        [blank],
      )
    for (const text of [
      'Bonjour [voir ici](https://a.example)',
      'Un café < 3 €',
      'C’est 100 % coton',
      'Tailles S, M, XL',
    ])
      assert.deepEqual(adviceOf('placeholder', text), [], text)
  })

  it('is a fact about somebody in public, the brand’s own aside', () => {
    const secrets: [string, string][] = [
      ['lea.martin@exemple.fr', 'mail'],
      ['06 12 34 56 78', 'phone'],
      ['+33 6 12 34 56 78', 'phone'],
      ['FR76 3000 6000 0112 3456 7890 189', 'iban'],
      ['4539 1488 0343 6467', 'card'],
      ['12 bis rue de Rivoli', 'address'],
      ['221B Baker Street', 'address'],
    ]
    for (const [secret, kind] of secrets) {
      const text = `Bonjour, c’est bien ${secret} ?`
      const [one] = adviceOf('private_data', text, { visibility: 'public' })
      assert.deepEqual([said(text, one), one?.values?.kind], [secret, kind])
      assert.deepEqual(adviceOf('private_data', text, { visibility: 'private' }), [])
    }
    const wrong = 'FR76 3000 6000 0112 3456 7890 188 et 4539 1488 0343 6468'
    assert.deepEqual(
      adviceOf('private_data', wrong, { visibility: 'public' }),
      [],
      'no such account, no such card',
    )
    const own = { visibility: 'public' as const, own: ['maison.example', '01 23 45 67 89'] }
    assert.deepEqual(
      adviceOf('private_data', 'Écrivez à aide@maison.example ou au +33 1 23 45 67 89', own),
      [],
    )
  })

  it('is more than the network takes, counted as people count', () => {
    const text = `Bonjour ${'👨‍👩‍👧'.repeat(10)}`
    assert.deepEqual(adviceOf('too_long', text, { limit: 18 }), [])
    const [one] = adviceOf('too_long', text, { limit: 17 })
    assert.deepEqual([one?.values, one?.end], [{ count: 18, limit: 17 }, text.length])
  })
})

const pieces = fc.constantFrom(
  ...[
    'Bonjour',
    'Léa',
    'merci',
    'votre colis part demain',
    'Cordialement',
    '😊',
    ',',
    '!',
    '\n',
    '.',
    'MERCI BEAUCOUP',
    'tu',
    '{{x}}',
  ],
  ...[
    '06 12 34 56 78',
    'Hello',
    'thanks',
    'Best regards',
    'Paul',
    'vous auriez dû',
    '!!!',
    '\ud800',
    'e\u0301\u0301\u0301',
    ' ',
  ],
)
const drafts: fc.Arbitrary<Draft> = fc.record(
  {
    text: fc.oneof(
      fc.array(pieces, { maxLength: 14 }).map((all) => all.join(' ')),
      fc.string({ unit: 'binary', maxLength: 80 }),
    ),
    name: fc.constantFrom('Léa Martin', 'lili_75', ''),
    message: fc.constantFrom('Ma lampe a pris feu', 'J’adore', 'Where is my order?', ''),
    visibility: fc.constantFrom('public', 'private'),
    greeted: fc.boolean(),
    rating: fc.constantFrom(1, 3, 5),
    hour: fc.constantFrom(9, 21),
    limit: fc.constantFrom(10, 500),
    lang: fc.constantFrom('fr', 'en'),
  },
  { requiredKeys: ['text'] },
)

describe('advice', () => {
  it('stands within the text, and each mend does away with what it mends', () => {
    fc.assert(
      fc.property(drafts, (draft) => {
        const { advice, lang, marks, score } = courtesyOf(draft)
        assert.ok(score === null || (score >= 0 && score <= 100))
        for (const { start, end } of [...marks, ...advice])
          assert.ok(0 <= start && start <= end && end <= draft.text.length)
        for (const one of advice) {
          if (!one.mend) continue
          const after = courtesyOf({ ...draft, text: mended(draft.text, one) })
          // Words of one language added to a heap of two may tip it over.
          if (after.lang !== lang) continue
          const count = (all: Advice[]) => all.filter(({ id }) => id === one.id).length
          assert.ok(count(after.advice) < count(advice) || count(advice) >= 5, JSON.stringify(one))
        }
      }),
      { numRuns: 200 },
    )
  })

  it('is the same for the same draft, and none where the language is not read', () => {
    const text = 'Grazie mille per il messaggio, a presto! Le spediamo il pacco domani mattina.'
    assert.deepEqual(courtesyOf({ text }), { ...courtesyOf({ text }), lang: 'und', score: null, advice: [] })
  })
})

describe('veillee sbam', () => {
  const run = async (lines: string[], locale: 'fr' | 'en' = 'fr') => {
    const [out, err] = [new PassThrough(), new PassThrough()]
    const code = await sbamFilter(Readable.from(lines.map((line) => `${line}\n`)), out, err, locale)
    out.end()
    err.end()
    const told = (await textOf(out))
      .trim()
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
    return { code, told, err: await textOf(err) }
  }

  it('reads a draft a line, and answers in the order and the words asked', async () => {
    const full = 'Bonjour Léa, merci pour votre message, avec plaisir ! Belle journée'
    const { code, told } = await run([
      JSON.stringify({ id: 'a', text: full, context: { name: 'Léa' } }),
      JSON.stringify({ id: 2, text: 'Ok.', context: 'Mon mari est décédé' }),
    ])
    assert.equal(code, 0)
    const present = { smile: true, greeting: true, farewell: true, thanks: true }
    assert.deepEqual(told[0], { id: 'a', lang: 'fr', score: 100, present, manner: 'warm', advice: [] })
    assert.deepEqual([told[1].id, told[1].manner, told[1].score], [2, 'sober', 0])
    assert.ok(told[1].advice.some((one: { message: string }) => one.message === 'Il manque un bonjour.'))
    const { told: english } = await run(
      [JSON.stringify({ text: 'Ok.', context: 'Merci beaucoup pour votre aide' })],
      'en',
    )
    assert.equal(english[0].advice[0].message, 'A greeting is missing.')
  })

  it('tells the lines that it cannot read, and goes on', async () => {
    const { code, told, err } = await run([
      '{',
      '{"id":1}',
      '{"id":3,"text":"Bonjour","context":{"hour":99}}',
      '{"id":4,"text":"Bonjour"}',
    ])
    assert.deepEqual([code, told.length, told[0].id], [1, 1, 4])
    assert.deepEqual(
      err
        .trim()
        .split('\n')
        .map((line) => line.slice(0, 7)),
      ['line 1:', 'line 2:', 'line 3:'],
    )
  })
})
