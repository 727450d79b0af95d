import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { batchesOf, writeBatches } from './batches.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'batches-'))
})
after(() => rm(folder, { recursive: true, force: true }))

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name)
  await writeFile(
    path,
    `import assert from 'node:assert/strict'\nimport { after, before, beforeEach, test } from 'node:test'\n${text}`,
  )
  return path
}

/** What Node's own runner says of these files in one process. */
async function ran(files: string[]): Promise<{ code: number; said: string }> {
  const batches = await writeBatches([files], folder)
  // Within a test, a runner would take itself for a part of ours.
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  return new Promise((done) => {
    execFile(process.execPath, ['--test', '--test-reporter=spec', ...batches], { env }, (error, said) =>
      done({ code: error ? Number(error.code) : 0, said }),
    )
  })
}

describe('files that share a process', () => {
  it('are neighbours; what changes its process has one of its own, and begins before', async () => {
    const plain = await Promise.all(Array.from({ length: 14 }, (_, n) => file(`plain-${10 + n}.ts`, '')))
    const alone = [
      await file('zone.ts', "process.env.TZ = 'UTC'"),
      await file('unset.ts', 'delete process.env.TZ'),
      await file('global.ts', 'globalThis.said = 1'),
      await file('timers.ts', 'mock.timers.enable()'),
      await file('program.ts', "import { spawn } from 'node:child_process'"),
    ]
    const every = await file('every.ts', "everyPage('full', () => {})")
    const batches = await batchesOf([...plain, ...alone, every])
    const names = batches.map((batch) => batch.map((path) => basename(path, '.ts')))
    assert.deepEqual(names.slice(0, 6), [['every'], ['zone'], ['unset'], ['global'], ['timers'], ['program']])
    assert.deepEqual(
      names.slice(6).map((batch) => batch.length),
      [12, 2],
    )
    assert.deepEqual(
      names.slice(6).flat(),
      plain.map((path) => basename(path, '.ts')),
    )
  })

  it('keep their hooks for themselves, and begin once all are there', async () => {
    const first = await file(
      'first.ts',
      `const seen = (process.seen ??= [])
      before(() => seen.push('first begins'))
      beforeEach(() => seen.push('first'))
      after(() => seen.push('first ends'))
      test('one', () => assert.deepEqual(seen, ['second is read', 'first begins', 'first']))`,
    )
    const second = await file(
      'second.ts',
      `const seen = process.seen
      await new Promise((done) => setTimeout(done, 20))
      seen.push('second is read')
      test('two', () => assert.deepEqual(seen, ['second is read', 'first begins', 'first', 'first ends']))`,
    )
    const { code, said } = await ran([first, second])
    assert.equal(code, 0, said)
    assert.match(said, /tests 2\n/)
  })

  it('are named when they fail, and fail nothing of the others', async () => {
    const wrong = await file('wrong.ts', "test('what is wrong', () => assert.equal(1, 2))")
    const broken = await file('broken.ts', "import './nothing-there.ts'")
    const right = await file('right.ts', "test('what is right', () => {})")
    const { code, said } = await ran([broken, wrong, right])
    assert.equal(code, 1)
    for (const path of [wrong, broken]) assert.ok(said.includes(`✖ ${path}`), said)
    assert.match(said, /✔ .*right\.ts/)
    assert.match(said, /✖ what is wrong/)
    assert.match(said, /nothing-there/)
  })

  it('are told by the first and their number where their process dies', async () => {
    const dies = await file('dies.ts', "test('what ends all', () => process.exit(3))")
    const { code, said } = await ran([dies, await file('lost.ts', "test('what is lost', () => {})")])
    assert.equal(code, 1)
    assert.match(said, /✖ .*dies-ts-and-1-more\.mjs/)
  })
})
