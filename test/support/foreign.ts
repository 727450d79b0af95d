import assert from 'node:assert/strict'
import { test } from 'node:test'
import { importQuery, noteWords } from '../../src/match/query/foreign/foreign.ts'
import type { Tool } from '../../src/match/query/foreign/tree.ts'
import { parseQuery } from '../../src/match/query/parse.ts'

const CHANNELS = ['bluesky', 'mastodon', 'reddit']

interface Case {
  source: string
  query: string
  notes: string[]
}

/** `source`, then `=> query`, then `! fate effect id` of each note; a blank line between. */
function casesOf(text: string): Case[] {
  return text
    .trim()
    .split('\n\n')
    .map((block) => {
      const lines = block.split('\n')
      const at = lines.findIndex((line) => line.startsWith('=>'))
      return {
        source: lines.slice(0, at).join('\n'),
        query: lines[at]?.slice(3) ?? '',
        notes: lines.slice(at + 1).map((line) => line.slice(2)),
      }
    })
}

/** Holds what queries of a tool become, with a note on all that is not the same. */
export function casesFor(tool: Tool, text: string): void {
  test(`queries as people write them for ${tool}`, () => {
    const cases = casesOf(text)
    assert.ok(cases.length >= 60, `${cases.length} cases`)
    for (const { source, query, notes } of cases) {
      const done = importQuery(tool, source, { channels: CHANNELS })
      assert.equal(done.query, query, source)
      assert.deepEqual(
        done.notes.map(({ fate, effect, id }) => `${fate} ${effect} ${id}`),
        notes,
        source,
      )
      assert.equal(done.errors.length === 0, parseQuery(query).ok, source)
      for (const note of done.notes) {
        assert.equal(note.what, source.slice(note.start, note.end).slice(0, 200) || note.what)
        for (const locale of ['fr', 'en'] as const)
          assert.ok(!/^foreign:|\{\{|\}\}/u.test(noteWords(note, locale)), noteWords(note, locale))
      }
    }
  })
}
