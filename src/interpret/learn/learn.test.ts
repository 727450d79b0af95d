import assert from 'node:assert/strict'
import { Readable, Writable } from 'node:stream'
import { describe, it } from 'node:test'
import { CUE_NAMES, PRESSING_NAMES } from '../cues/index.ts'
import { decodeModel, learnFilter, understandFilter } from '../index.ts'
import { tokenize } from '../token.ts'
import { classifyText, learnClassifier, randomFrom } from './index.ts'

const REASONS: Record<string, string[]> = {
  late: [
    'colis en retard de deux semaines',
    'toujours pas de colis, trop long',
    'livraison en retard',
    'mon colis traîne au dépôt',
    'retard de livraison encore',
    'colis attendu depuis lundi, en retard',
    'le colis est parti sans moi',
    'la livraison a du retard',
  ],
  broken: [
    'lampe cassée à l’arrivée',
    'le pied est fendu',
    'abat-jour cassé, verre brisé',
    'verre fendu dans le carton',
    'arrivée cassée en deux',
    'le socle est fendu et rayé',
    'ampoule brisée',
    'tout est cassé dans le carton',
  ],
}
const ROWS = Object.entries(REASONS).flatMap(([label, texts]) => texts.map((text) => ({ text, label })))

function into(list: string[]): Writable {
  return new Writable({
    write: (chunk, _encoding, done) => {
      list.push(String(chunk))
      done()
    },
  })
}

async function learn(lines: string[], label = 'reason', sure?: string) {
  const [out, err]: [string[], string[]] = [[], []]
  let bytes: Buffer | undefined
  const keep = async (given: Buffer) => {
    bytes = given
  }
  const code = await learnFilter(Readable.from([lines.join('\n')]), into(out), into(err), {
    label,
    sure,
    keep,
  })
  return { code, out: out.join(''), err: err.join(''), bytes }
}

const lines = ROWS.map(({ text, label }) => JSON.stringify({ text, reason: label }))

describe('learning labels', () => {
  it('tells texts it has not seen apart, and by which words', () => {
    const { bytes, labels } = learnClassifier(ROWS, { name: 'reason', lang: 'fr' })
    assert.deepEqual(labels, ['broken', 'late'])
    const model = decodeModel(bytes)
    const tokens = tokenize('encore un retard du transporteur')
    const { label, p, shares } = classifyText(model, tokens)
    assert.equal(label, 'late')
    assert.ok(Math.abs((p.late ?? 0) + (p.broken ?? 0) - 1) < 1e-9)
    assert.equal(tokens[shares().indexOf(Math.max(...shares()))]?.form, 'retard')
    assert.equal(classifyText(model, tokenize('un verre cassé')).label, 'broken')
  })

  it('goes the way that is told, where one is', () => {
    const way = { settings: { epochs: 2, rate: 1e-9, decay: 0 }, pieces: 1, balance: 0.5 }
    const said = (bytes: Buffer) => classifyText(decodeModel(bytes), tokenize('lampe cassée, verre fendu'))
    const slow = said(learnClassifier(ROWS, { name: 'reason', lang: 'fr', way }).bytes)
    assert.ok(Math.abs((slow.p.broken ?? 0) - 0.5) < 0.01, JSON.stringify(slow.p))
    const own = said(learnClassifier(ROWS, { name: 'reason', lang: 'fr' }).bytes)
    assert.ok((own.p.broken ?? 0) > 0.6, JSON.stringify(own.p))
  })

  it('is the same each time', () => {
    const twice = [1, 2].map(() => learnClassifier(ROWS, { name: 'reason', lang: 'fr' }).bytes)
    assert.ok(twice[0]?.equals(twice[1] ?? Buffer.alloc(0)))
  })

  it('measures on what it has not learnt from: labels that mean nothing are told as chance', () => {
    const words = ['rouge', 'vert', 'bleu', 'jaune', 'noir', 'blanc', 'gris', 'brun']
    const random = randomFrom(5)
    const noise = Array.from({ length: 120 }, (_, i) => ({
      text: `${words[(i * 7) % 8]} ${words[(i * 5 + 3) % 8]} ${words[(i * 3 + 1) % 8]} ${i}`,
      label: random() < 0.5 ? 'a' : 'b',
    }))
    const { figures } = learnClassifier(noise, { name: 'x', lang: 'fr' })
    assert.equal(figures.rows, 120)
    assert.ok(figures.accuracy < 0.75, String(figures.accuracy))
  })

  it('measures on what is set aside, and learns neither it nor its near-copies', () => {
    const odd = { text: 'zinzolin zinzolin', label: 'broken' }
    const aside = (row: { text: string }) => row.text === odd.text
    const copies = [{ text: 'Zinzolin zinzolin !', label: 'broken' }]
    const { figures, bytes } = learnClassifier([...ROWS, odd, ...copies], { name: 'x', lang: 'fr', aside })
    assert.equal(figures.rows, 1)
    const without = learnClassifier(ROWS, { name: 'x', lang: 'fr' })
    const say = (model: Buffer) => classifyText(decodeModel(model), tokenize('zinzolin')).p.broken ?? 0
    assert.ok(Math.abs(say(bytes) - say(without.bytes)) < 0.1)
  })
})

