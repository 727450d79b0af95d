import assert from 'node:assert/strict'
import { Readable, Writable } from 'node:stream'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { type Sentiment, understand, understandFilter } from './index.ts'

const FRENCH: [Sentiment, string][] = [
  ['positive', 'Merci beaucoup, la lampe est magnifique !'],
  ['positive', 'Reçue hier, super qualité, je recommande'],
  ['positive', "J'adore, rien à redire 😍"],
  ['positive', 'Pas déçue du tout, livraison rapide'],
  ['positive', 'franchement pas mal'],
  ['positive', 'SAV au top, bravo à toute l’équipe'],
  ['positive', 'aucun problème, colis nickel'],
  ['positive', 'Un peu cher mais vraiment sublime'],
  ['positive', 'trop bieeeen cette lampe'],
  ['positive', 'Je n’ai jamais regretté mon achat, elle est géniale'],
  ['negative', 'Toujours pas reçu mon colis, trois semaines de retard'],
  ['negative', 'ça marche pas votre truc'],
  ['negative', 'Ne fonctionne plus au bout de deux jours'],
  ['negative', 'Je ne recommande pas du tout'],
  ['negative', 'Je suis très déçue, la lampe est arrivée cassée'],
  ['negative', 'ARNAQUE, fuyez !!!'],
  ['negative', "c'est honteux, aucune réponse du SAV depuis 10 jours 😡"],
  ['negative', 'nuuuul'],
  ['negative', 'Jolie lampe mais en panne après une semaine'],
  ['negative', 'decu, tres decu'],
  ['negative', "on se fout de la gueule des clients, j'en ai marre"],
  ['negative', 'Pas contente, remboursement jamais reçu'],
  ['negative', 'le service client ne répond pas'],
  ['neutral', 'Bonjour, quelles sont les dimensions de l’abat-jour ? Merci d’avance, bonne journée'],
  ['neutral', 'Je cherche une lampe pour le salon, ampoule E27'],
  ['neutral', 'Le magasin de Nantes ouvre à quelle heure ?'],
]
const ENGLISH: [Sentiment, string][] = [
  ['positive', 'I love this lamp, it looks gorgeous'],
  ['positive', 'Great service and fast delivery, thank you!'],
  ['positive', 'not disappointed at all, highly recommend'],
  ['positive', 'No problems so far, really happy with it'],
  ['positive', "can't recommend enough"],
  ['positive', 'Pricey but absolutely beautiful'],
  ['negative', "It doesn't work anymore"],
  ['negative', 'Still waiting for my refund, no reply to my emails'],
  ['negative', 'Never arrived, what a scam'],
  ['negative', 'Beautiful lamp but it arrived broken and nobody answers'],
  ['negative', 'worst customer service ever!!!'],
  ['negative', 'not happy with the quality'],
  ['negative', 'I would not recommend this shop'],
  ['negative', 'HORRIBLE. my order is three weeks late'],
  ['neutral', 'What is the height of the floor lamp?'],
  ['neutral', 'Which bulb do I need for the ceiling model'],
]

