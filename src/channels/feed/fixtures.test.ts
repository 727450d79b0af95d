import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import test from 'node:test'
import { readFeed } from '../../../lib/feed/index.ts'
import { itemsOf, spaceOf } from './item.ts'

/** Each document gives the activities beside it. `UPDATE_FIXTURES=1` writes them again, to be read before committed. */
const FOLDER = new URL('./fixtures/', import.meta.url)
const NOW = new Date('2026-03-20T12:00:00Z')

for (const name of readdirSync(FOLDER).filter((file) => !file.endsWith('.activities.json'))) {
  test(`${name} gives its activities`, () => {
    const url = `https://feeds.example/${name}`
    const feed = readFeed(readFileSync(new URL(name, FOLDER)), { url })
    const { items, rejected } = itemsOf({ feed, space: spaceOf(url), now: NOW })
    const told = { cut: feed.cut, rejected, activities: items.map(({ activity }) => activity) }
    const beside = new URL(`${name}.activities.json`, FOLDER)
    const written = `${JSON.stringify(told, null, 2)}\n`
    if (process.env.UPDATE_FIXTURES) writeFileSync(beside, written)
    assert.ok(existsSync(beside), `${name} has no activities beside it`)
    assert.deepEqual(JSON.parse(written), JSON.parse(readFileSync(beside, 'utf8')))
  })
}
