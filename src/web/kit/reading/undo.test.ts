import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import type { ActivityItem, Mark, Verdicts } from '../../../server/api.ts'
import { stepsBack } from './undo.ts'

const MARKS: Mark[] = ['sentiment', 'toxicity', 'intent', 'urgency', 'topics']

/** What is understood of a post: what the models say, and over it what people said. */
interface Post {
  models: Required<Verdicts>
  people: Partial<Record<Mark, unknown>>
}

const FIELD = {
  ...{ sentiment: 'sentiment', toxicity: 'toxic', intent: 'intent', urgency: 'urgency', topics: 'topics' },
} as const satisfies Record<Mark, keyof Verdicts>

/** As the API shows it. */
function shown({ models, people }: Post): ActivityItem {
  const said = (mark: Mark) => people[mark] ?? models[FIELD[mark]]
  const corrected = MARKS.filter((mark) => people[mark] !== undefined)
  return {
    sentiment: said('sentiment'),
    toxicity: said('toxicity') ? 0.9 : 0.1,
    intent: said('intent'),
    urgency: said('urgency'),
    topics: said('topics'),
    ...(corrected.length > 0 && { corrected }),
  } as ActivityItem
}

/** PUT: what is absent stays. */
function put({ models, people }: Post, verdicts: Verdicts): Post {
  const next = { ...people }
  for (const mark of MARKS) if (verdicts[FIELD[mark]] !== undefined) next[mark] = verdicts[FIELD[mark]]
  return { models, people: next }
}

/** DELETE of one mark; what nobody corrected cannot be given back. */
function giveBack({ models, people }: Post, mark: Mark): Post {
  assert.ok(people[mark] !== undefined, `${mark} was never corrected`)
  const { [mark]: _, ...rest } = people
  return { models, people: rest }
}

const sentiment = fc.constantFrom('positive' as const, 'neutral' as const, 'negative' as const)
const intent = fc.constantFrom('complaint', 'question', 'praise', 'other')
const topics = fc.subarray(['delivery', 'delay', 'price', 'refund'])
const verdicts = {
  sentiment,
  toxic: fc.boolean(),
  intent,
  urgency: fc.constantFrom(0, 1, 2),
  topics,
}
const ALL = fc.record(verdicts)
const SOME = fc.record(verdicts, { requiredKeys: [] })

describe('a correction that is taken back', () => {
  it('leaves the post as it was: what people had said is said again, the rest is the models’', () => {
    fc.assert(
      fc.property(ALL, SOME, SOME, (models, earlier, now) => {
        const before = put({ models, people: {} }, earlier)
        const steps = stepsBack(shown(before), now)
        let post = put(before, now)
        for (const { mark, said } of steps) post = said ? put(post, said) : giveBack(post, mark)
        assert.deepEqual(post, before)
        assert.deepEqual(shown(post), shown(before))
      }),
    )
  })

  it('asks for one thing a verdict, and touches no verdict besides', () => {
    fc.assert(
      fc.property(ALL, SOME, SOME, (models, earlier, now) => {
        const steps = stepsBack(shown(put({ models, people: {} }, earlier)), now)
        assert.deepEqual(
          steps.map(({ mark }) => mark),
          MARKS.filter((mark) => now[FIELD[mark]] !== undefined),
        )
        for (const { mark, said } of steps) if (said) assert.deepEqual(Object.keys(said), [FIELD[mark]])
      }),
    )
  })

  it('puts again that words did not hurt, that nothing presses and that there is no topic', () => {
    const post: Post = {
      models: { sentiment: 'negative', toxic: true, intent: 'complaint', urgency: 2, topics: ['delay'] },
      people: { toxicity: false, urgency: 0, topics: [] },
    }
    assert.deepEqual(stepsBack(shown(post), { toxic: true, urgency: 2, topics: ['price'] }), [
      { mark: 'toxicity', said: { toxic: false } },
      { mark: 'urgency', said: { urgency: 0 } },
      { mark: 'topics', said: { topics: [] } },
    ])
  })

  it('gives back what the models had not read, in a language that they do not know', () => {
    const item = { sentiment: 'neutral', toxicity: null, intent: null, urgency: null, topics: [] }
    const steps = stepsBack(item as unknown as ActivityItem, { toxic: false, intent: 'praise', urgency: 0 })
    assert.deepEqual(steps, [{ mark: 'toxicity' }, { mark: 'intent' }, { mark: 'urgency' }])
    assert.deepEqual(stepsBack(item as unknown as ActivityItem, {}), [])
  })
})
