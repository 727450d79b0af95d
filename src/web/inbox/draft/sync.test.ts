import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { type AtServer, type Base, deedOf, NO_BASE } from './sync.ts'

const base = (version: number, body: string): Base => ({ version, body })
const there = (version: number, body: string): AtServer => ({ version, body })

test('what is at the server comes here, what is written here goes there', () => {
  assert.deepEqual(deedOf(NO_BASE, '', null), { do: 'nothing', base: NO_BASE })
  assert.deepEqual(deedOf(NO_BASE, '', there(3, 'Bonjour')), { do: 'adopt', base: base(3, 'Bonjour') })
  assert.deepEqual(deedOf(NO_BASE, 'Bonjour', null), { do: 'keep', version: 0 })
  assert.deepEqual(deedOf(base(3, 'Bon'), 'Bonjour', there(3, 'Bon')), { do: 'keep', version: 3 })
  assert.deepEqual(deedOf(base(3, 'Bon'), '', there(3, 'Bon')), { do: 'keep', version: 3 }, 'emptied here')
})

test('what was sent or given up elsewhere goes here too, unless more was written since', () => {
  assert.deepEqual(deedOf(base(3, 'Bon'), 'Bon', null), { do: 'clear' })
  assert.deepEqual(deedOf(base(3, 'Bon'), 'Bonjour', null), { do: 'keep', version: 0 })
})

test('two writings meet only before the eyes of the writer', () => {
  assert.deepEqual(deedOf(base(3, 'Bon'), 'Bonjour', there(4, 'Bonsoir')), { do: 'ask', version: 4 })
  assert.deepEqual(deedOf(base(3, 'Bon'), 'Bon', there(4, 'Bonsoir')), {
    do: 'adopt',
    base: base(4, 'Bonsoir'),
  })
  assert.deepEqual(deedOf(base(3, 'Bon'), 'Bonsoir', there(4, 'Bonsoir')), {
    do: 'nothing',
    base: base(4, 'Bonsoir'),
  })
  assert.deepEqual(deedOf(NO_BASE, 'Bonjour', there(1, 'Bonsoir')), { do: 'ask', version: 1 })
})

/** Devices that write, save and look in any order, with the server's rule: a version that is not the last is refused. */
test('of devices that write in any order no word is ever lost unseen', () => {
  const step = fc.tuple(fc.nat(1), fc.constantFrom('write', 'look', 'send'))
  fc.assert(
    fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      let server: AtServer | null = null
      const devices = [0, 1].map(() => ({ base: NO_BASE, local: '', written: new Set<string>() }))
      const rid = new Set<string>()
      let letters = 0
      for (const [who, what] of steps) {
        const device = devices[who]
        if (!device) continue
        if (what === 'write') device.local += `${letters++},`
        if (what === 'send' && device.local !== '') {
          // What is sent is at the server first; a draft that was changed elsewhere is asked about before.
          for (const word of device.local.split(',')) rid.add(word)
          for (const word of (server?.body ?? '').split(',')) rid.add(word)
          Object.assign(device, { base: NO_BASE, local: '' })
          server = null
        }
        if (what !== 'look') continue
        const before = device.local
        const deed = deedOf(device.base, device.local, server)
        if (deed.do === 'keep') {
          assert.equal(deed.version, (server as AtServer | null)?.version ?? 0, 'the server would refuse it')
          server = before === '' && !server ? null : { version: deed.version + 1, body: before }
          device.base = server ?? NO_BASE
        } else if (deed.do === 'adopt') {
          const lost = before
            .split(',')
            .filter((word) => word && !(server?.body ?? '').split(',').includes(word))
          assert.deepEqual(
            lost.filter((word) => !rid.has(word) && !device.base.body.split(',').includes(word)),
            [],
          )
          Object.assign(device, { base: deed.base, local: deed.base.body })
        } else if (deed.do === 'clear') {
          assert.equal(before, device.base.body)
          Object.assign(device, { base: NO_BASE, local: '' })
        } else if (deed.do === 'nothing') device.base = deed.base
      }
    }),
  )
})