describe('sentiment', () => {
  for (const [lang, cases] of [
    ['fr', FRENCH],
    ['en', ENGLISH],
  ] as const) {
    for (const [sentiment, text] of cases) {
      it(`${lang} ${sentiment}: ${text}`, () => {
        const reading = understand({ text, lang })
        assert.equal(reading.lang, lang)
        assert.equal(reading.sentiment, sentiment, JSON.stringify(reading))
      })
    }
  }

  it('says which words made it so, where they stand', () => {
    const text = 'Bonjour @veillee, je ne suis pas très contente 😡'
    const { why } = understand({ text })
    const told = why.map((mark) => [text.slice(mark.start, mark.end), mark.effect])
    for (const mark of [
      ['pas', 'negation'],
      ['très', 'intensity'],
      ['contente', 'negative'],
      ['😡', 'negative'],
    ]) {
      assert.ok(
        told.some((one) => one.join() === mark.join()),
        `${mark} is not told in ${JSON.stringify(told)}`,
      )
    }
    assert.ok(!told.some(([, effect]) => effect === 'positive'))
  })

  it('tells words that no list holds, where the model learnt them', () => {
    const text = 'Le barrage a tué la rivière, la pollution gagne et le gouvernement ment @user http://a.b'
    const { sentiment, why, by } = understand({ text })
    assert.equal(sentiment, 'negative')
    assert.match(by, /^sentiment-fr-/)
    const told = why.map((mark) => text.slice(mark.start, mark.end))
    assert.ok(told.includes('pollution'), told.join(' '))
    assert.ok(why.length <= 12 && !told.some((word) => word.startsWith('http') || word.startsWith('@')))
  })

  it('weighs capitals, stretched letters and intensity', () => {
    const weight = (text: string) => understand({ text, lang: 'fr' }).p.negative
    const plain = weight('la lampe est nulle')
    assert.ok(weight('la lampe est NULLE') > plain)
    assert.ok(weight('la lampe est nuuulle') > plain)
    assert.ok(weight('la lampe est vraiment nulle') > plain)
    assert.ok(weight('la lampe est nulle !!!') > plain)
    assert.ok(weight('la lampe est un peu lente') < plain)
  })

  it('lets what follows a "mais" outweigh what comes before', () => {
    const first = understand({ text: 'la lampe est belle mais le service est mauvais' })
    const second = understand({ text: 'le service est mauvais mais la lampe est belle' })
    assert.ok(first.p.negative > second.p.negative)
  })

  it('takes the stars into account, in any language', () => {
    assert.equal(understand({ text: 'Lampe reçue', lang: 'fr', rating: 1 }).sentiment, 'negative')
    assert.equal(understand({ text: 'Lampe reçue', lang: 'fr', rating: 5 }).sentiment, 'positive')
    assert.equal(understand({ text: '', rating: 5 }).sentiment, 'positive')
    const spanish = understand({ text: 'La lámpara es para el salón de mi casa', rating: 1 })
    assert.deepEqual([spanish.lang, spanish.sentiment, spanish.why], ['es', 'negative', []])
    assert.equal(understand({ text: 'la lampe est là', rating: Number.NaN }).sentiment, 'neutral')
  })

  it('reads the title and says that the mark is there', () => {
    const { sentiment, why } = understand({ title: 'Très déçue', text: 'Le pied est comme sur la photo.' })
    assert.equal(sentiment, 'negative')
    assert.equal(why[0]?.in, 'title')
    assert.equal('Très déçue'.slice(why[0]?.start, why[0]?.end), 'Très')
    const rest = why.filter((mark) => mark.in !== 'title')
    assert.deepEqual(why.slice(-rest.length || why.length), rest, 'the marks of the title come first')
  })

  it('says unknown of languages it does not read', () => {
    const reading = understand({ text: 'Das ist eine wunderbare Lampe und ich liebe sie, nicht wahr' })
    assert.deepEqual([reading.lang, reading.sentiment, reading.why], ['de', 'neutral', []])
    assert.ok(Math.abs(reading.p.positive - 1 / 3) < 1e-9)
  })
})

describe('language', () => {
  const cases: [string, string][] = [
    ['fr', 'je sais pas si c’est normal mais ma commande est bloquée'],
    ['fr', 'Bonjour'],
    ['fr', 'C koi ce délire, on m a dit 3 jours ???'],
    ['en', 'anyone else still waiting on their order from them'],
    ['en', 'Thanks!'],
    ['es', 'No me gusta nada, pero muchas gracias por la respuesta'],
    ['de', 'Ich habe die Lampe gestern bekommen und sie ist kaputt'],
    ['it', 'Non ho ancora ricevuto la lampada che ho comprato'],
    ['pt', 'Ainda não recebi a minha encomenda, você pode ajudar?'],
    ['nl', 'Ik heb mijn bestelling nog niet ontvangen, wat moet ik doen'],
    ['ja', 'このランプはとても素敵です'],
    ['zh', '这盏灯非常漂亮'],
    ['ko', '이 램프 정말 예뻐요'],
    ['ru', 'Лампа пришла разбитая, очень жаль'],
    ['uk', 'Лампа дуже гарна, дякую її майстрам'],
    ['ar', 'المصباح جميل جدا شكرا لكم'],
    ['he', 'המנורה יפה מאוד תודה'],
    ['el', 'Η λάμπα είναι πολύ ωραία'],
    ['th', 'โคมไฟสวยมาก'],
    ['und', ''],
    ['und', 'Super'],
    ['und', '😂😂😂'],
    ['und', 'https://example.org/fr/la-lampe @lamaison'],
    ['und', '12345'],
  ]
  for (const [lang, text] of cases) {
    it(`${lang}: ${text}`, () => assert.equal(understand({ text }).lang, lang))
  }

  it('lets the hint settle a doubt and not overrule the text', () => {
    assert.equal(understand({ text: 'Super', lang: 'fr-FR' }).lang, 'fr')
    assert.equal(
      understand({ text: 'Le colis est arrivé chez nous hier dans la soirée', lang: 'en' }).lang,
      'fr',
    )
    assert.equal(understand({ text: 'このランプはとても素敵です', lang: 'en' }).lang, 'ja')
    assert.equal(understand({ text: 'Super', lang: '__proto__' }).lang, 'und')
  })
})

