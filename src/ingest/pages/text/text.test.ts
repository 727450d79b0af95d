import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { saysTheSame } from './same.ts'
import { likeness, textOf } from './text.ts'

const BASE = 'https://example.org/terms'
const PAGE = `<title>Terms | Net</title><nav>Home</nav><div id="legal"><h1>Terms</h1><section><h2>1. Données</h2>
<p>We keep them.</p><h3>Where</h3><p>In Dublin.</p></section><h2>2. Money</h2><p>None.</p></div><p>12 members online</p>`

const read = (part: Parameters<typeof textOf>[2], ignore: string[] = []) => textOf(PAGE, BASE, part, ignore)

test('a page is its words, or the part of it that one watches', () => {
  assert.equal(read(undefined).title, 'Terms | Net')
  assert.match(read(undefined).text, /^# Terms\n## 1\. Données\n/)
  assert.doesNotMatch(read(undefined).text, /Home/)
  assert.match(read({ kind: 'selector', of: '#legal' }).text, /^# Terms(.|\n)*None\.$/)
  assert.equal(
    read({ kind: 'heading', of: 'données' }).text,
    '## 1. Données\nWe keep them.\n### Where\nIn Dublin.',
  )
  assert.equal(read({ kind: 'heading', of: 'Money' }).text, '## 2. Money\nNone.\n12 members online')
})

test('a part that is not there is said to be missing, and is no empty page', () => {
  assert.deepEqual(read({ kind: 'selector', of: '.none' }), { title: 'Terms | Net', text: '', missing: true })
  assert.equal(read({ kind: 'heading', of: 'Penalties' }).missing, true)
  assert.equal(read({ kind: 'heading', of: '...' }).missing, true)
})

test('lines like a pattern are left out', () => {
  const { text } = read(undefined, ['* members online', 'in * dublin'])
  assert.doesNotMatch(text, /online|Dublin/)
  assert.match(text, /We keep them/)
  assert.equal(likeness('*')('anything'), false)
  assert.equal(likeness('b * a')('a b'), false)
  assert.equal(likeness('A*B')('xx a yy b zz'), true)
})

test('what a page shows of the moment is no change; another date of it is', () => {
  const monday = new Date('2026-11-16T10:00:00Z')
  const sunday = new Date('2026-11-22T10:00:00Z')
  const same = (before: string, after: string) =>
    saysTheSame({ text: before, at: monday }, { text: after, at: sunday })
  assert.ok(same('Lundi 16 novembre 2026, 10 h 00', 'Dimanche 22 novembre 2026, 23:59'))
  assert.ok(same('Rendered 11/16/2026 at 9:05 am', 'Rendered 11/22/2026 at 10:15 pm'))
  assert.ok(same('Updated 3 hours ago', 'Updated 5 hours ago'))
  assert.ok(same('Il y a 2 jours', 'il y a 12 jours'))
  assert.ok(same('Last updated: May 1st, 2026', 'Last updated: May 1st, 2026'))
  assert.ok(!same('Last updated: May 1st, 2026', 'Last updated: June 1, 2026'))
  assert.ok(!same('Mis à jour le 1er mai 2026', 'Mis à jour le 22 novembre 2026'))
  assert.ok(!same('Valid until 16.11.2027', 'Valid until 22.11.2027'))
  assert.ok(!same('10 euros', '12 euros'))
})

test('a page read whenever it shows the date is the same page', () => {
  const day = fc.integer({ min: 0, max: 4000 }).map((n) => new Date(Date.UTC(2024, 0, 1 + n, 12)))
  const shown = fc.constantFrom(
    (at: Date) => at.toISOString().slice(0, 10),
    (at: Date) => at.toLocaleDateString('fr-FR', { dateStyle: 'full', timeZone: 'UTC' }),
    (at: Date) => at.toLocaleDateString('en-US', { dateStyle: 'long', timeZone: 'UTC' }),
    (at: Date) => at.toLocaleDateString('en-GB', { timeZone: 'UTC' }),
  )
  fc.assert(
    fc.property(day, day, shown, (first, second, show) => {
      const page = (at: Date) => ({ text: `Nous sommes le ${show(at)}.\nThe rules.`, at })
      assert.ok(saysTheSame(page(first), page(second)))
    }),
    { numRuns: 200 },
  )
})
