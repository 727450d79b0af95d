import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { KeptDraft } from '../../../server/api.ts'
import { type Draft, EMPTY } from '../answer/draft.ts'
import { keeperOf, writingOf } from './keeper.ts'
import { NO_BASE } from './sync.ts'

const said = (text: string): Draft => ({ text, media: [] })

/** A desk whose server answers when told to. */
function desk() {
  const state = {
    draft: EMPTY,
    base: NO_BASE,
    sent: [] as string[],
    refused: [] as unknown[],
    under: 0,
    most: 0,
  }
  let answer = (_version: number): Promise<void> => Promise.resolve()
  const call = async (what: string, version: number) => {
    state.sent.push(what)
    state.most = Math.max(state.most, ++state.under)
    await answer(version).finally(() => state.under--)
  }
  const keeper = keeperOf({
    latest: () => state.draft,
    async put({ version, shared, draft }) {
      await call(`${version} ${draft.text}${shared ? ' shared' : ''}`, version)
      return { version: version + 1 } as KeptDraft
    },
    drop: () => call('drop', 0),
    base: () => state.base,
    keepBase(base) {
      state.base = base
    },
    refused: (error) => state.refused.push(error),
  })
  return {
    keeper,
    state,
    answering: (next: typeof answer) => {
      answer = next
    },
  }
}

test('what is written goes, then what was written since, and nothing twice', async () => {
  const { keeper, state } = desk()
  state.draft = said('Bon')
  await keeper.saveOn(false)
  state.draft = said('Bonjour')
  await keeper.saveOn(true)
  await keeper.saveOn(true)
  assert.deepEqual(state.sent, ['0 Bon', '1 Bonjour shared'])
  assert.deepEqual(state.base, { version: 2, body: writingOf(said('Bonjour')) })
  state.draft = EMPTY
  await keeper.saveOn(false)
  await keeper.saveOn(false)
  assert.deepEqual([state.sent.slice(2), state.base], [['drop'], NO_BASE])
})

test('of several that are asked for at once one is on its way, and each goes on from the one before', async () => {
  const { keeper, state } = desk()
  state.draft = said('a')
  const first = keeper.saveOn(false)
  state.draft = said('ab')
  await Promise.all([first, keeper.saveOn(false), keeper.saveOn(false)])
  assert.equal(state.most, 1)
  assert.deepEqual(
    state.sent.map((line) => line.split(' ')[0]),
    ['0', '1'].slice(0, state.sent.length),
  )
  assert.equal(state.base.body, writingOf(said('ab')))
})

test('what is refused changes nothing here, and goes again', async () => {
  const { keeper, state, answering } = desk()
  state.draft = said('Bon')
  answering(() => Promise.reject(new Error('no')))
  await keeper.saveOn(false)
  assert.deepEqual([state.base, state.refused.length, keeper.busy()], [NO_BASE, 1, false])
  answering(() => Promise.resolve())
  await keeper.saveOn(false)
  assert.equal(state.base.version, 1)
})
