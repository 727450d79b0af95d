import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type ActsSearch, actsSearch } from '../../app/search.ts'
import { askedFor } from '../act/queries.ts'
import { isNarrowed, WHOLE } from './narrow.ts'

const searches = fc
  .record(
    {
      view: fc.constantFrom('proposed', 'appeals', 'all'),
      state: fc.constantFrom('done', 'refused', 'ouvert'),
      rule: fc.constantFrom('respect', 'haine', ''),
      kind: fc.constantFrom('hide', 'delete'),
      channel: fc.constantFrom('mastodon', 'x'.repeat(61)),
      by: fc.constantFrom('un', 'deux'),
    },
    { requiredKeys: [] },
  )
  .map((raw): ActsSearch => actsSearch(raw))

test('what was chosen is asked for, a state only among all; showing all again leaves nothing chosen', () => {
  fc.assert(
    fc.property(searches, (search) => {
      const { view = 'proposed', rule, kind, channel, by } = search
      const asked = askedFor(view, search) as Record<string, string | undefined>
      assert.deepEqual([asked.rule, asked.kind, asked.channel, asked.by], [rule, kind, channel, by])
      assert.equal(asked.state, view === 'proposed' ? 'proposed' : view === 'all' ? search.state : undefined)
      assert.equal(asked.appealed, view === 'appeals' ? 'yes' : undefined)
      const chosen = [search.state, rule, kind, channel, by].some((one) => one !== undefined)
      assert.equal(isNarrowed(search), chosen)
      assert.equal(isNarrowed({ ...search, ...WHOLE }), false)
    }),
  )
})
