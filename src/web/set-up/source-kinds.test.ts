import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { sourceKinds } from './source-kinds.ts'

const CHANNELS = new URL('../../channels/', import.meta.url)
const deaf = { pull: false, listen: false, receive: false } as Parameters<typeof sourceKinds>[0][0]['can']

/** The id of every channel that the program has, as the channels' own files say them. */
function channelIds(): string[] {
  const files = readdirSync(CHANNELS, { recursive: true }).map(String)
  const sources = files.filter((file) => file.endsWith('.ts') && !file.includes('.test.'))
  const texts = sources.map((file) => readFileSync(new URL(file, CHANNELS), 'utf8'))
  return texts.flatMap((text) =>
    [...text.matchAll(/^ {2,4}id: '([a-z-]+)',\n(?:.*\n)?.*name:/gm)].map(([, id = '']) => id),
  )
}

describe('where a team may listen first', () => {
  it('puts where customers write before where one only listens, and what it does not know last', () => {
    const kinds = ['new-network', 'irc', 'feed', 'email', 'bluesky'].map((id) => ({
      id,
      can: { ...deaf, pull: true },
    }))
    const ids = sourceKinds(kinds).map(({ id }) => id)
    assert.deepEqual(ids, ['email', 'feed', 'bluesky', 'irc', 'new-network'])
  })

  it('offers one’s own site, which is not listened to but spoken on, and nothing else that hears nothing', () => {
    const kinds = ['site', 'file'].map((id) => ({ id, can: deaf }))
    assert.deepEqual(
      sourceKinds(kinds).map(({ id }) => id),
      ['site'],
    )
  })

  for (const locale of ['fr', 'en'])
    it(`says of each what it brings (${locale})`, () => {
      const file = new URL(`../locales/${locale}/set-up.json`, import.meta.url)
      const { kind } = JSON.parse(readFileSync(file, 'utf8')).start
      const ids = channelIds().filter((id) => id !== 'file')
      assert.ok(ids.length >= 8, ids.join())
      for (const id of ids) assert.equal(typeof kind[id], 'string', id)
      assert.equal(new Set(ids.map((id) => kind[id])).size, ids.length)
    })
})
