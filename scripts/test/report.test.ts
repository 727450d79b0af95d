import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { inShort } from './report.ts'

describe('what failed, told again at the end', () => {
  it('is whole where there is room', () => {
    const failures = [
      { name: 'one', why: 'Error: not so\n\n    and not so\n' },
      { name: 'two', why: 'nothing' },
    ]
    assert.equal(inShort(failures), '✖ one\n  Error: not so\n  and not so\n✖ two\n  nothing')
  })
  it('names each of many, and cuts all alike', () => {
    const failures = Array.from({ length: 6 }, (_, at) => ({ name: `test ${at}`, why: 'x'.repeat(5000) }))
    const text = inShort(failures)
    assert.ok(text.length <= 1206, `${text.length}`)
    for (const { name } of failures) assert.ok(text.includes(`✖ ${name}\n  xxx`), name)
    assert.equal(
      inShort(failures.concat(Array.from({ length: 94 }, () => ({ name: 'more', why: '' })))).match(/✖/g)
        ?.length,
      100,
    )
  })
})