describe('labels of which somebody was not sure', () => {
  it('count less than those of which they were', () => {
    const many = (count: number, label: string, sure: number) =>
      Array.from({ length: count }, (_, i) => ({ text: `zinzolin ${label} numéro ${i}`, label, sure }))
    const say = (sure: number) => {
      const rows = [...ROWS, ...many(6, 'late', 1), ...many(12, 'broken', sure)]
      const { bytes } = learnClassifier(rows, { name: 'x', lang: 'fr' })
      return classifyText(decodeModel(bytes), tokenize('zinzolin')).p.late ?? 0
    }
    const [told, untold] = [say(0.3), say(1)]
    assert.ok(told > untold + 0.1, `${told} ${untold}`)
  })

  it('leave probabilities to those of which they were, and figures of those apart', () => {
    const random = randomFrom(3)
    const words = { late: ['retard', 'attente', 'lundi'], broken: ['fendu', 'brisé', 'rayé'] }
    const rows = Array.from({ length: 240 }, (_, i) => {
      const label = i % 2 === 0 ? 'late' : 'broken'
      const other = label === 'late' ? 'broken' : 'late'
      const isSure = i % 3 !== 0
      const text = `colis ${words[label][Math.floor(random() * 3)]} ${i} ${Math.floor(random() * 1e6)}`
      // Half of the unsure are wrong, and of the sure none.
      return { text, label: isSure || random() < 0.5 ? label : other, sure: isSure ? 1 : 0.4 }
    })
    const told = learnClassifier(rows, { name: 'x', lang: 'fr' })
    const untold = learnClassifier(
      rows.map(({ text, label }) => ({ text, label })),
      { name: 'x', lang: 'fr' },
    )
    assert.equal(untold.surely, null)
    assert.equal(told.surely?.rows, 160)
    assert.ok((told.surely?.accuracy ?? 0) > 0.95)
    assert.ok((told.surely?.ece ?? 1) < 0.05 && told.figures.ece > 0.1, JSON.stringify(told.surely))
    const top = (bytes: Buffer) => classifyText(decodeModel(bytes), tokenize('colis fendu')).p.broken ?? 0
    assert.ok(top(told.bytes) > top(untold.bytes))
  })
})

describe('posts that are lent', () => {
  const lent = (lang: string, rows: typeof ROWS) => ({
    name: 'x',
    lang: 'fr',
    lent: [{ lang, rows, weight: 1 }],
  })
  const say = (bytes: Buffer, text: string) => classifyText(decodeModel(bytes), tokenize(text)).p.broken ?? 0

  it('are learnt from, and never measured on', () => {
    const odd = ['zinzolin', 'zinzolin tout', 'un zinzolin'].map((text) => ({ text, label: 'broken' }))
    const { figures, bytes } = learnClassifier(ROWS, lent('fr', odd))
    assert.equal(figures.rows, ROWS.length)
    const without = learnClassifier(ROWS, { name: 'x', lang: 'fr' }).bytes
    assert.ok(say(bytes, 'zinzolin') > say(without, 'zinzolin') + 0.1)
  })

  it('in another language teach what words mean, and none of the words', () => {
    const english = ['thanks', 'thank you', 'many thanks'].map((text) => ({ text, label: 'broken' }))
    const { bytes } = learnClassifier(ROWS, lent('en', english))
    const without = learnClassifier(ROWS, { name: 'x', lang: 'fr' }).bytes
    assert.ok(say(bytes, 'félicitations') > say(without, 'félicitations') + 0.05)
    const words = ['bolt', 'a bolt', 'the bolt'].map((text) => ({ text, label: 'broken' }))
    const said = say(learnClassifier(ROWS, lent('en', words)).bytes, 'bolt')
    assert.ok(Math.abs(said - say(learnClassifier(ROWS, lent('en', words)).bytes, 'xyzzy')) < 0.15)
  })

  it('with a label that is not to be told are passed over', () => {
    const { labels } = learnClassifier(ROWS, lent('fr', [{ text: 'autre', label: 'other' }]))
    assert.deepEqual(labels, ['broken', 'late'])
  })
})

