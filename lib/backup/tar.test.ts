import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'
import fc from 'fast-check'
import { ByteReader, readTar, TAR_END, tarMember } from './tar.ts'

const then = new Date('2026-11-21T10:00:00Z')

async function* inPieces(whole: Buffer, sizes: number[]): AsyncGenerator<Buffer> {
  for (let at = 0, i = 0; at < whole.length; i++) {
    const size = sizes[i % sizes.length] ?? 1
    yield whole.subarray(at, at + size)
    at += size
  }
}

async function list(bytes: Buffer, sizes = [1000]): Promise<{ name: string; text: string }[]> {
  const members = []
  for await (const { name, content } of readTar(inPieces(bytes, sizes))) {
    members.push({ name, text: content.toString('latin1') })
  }
  return members
}

test('members come back whatever their size and the pieces they arrive in', async () => {
  const member = fc.record(
    {
      name: fc.stringMatching(/^[a-z_]{1,40}\/\d{6}\.copy$/),
      text: fc.string({ unit: 'binary-ascii', maxLength: 1500 }),
    },
    { noNullPrototype: true },
  )
  const sizes = fc.array(fc.integer({ min: 1, max: 2000 }), { minLength: 1, maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(fc.array(member, { maxLength: 5 }), sizes, async (members, pieces) => {
      const parts = members.flatMap(({ name, text }) => tarMember(name, Buffer.from(text, 'latin1'), then))
      assert.deepEqual(await list(Buffer.concat([...parts, TAR_END]), pieces), members)
    }),
  )
})

test('the tar of the system reads it', () => {
  const parts = [
    ...tarMember('schema.json', Buffer.from('{}'), then),
    ...tarMember('t/000001.copy', Buffer.alloc(700, 65), then),
  ]
  const archive = Buffer.concat([...parts, TAR_END])
  assert.equal(
    execFileSync('tar', ['-tf', '-'], { input: archive, encoding: 'utf8' }),
    'schema.json\nt/000001.copy\n',
  )
  const content = execFileSync('tar', ['-xOf', '-', 't/000001.copy'], { input: archive, encoding: 'utf8' })
  assert.equal(content, 'A'.repeat(700))
})

test('an archive that is cut, changed or followed by something is refused', async () => {
  const whole = Buffer.concat([...tarMember('a/000001.copy', Buffer.from('one\ntwo\n'), then), TAR_END])
  assert.equal((await list(whole)).length, 1)
  for (const length of [0, 100, 512, 515, 1000, 1024, 1500, whole.length - 1]) {
    await assert.rejects(list(whole.subarray(0, length)), /cut short/, `${length} bytes`)
  }
  await assert.rejects(list(Buffer.concat([whole, Buffer.from('x')])), /follows/)
  const changed = Buffer.from(whole)
  changed[3] = 120
  await assert.rejects(list(changed), /not a member/)
})

test('the reader gives what is left, and tells when nothing is', async () => {
  const reader = new ByteReader(inPieces(Buffer.from('abcdef'), [4]))
  assert.equal(String(await reader.takeUpTo(5)), 'abcde')
  assert.equal(await reader.isOver(), false)
  assert.equal(String(await reader.takeUpTo(5)), 'f')
  assert.equal(await reader.isOver(), true)
  await assert.rejects(reader.take(1), /cut short/)
})