describe('whatever the text', () => {
  const pieces = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          'pas',
          'très',
          'nul',
          'NULLE',
          'génial',
          ',',
          '. ',
          ' ',
          "n'",
          '😡',
          '👍🏽',
          ':)',
          'not',
          'good',
          'mais',
          'plus',
          'ne',
          '\ud800',
          'e\u0301\u0301',
          '#arnaque',
          'aujourd’hui',
          '❤️',
          'ravieeee',
          '\n',
        ),
        { maxLength: 25 },
      )
      .map((words) => words.join(' ')),
  )
  it('marks stand inside, apart and in order, and probabilities sum to 1', () => {
    fc.assert(
      fc.property(pieces, fc.constantFrom('fr', 'en', undefined), (text, lang) => {
        const reading = understand({ text, ...(lang ? { lang } : {}) })
        let last = 0
        for (const mark of reading.why) {
          assert.ok(
            mark.start >= last && mark.end > mark.start && mark.end <= text.length,
            JSON.stringify(mark),
          )
          assert.ok(Number.isFinite(mark.weight))
          assert.notEqual(text.slice(mark.start, mark.end).trim(), '')
          last = mark.end
        }
        const sum = reading.p.positive + reading.p.neutral + reading.p.negative
        assert.ok(Math.abs(sum - 1) < 1e-9)
        assert.ok(reading.p[reading.sentiment] >= Math.max(...Object.values(reading.p)) - 1e-9)
        assert.deepEqual(understand({ text, ...(lang ? { lang } : {}) }), reading)
      }),
      { numRuns: 2000 },
    )
  })

  it('comes to an end of hostile texts, and marks only what is there', () => {
    const zalgo = `n${'\u0301\u0323\u0350'.repeat(200)}ul `
    const seeds = [
      'a',
      '@',
      ':(',
      "l'",
      '!',
      '\ud83d',
      '\udc00',
      zalgo,
      'pas nul ',
      '😡',
      'http://',
      '.',
      '\u200d',
      '- ',
      "'",
      '__',
      'é',
      '1 ',
    ]
    for (const seed of seeds) {
      const text = seed.repeat(Math.ceil(100_000 / seed.length))
      const { why } = understand({ text })
      assert.ok(
        why.every((mark) => mark.end <= text.length),
        JSON.stringify(seed),
      )
    }
    assert.equal(understand({ text: `${zalgo} ${zalgo}`, lang: 'fr' }).sentiment, 'negative')
  })
})

describe('understandFilter', () => {
  async function run(input: string) {
    const out: string[] = []
    const err: string[] = []
    const into = (list: string[]) =>
      new Writable({
        write: (chunk, _encoding, done) => {
          list.push(String(chunk))
          done()
        },
      })
    const code = await understandFilter(Readable.from([input]), into(out), into(err))
    return {
      code,
      out: out
        .join('')
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
      err: err.join(''),
    }
  }

  it('answers each line in order', async () => {
    const { code, out, err } = await run(
      '{"id":"a","text":"C\'est nul"}\n\n{"id":7,"text":"I love it so much"}',
    )
    assert.equal(code, 0)
    assert.equal(err, '')
    assert.deepEqual(
      out.map((line) => [line.id, line.lang, line.sentiment.label]),
      [
        ['a', 'fr', 'negative'],
        [7, 'en', 'positive'],
      ],
    )
    assert.ok(out[0].why.length > 0 && out[0].sentiment.p.negative > 0.5)
  })

  it('tells bad lines by number, goes on, and ends with 1', async () => {
    const { code, out, err } = await run(
      '{"id":1,"text":"ok"}\nnot json\n{"id":3}\n{"id":4,"text":"bravo"}\n',
    )
    assert.equal(code, 1)
    assert.deepEqual(
      out.map((line) => line.id),
      [1, 4],
    )
    assert.match(err, /^line 2: not JSON\nline 3: "text" is missing\n$/)
  })
})
