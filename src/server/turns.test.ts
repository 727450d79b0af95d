import assert from 'node:assert/strict'
import { it } from 'node:test'
import { Turns } from './turns.ts'

it('lets a slow host or a busy workspace keep its own waiting, and nobody else', async () => {
  const begun: string[] = []
  const asked: string[] = []
  const running = new Map<string, { end: () => void; left: Promise<void> }>()
  const turns = new Turns((id) => asked.push(id))
  const ask = (id: string, host: string, workspace: string) => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const places = [
      { name: `host ${host}`, most: 2 },
      { name: `workspace ${workspace}`, most: 3 },
    ]
    const left = turns.take({ id, places }, () => {
      begun.push(id)
      return promise
    })
    if (begun.at(-1) === id) running.set(id, { end: resolve, left })
    return left
  }
  const end = async (id: string) => {
    running.get(id)?.end()
    await running.get(id)?.left
  }
  ask('a1', 'a', 'w')
  ask('a2', 'a', 'w')
  await ask('a3', 'a', 'w')
  await ask('a4', 'a', 'v')
  ask('b1', 'b', 'w')
  await ask('c1', 'c', 'w')
  ask('c2', 'c', 'v')
  assert.deepEqual([begun, asked], [['a1', 'a2', 'b1', 'c2'], []], 'a has two places, w three')
  await end('b1')
  assert.deepEqual(asked, ['c1'], 'the workspace has a place, the slow host none')
  await end('a1')
  assert.deepEqual(asked, ['c1', 'a3'], 'who waited longest')
  ask('a3', 'a', 'w')
  ask('c1', 'c', 'w')
  await end('a2')
  assert.deepEqual(asked.splice(0), ['c1', 'a3', 'a4'])
  for (const id of ['a3', 'c1', 'c2']) await end(id)
  assert.deepEqual([asked, begun], [[], ['a1', 'a2', 'b1', 'c2', 'a3', 'c1']], 'each is asked for once')
  const failing = turns.take({ id: 'f', places: [{ name: 'host f', most: 1 }] }, () =>
    Promise.reject(new Error('cut')),
  )
  await assert.rejects(failing, /cut/)
  ask('f', 'f', 'w')
  assert.equal(begun.at(-1), 'f', 'a failure gives its place back')
  await end('f')
})
