import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { it } from 'node:test'
import { DOORS } from '../src/web/app/doors.ts'
import { REPORTS } from '../src/web/reports/pages.ts'
import { memberViews } from './browser/views.ts'

const THINGS = { conversation: 'x', alert: 'x', person: 'x', account: 'x', webhook: 'x' }
const MORE = { page: 'x', site: 'x', item: 'x', kinds: [], fullest: [] }
const read = (path: string) => readFileSync(new URL(`../src/web/${path}`, import.meta.url), 'utf8')

it('each report can be reached from every other: all that have an address, and each is looked at in tests', () => {
  const linked = REPORTS.map(({ to }) => to as string).toSorted()
  const paths = [...read('app/routes/reports.tsx').matchAll(/path: '(\/[^']*)'/g)].map(([, path]) => path)
  const [frame, ...inside] = paths.filter((path) => path !== '/')
  assert.deepEqual(inside.map((path) => `${frame}${path}`).toSorted(), linked)
  const seen = memberViews({ ...THINGS, ...MORE }).map(({ path }) => path.split('?')[0] ?? '')
  assert.deepEqual(seen.filter((path) => path.startsWith('/reports/')).toSorted(), linked)
  assert.equal(DOORS.find(({ id }) => id === 'reports')?.to, '/reports', 'the door is open on all of them')
  assert.match(read('app/routes/reports.tsx'), new RegExp(`to: '${REPORTS[0].to}'`), 'and leads to the first')
})

it('no report stands outside their frame, and each has its name in both languages', () => {
  for (const file of ['index', 'settings', 'watch', 'moderation', 'base'])
    assert.doesNotMatch(read(`app/routes/${file}.tsx`), /path: '\/reports/, file)
  for (const lang of ['fr', 'en']) {
    const words = JSON.parse(read(`locales/${lang}/common.json`)) as { reports: Record<string, string> }
    for (const { id } of REPORTS) assert.ok(words.reports[id], `${lang} ${id}`)
  }
})
