import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { TASKS } from './delta/index.ts'
import { SENTIMENTS, type Toxicity, type Understanding } from './reading.ts'
import { understandAll } from './understand.ts'
import { likeliest, madeBy, withVerdict } from './verdict.ts'

const READING = understandAll({ text: 'Colis perdu, bande de nuls, répondez vite !', lang: 'fr' })
const KINDS = ['insult', 'hate', 'threat', 'sexual'] as const
const share = fc.double({ min: 0, max: 1, noNaN: true })

/** Shares of labels that sum to one. */
function sharesOf(labels: readonly string[]): fc.Arbitrary<Record<string, number>> {
  return fc
    .array(fc.double({ min: 0.001, max: 1, noNaN: true }), {
      minLength: labels.length,
      maxLength: labels.length,
    })
    .map((list) => {
      const total = list.reduce((a, b) => a + b, 0)
      return Object.fromEntries(labels.map((label, i) => [label, (list[i] ?? 0) / total]))
    })
}

function bent(task: (typeof TASKS)[number], p: Record<string, number>, reading = READING): Understanding {
  return withVerdict(reading, { task, name: 'here-2' }, p)
}

/** All but what the task says, and who said it. */
function others(reading: Understanding, task: (typeof TASKS)[number]): unknown {
  const { by: _, ...rest } = reading
  if (task === 'sentiment') return { ...rest, sentiment: null, p: null }
  return { ...rest, [task]: null }
}

describe('a verdict that is bent', () => {
  it('is the likeliest, with its probabilities, beside the others as they were', () => {
    const cases = [
      { task: 'sentiment', labels: [...SENTIMENTS] },
      { task: 'intent', labels: ['complaint', 'question', 'praise', 'purchase', 'leaving', 'other'] },
      { task: 'urgency', labels: ['0', '1', '2'] },
      { task: 'toxicity', labels: ['calm', 'toxic'] },
    ] as const
    for (const { task, labels } of cases) {
      fc.assert(
        fc.property(sharesOf(labels), (p) => {
          const now = bent(task, p)
          assert.deepEqual(others(now, task), others(READING, task))
          assert.equal(now.by, `${READING.by}+here-2`)
          const most = Math.max(...Object.values(p))
          if (task === 'sentiment') assert.deepEqual([now.p, now.p[now.sentiment]], [p, most])
          if (task === 'intent') assert.deepEqual([now.intent?.p, p[now.intent?.label ?? '']], [p, most])
          if (task === 'urgency') assert.equal(now.urgency?.p[now.urgency.level], most)
          if (task === 'toxicity') assert.equal(now.toxicity?.p, p.toxic)
        }),
        { numRuns: 40 },
      )
    }
  })

  it('shares offence out as before: no kind above what is certain, in the same order', () => {
    fc.assert(
      fc.property(share, share, fc.tuple(share, share, share, share), (p, toxic, shares) => {
        const kinds = Object.fromEntries(KINDS.map((kind, i) => [kind, p * (shares[i] ?? 0)]))
        const toxicity = { p, ...kinds, why: [] } as unknown as Toxicity
        const now = bent('toxicity', { calm: 1 - toxic, toxic }, { ...READING, toxicity }).toxicity
        assert.ok(now)
        for (const kind of KINDS) {
          assert.ok(now[kind] >= 0 && now[kind] <= toxic + 1e-9, `${kind} ${now[kind]} of ${toxic}`)
          for (const other of KINDS)
            if (toxicity[kind] <= toxicity[other]) assert.ok(now[kind] <= now[other] + 1e-9)
        }
      }),
    )
  })

  it('stays unsaid where nothing was read', () => {
    const silent = { ...READING, toxicity: null, intent: null }
    assert.equal(bent('toxicity', { calm: 0.1, toxic: 0.9 }, silent).toxicity, null)
    assert.equal(bent('intent', { complaint: 1 }, silent).intent, null)
  })
})

describe('the likeliest feeling', () => {
  it('is neutral where two are as likely', () => {
    assert.equal(likeliest({}), 'neutral')
    assert.equal(likeliest({ positive: 1 / 3, neutral: 1 / 3, negative: 1 / 3 }), 'neutral')
    assert.equal(likeliest({ positive: 0.4, neutral: 0.4, negative: 0.2 }), 'neutral')
    assert.equal(likeliest({ positive: 0.2, neutral: 0.3, negative: 0.5 }), 'negative')
    assert.equal(likeliest({ positive: 1e-9 }), 'positive')
  })
})

describe('what gives a verdict', () => {
  it('is another for each task and language, and nothing where nothing is read', () => {
    const read = TASKS.flatMap((task) => ['fr', 'en'].map((lang) => madeBy(task, lang)))
    assert.ok(!read.includes(null))
    assert.equal(new Set(read).size, read.length)
    for (const task of TASKS)
      for (const lang of ['de', 'und', '', 'FR', 'constructor']) assert.equal(madeBy(task, lang), null, lang)
  })
})
