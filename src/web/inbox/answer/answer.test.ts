import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { ConversationEntry, Delivery } from '../../../server/api.ts'
import { decisionsOf } from '../../outbox/use-decide.ts'
import { accountWords } from './account-words.ts'
import { heardBy } from './audience.ts'
import { bodyOf, EMPTY, isEmpty } from './draft.ts'
import { languageChoices } from './language.ts'
import { sizesFor } from './shrink.ts'
import { spokenBy } from './spoken-by.ts'
import { standing } from './standing.ts'
import type { Voice } from './use-answer.ts'
import { weigh } from './weigh.ts'

const delivery = (id: string, more: Partial<Delivery>) =>
  ({ id, act: 'reply', state: 'waiting', activityId: null, ...more }) as Delivery
const message = (id: string, deliveryId: string | null = null) =>
  ({ kind: 'message', id, deliveryId }) as ConversationEntry

it('shows an answer on its way until it stands among the messages, and never beside itself', () => {
  const all = [
    delivery('e', { state: 'dropped' }),
    delivery('d', { state: 'unknown' }),
    delivery('c', { state: 'sent', activityId: 'x' }),
    delivery('b', { state: 'sent', activityId: 'y' }),
    delivery('a', { act: 'like' }),
  ]
  const shown = (entries: ConversationEntry[]) => standing(all, entries).map((one) => one.id)
  assert.deepEqual(shown([message('x')]), ['b', 'd'])
  assert.deepEqual(shown([message('x'), message('y')]), ['d'])
})

it('shows an answer once, whether the thread or the outbox was read last', () => {
  for (const state of ['waiting', 'sending', 'unknown', 'sent'] as const)
    for (const activityId of [null, 'x']) {
      const one = delivery('a', { state, activityId })
      assert.deepEqual(standing([one], [message('x', 'a')]), [], `${state} ${activityId}`)
    }
  const other = delivery('b', {})
  assert.deepEqual(standing([other], [message('x', 'a'), message('y')]), [other])
})

it('counts as the network counts, and lets nothing leave that it would refuse', () => {
  const limits = { text: 10, media: 1, measure: { unit: 'grapheme' as const } }
  const file = { attachmentId: 'a', name: 'a.png', mediaType: 'image/png', size: 1, alt: ' ' }
  assert.deepEqual(weigh({ ...EMPTY, text: ' é'.repeat(5) }, limits), { left: 1, ready: true })
  assert.deepEqual(weigh({ ...EMPTY, text: 'x'.repeat(11) }, limits), { left: -1, ready: false })
  assert.deepEqual(weigh(EMPTY, limits), { left: 10, ready: false })
  assert.deepEqual(weigh({ ...EMPTY, media: [file] }, limits), { left: 10, ready: true })
  assert.equal(weigh({ ...EMPTY, media: [file, file] }, limits).ready, false)
  assert.deepEqual(weigh({ ...EMPTY, text: 'x' }, { text: 0, media: 0 }), { left: null, ready: true })
})

it('sends what was said and nothing else', () => {
  assert.ok(isEmpty({ ...EMPTY, text: ' \n' }))
  assert.deepEqual(bodyOf({ ...EMPTY, text: ' Bonjour ', title: ' ', warning: '' }, true), {
    text: 'Bonjour',
    media: [],
    done: true,
  })
})

const here = 'en'

it('quotes a mail as the box that is ticked says, and nothing where the network has no quotes', () => {
  const voice = (quote: boolean) => ({ id: 'a', limits: { text: 0, media: 0, quote } }) as unknown as Voice
  assert.equal(spokenBy(voice(true), EMPTY, here).quote, true)
  assert.equal(spokenBy(voice(true), { ...EMPTY, quote: false }, here).quote, false)
  assert.ok(!('quote' in spokenBy(voice(false), { ...EMPTY, quote: true }, here)))
})

it('says only what the account that speaks can say', () => {
  const written = { ...EMPTY, text: 'x', title: 'Objet', warning: 'Santé', audience: 'direct' as const }
  const said = (limits: object) => spokenBy({ id: 'a', limits } as Voice, written, here)
  assert.deepEqual(said({}), { text: 'x', media: [], accountId: 'a' })
  assert.deepEqual(said({ title: true, warning: true, audiences: ['public', 'direct'] }), {
    ...written,
    accountId: 'a',
  })
  assert.equal(said({ audiences: ['public'] }).audience, undefined)
})

it('is in the language that is shown, where the network has languages', () => {
  const voice = { id: 'a', limits: { text: 0, media: 0, lang: true } } as Voice
  assert.equal(spokenBy(voice, EMPTY, here).lang, 'en')
  assert.equal(bodyOf(spokenBy(voice, { ...EMPTY, text: 'x' }, here), false).lang, 'en')
  const silent = { id: 'a', limits: { text: 0, media: 0 } } as Voice
  assert.ok(!('lang' in bodyOf(spokenBy(silent, { ...EMPTY, text: 'x', lang: 'de' }, here), false)))
})

it('offers the likely languages first, then the others by their names, each once', () => {
  const choices = languageChoices('fr', ['br', 'fr', 'fr', 'und'])
  assert.deepEqual(choices.slice(0, 4), [
    { value: 'br', label: 'Breton' },
    { value: 'fr', label: 'Français' },
    { value: 'de', label: 'Allemand' },
    { value: 'en', label: 'Anglais' },
  ])
  const values = choices.map(({ value }) => value)
  assert.equal(new Set(values).size, values.length)
  const names = languageChoices('en', []).map(({ label }) => label)
  assert.deepEqual(names, [...names].sort(new Intl.Collator('en').compare))
  // Networks send what has the form of a language's code and is none.
  assert.deepEqual(languageChoices('fr', ['zh-cmn-hans'])[0], { value: 'zh-cmn-hans', label: 'Zh-cmn-hans' })
})

it('names an account once', () => {
  assert.equal(accountWords({ name: '@maison.example', handle: 'maison.example' }), '@maison.example')
  assert.equal(accountWords({ name: 'La maison', handle: '@maison' }), 'La maison (@maison)')
  assert.equal(accountWords({ name: 'Salon', handle: null }), 'Salon')
})

it('tries a picture at its own size first, then smaller, and never larger', () => {
  assert.deepEqual(sizesFor(1000, 500), [
    { width: 1000, height: 500 },
    { width: 960, height: 480 },
    { width: 640, height: 320 },
  ])
  assert.deepEqual(sizesFor(1, 4000)[0], { width: 1, height: 2400 })
})

it('asks a person to look before anything else where nobody knows', () => {
  assert.equal(decisionsOf({ state: 'unknown' })[0], 'look')
  assert.deepEqual(decisionsOf({ state: 'sent' }), [])
})

it('says who will read an answer, and never that it is fewer than it is', () => {
  const networks = ['public', 'unlisted', 'followers', 'direct'] as const
  assert.equal(heardBy('public', undefined, networks), 'public')
  assert.equal(heardBy('private', undefined), 'direct', 'a mail')
  assert.equal(heardBy('private', undefined, networks), 'alike', 'it may have been said to followers')
  for (const chosen of networks) assert.equal(heardBy('private', chosen, networks), chosen)
})
