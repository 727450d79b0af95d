import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hostOf, NOTHING_YET, networksOf, offeredVerbs, tellsSomething } from './subscription.ts'

test('a network that is connected in two ways is offered once', () => {
  const kinds = ['bluesky', 'bluesky-account', 'mastodon', 'mastodon-watch', 'email'].map((id) => ({ id }))
  assert.deepEqual(networksOf(kinds), ['bluesky', 'mastodon', 'email'])
})

test('what was chosen by a program stays chosen, and an address that hears nothing is not kept', () => {
  assert.equal(offeredVerbs(['Visit', 'Create']).at(-1), 'Visit')
  const url = 'https://shop.example/hook?token=a'
  assert.equal(tellsSomething({ ...NOTHING_YET, url }), true)
  assert.equal(tellsSomething({ ...NOTHING_YET, url, verbs: [] }), false)
  assert.equal(tellsSomething({ ...NOTHING_YET, url, verbs: [], deliveries: true }), true)
  assert.equal(tellsSomething({ ...NOTHING_YET, url, verbs: [], alarms: true }), true)
  assert.equal(tellsSomething(NOTHING_YET), false)
  assert.equal(hostOf(url), 'shop.example')
})
