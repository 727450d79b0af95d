import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { describe, it } from 'node:test'
import { SECTIONS } from '../settings/sections.ts'
import { DOORS } from './doors.ts'
import { press } from './press.ts'

const WEB = new URL('../', import.meta.url)
const LOCALES = ['fr', 'en'] as const

type Words = { [key: string]: string | Words }

function wordsOf(locale: string, namespace: string): Words {
  return JSON.parse(readFileSync(new URL(`locales/${locale}/${namespace}.json`, WEB), 'utf8'))
}

/** What stands under a key of the words, dots between. */
function said(words: Words, key: string): string | Words | undefined {
  return key
    .split('.')
    .reduce<string | Words | undefined>((at, part) => (typeof at === 'object' ? at[part] : undefined), words)
}

/** The address of every page there is. */
function addresses(): Set<string> {
  const folder = new URL('app/routes/', WEB)
  const source = readdirSync(folder)
    .map((file) => readFileSync(new URL(file, folder), 'utf8'))
    .join('\n')
  return new Set([...source.matchAll(/path: '([^']+)'/g)].map(([, path = '']) => path))
}

describe('the doors of the program', () => {
  it('are reached by two keys each, of which none does anything by itself in the way', () => {
    const bindings = DOORS.map(({ key, id }) => ({ keys: `g ${key}`, label: id, run: () => {} }))
    const find = (keys: string) => bindings.find((one) => one.keys === keys)
    for (const { key, id } of DOORS) {
      assert.match(key, /^[a-z]$/)
      const { pending, binding } = press(undefined, { key: 'g', shiftKey: false, timeStamp: 0 }, find)
      assert.equal(binding, undefined)
      assert.equal(press(pending, { key, shiftKey: false, timeStamp: 200 }, find).binding?.label, id)
    }
  })

  it('have an address and a name of their own', () => {
    for (const part of ['id', 'to', 'key'] as const)
      assert.equal(new Set(DOORS.map((door) => door[part])).size, DOORS.length, part)
  })

  it('are few enough for the bar of a narrow window, where the settings are always found', () => {
    const bar = DOORS.filter(({ railOnly }) => !railOnly)
    assert.ok(bar.length <= 5, bar.map(({ id }) => id).join())
    assert.ok(bar.some(({ id, can }) => id === 'settings' && can === null))
  })

  for (const locale of LOCALES) {
    it(`have words, and short ones where the bar shows them (${locale})`, () => {
      const words = wordsOf(locale, 'common')
      const names = DOORS.map(({ id }) => said(words, `doors.${id}`))
      for (const name of names) assert.ok(typeof name === 'string' && name.trim() !== '')
      assert.equal(new Set(names).size, names.length, 'no two doors are called the same')
      for (const [id, short] of Object.entries(said(words, 'doors_short') ?? {})) {
        const long = said(words, `doors.${id}`)
        assert.ok(typeof long === 'string' && String(short).length <= long.length, id)
      }
    })

    it(`have words for all that the palette does besides (${locale})`, () => {
      const source = readFileSync(new URL('app/palette-entries.ts', WEB), 'utf8')
      const ids = [...source.matchAll(/action\('(\w+)'/g), ...source.matchAll(/\? '(\w+)' : '(\w+)',/g)]
        .flatMap(([, one, other]) => [one, other])
        .filter((id) => id !== undefined)
      assert.ok(ids.length > 10)
      const words = wordsOf(locale, 'common')
      const names = [...new Set(ids)].map((id) => [id, said(words, `palette.${id}`)])
      assert.deepEqual(
        names.filter(([, name]) => typeof name !== 'string'),
        [],
      )
      assert.equal(new Set(names.map(([, name]) => name)).size, names.length)
    })

    it(`have behind the last of them settings that each say what they are for (${locale})`, () => {
      const words = wordsOf(locale, 'settings')
      const leads = SECTIONS.map(({ id }) => said(words, `section_lead.${id}`))
      const names = SECTIONS.map(({ id }) => said(words, `section.${id}`))
      for (const [n, { id }] of SECTIONS.entries()) {
        assert.equal(typeof names[n], 'string', id)
        assert.equal(typeof leads[n], 'string', id)
      }
      assert.equal(new Set(names).size, names.length)
      assert.equal(new Set(leads).size, leads.length)
      for (const group of ['section', 'section_lead'])
        assert.deepEqual(
          Object.keys(said(words, group) ?? {}).toSorted(),
          SECTIONS.map(({ id }) => id as string).toSorted(),
        )
    })
  }

  it('lead each to a page that there is, and so does every part of the settings', () => {
    const there = addresses()
    assert.ok(there.size > 30)
    for (const { to } of [...DOORS, ...SECTIONS])
      assert.ok(there.has(to) || there.has(to.replace(/^\/settings/, '')), to)
  })
})
