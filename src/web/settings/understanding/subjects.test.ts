import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { ReadingTask, Teaching, Understood } from '../../../server/api.ts'
import { subjectsOf } from './subjects.ts'

const TASKS: ReadingTask[] = ['sentiment', 'toxicity', 'intent', 'urgency']
const LANGS = ['fr', 'en']

function understood(
  corrected: Understood['corrected'],
  learnt: Pick<Teaching, 'task' | 'lang' | 'version'>[] = [],
): Understood {
  return { fewest: 30, corrected, teachings: learnt as Teaching[], rereading: null } as Understood
}

test('a task and a language of which nothing is known are not shown', () => {
  assert.deepEqual(subjectsOf(understood([])), [])
  assert.deepEqual(subjectsOf(understood([{ mark: 'intent', lang: 'fr', count: 0 }])), [])
})

test('corrections of a language are not counted for the other, nor topics, which nothing learns', () => {
  const subjects = subjectsOf(
    understood([
      { mark: 'sentiment', lang: 'en', count: 12 },
      { mark: 'sentiment', lang: 'fr', count: 3 },
      { mark: 'topics', lang: 'fr', count: 40 },
      { mark: 'urgency', lang: 'de', count: 9 },
    ]),
  )
  assert.deepEqual(
    subjects.map(({ task, lang, count }) => [task, lang, count]),
    [
      ['sentiment', 'fr', 3],
      ['sentiment', 'en', 12],
    ],
  )
})

test('what was learnt is shown though its corrections were all given back', () => {
  const [subject] = subjectsOf(understood([], [{ task: 'toxicity', lang: 'en', version: 2 }]))
  assert.deepEqual([subject?.task, subject?.lang, subject?.count], ['toxicity', 'en', 0])
  assert.deepEqual(
    subject?.versions.map(({ version }) => version),
    [2],
  )
})

test('each subject stands once, in one order, with all that is its own and nothing else', () => {
  const task = fc.constantFrom(...TASKS)
  const lang = fc.constantFrom(...LANGS)
  const counts = fc.uniqueArray(fc.record({ mark: task, lang, count: fc.nat(3) }), {
    selector: ({ mark, lang: of }) => `${mark} ${of}`,
  })
  const learnt = fc.array(fc.record({ task, lang, version: fc.nat(9) }), { maxLength: 12 })
  fc.assert(
    fc.property(counts, learnt, (corrected, teachings) => {
      const subjects = subjectsOf(understood(corrected, teachings))
      const places = subjects.map((one) => TASKS.indexOf(one.task) * 2 + LANGS.indexOf(one.lang))
      assert.deepEqual(
        places,
        [...new Set(places)].toSorted((a, b) => a - b),
      )
      assert.equal(subjects.flatMap(({ versions }) => versions).length, teachings.length)
      for (const { task: of, lang: spoken, count, versions } of subjects) {
        assert.ok(count > 0 || versions.length > 0)
        assert.ok(versions.every((one) => one.task === of && one.lang === spoken))
      }
      const sum = (all: { count: number }[]) => all.reduce((total, { count }) => total + count, 0)
      assert.equal(sum(subjects), sum(corrected))
    }),
  )
})