describe('veillee learn', () => {
  it('reads how sure a label is where asked, and tells what is no share', async () => {
    const sure = ['1', 0.9, 0.4, undefined]
    const given = ROWS.map(({ text, label }, i) => JSON.stringify({ text, reason: label, conf: sure[i % 4] }))
    const odd = ['x', 1.2, null, ''].map((conf) => JSON.stringify({ text: 'colis', reason: 'late', conf }))
    const { code, err, out } = await learn([...odd, ...given], 'reason', 'conf')
    assert.equal(code, 0)
    assert.equal(err, [1, 2, 3, 4].map((n) => `line ${n}: "conf" is not a number from 0 to 1\n`).join(''))
    const { rows, sure: surely } = JSON.parse(out)
    assert.deepEqual([rows, surely.rows], [16, 12])
    assert.deepEqual(Object.keys(surely), ['rows', 'accuracy', 'macroF1', 'ece'])
    assert.equal(JSON.parse((await learn(given)).out).sure, undefined)
  })

  it('keeps a model that veillee understand says under its name', async () => {
    const { code, out, err, bytes } = await learn(lines)
    assert.deepEqual([code, err], [0, ''])
    const { rows, labels, accuracy } = JSON.parse(out)
    assert.deepEqual([rows, labels], [16, ['broken', 'late']])
    assert.ok(accuracy > 0.5 && accuracy <= 1)
    const said: string[] = []
    const posts = Readable.from(['{"id":1,"text":"mon colis a du retard, la livraison traîne"}'])
    await understandFilter(posts, into(said), into([]), [decodeModel(bytes ?? Buffer.alloc(0))])
    const read = JSON.parse(said.join(''))
    assert.equal(read.reason.label, 'late')
    assert.equal(read.intent.label, 'complaint')
  })

  it('tells lines without text or label, and learns from the rest', async () => {
    const { code, err } = await learn(['not json', '{"text":"x"}', '{"reason":"late"}', '[]', ...lines])
    assert.equal(code, 0)
    assert.deepEqual(err.trim().split('\n').length, 4)
    assert.match(err, /^line 1: no text, or no "reason"/)
  })

  it('refuses what is too little, in words, and keeps nothing', async () => {
    for (const [given, words] of [
      [lines.slice(0, 8), /fewer than two labels/],
      [lines.slice(0, 9), /fewer than three texts are labelled "broken"/],
      [[], /fewer than two labels/],
    ] as const) {
      const { code, err, bytes } = await learn([...given])
      assert.deepEqual([code, bytes], [1, undefined])
      assert.match(err, words)
    }
  })
})

describe('labels that say how soon', () => {
  const wanted = { name: 'soon', lang: 'fr' }
  const DAYS = ['lundi', 'mardi', 'mercredi', 'jeudi']
  const rows = DAYS.flatMap((day) => [
    { text: `le colis doit être là avant ${day}`, label: 'due' },
    { text: `il me faut le colis pour ${day}`, label: 'due' },
    { text: `le colis est venu, c’était ${day} dernier`, label: 'over' },
    { text: `colis reçu ${day} dernier avec le journal`, label: 'over' },
  ])

  it('take the turns that say so, where they are asked for, and no others do', () => {
    const asked = decodeModel(learnClassifier(rows, { ...wanted, pressing: true }).bytes).header.dense
    const plain = decodeModel(learnClassifier(rows, wanted).bytes).header.dense
    for (const name of PRESSING_NAMES)
      assert.ok(Object.hasOwn(asked, name) && !Object.hasOwn(plain, name), name)
    for (const name of CUE_NAMES) assert.ok(Object.hasOwn(asked, name) && Object.hasOwn(plain, name), name)
    assert.ok((asked.dueSoon?.[0] ?? 0) < 0 && (asked.past?.[0] ?? 0) > 0, JSON.stringify(asked))
  })

  it('are read by them in words that were never seen', () => {
    const say = (pressing: boolean, text: string) => {
      const model = decodeModel(learnClassifier(rows, { ...wanted, pressing }).bytes)
      return classifyText(model, tokenize(text)).p.due ?? 0
    }
    const due = 'Zinzolin voulu d’ici la semaine prochaine'
    assert.ok(say(true, due) > say(false, due))
  })
})
