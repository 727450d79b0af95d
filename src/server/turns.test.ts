import assert from 'node:assert/strict'
import { it } from 'node:test'
import fc from 'fast-check'
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

const MOST = { host: 2, workspace: 3 }

/** Runs jobs as the queue would: what is asked for is taken in order, and whatever runs ends in an order of chance. */
async function day(jobs: { host: number; workspace: number }[], chance: number[]) {
  const queue = jobs.map((_, i) => String(i))
  const ends = new Map<string, () => void>()
  const left = new Map<string, Promise<void>>()
  const ran: string[] = []
  const turns = new Turns((id) => queue.push(id))
  const takenBy = (kind: 'host' | 'workspace', n: number) =>
    [...ends.keys()].filter((id) => jobs[Number(id)]?.[kind] === n).length
  const hasRoom = ({ host, workspace }: { host: number; workspace: number }) =>
    takenBy('host', host) < MOST.host && takenBy('workspace', workspace) < MOST.workspace
  for (let turn = 0; queue.length > 0 || ends.size > 0; turn++) {
    for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
      const job = jobs[Number(id)] ?? assert.fail('no such job')
      const places = [
        { name: `host ${job.host}`, most: MOST.host },
        { name: `workspace ${job.workspace}`, most: MOST.workspace },
      ]
      const name = id
      const { promise, resolve } = Promise.withResolvers<void>()
      const taken = turns.take({ id, places }, () => {
        assert.ok(hasRoom(job), `${name} takes a place that is taken`)
        ran.push(name)
        ends.set(name, resolve)
        return promise
      })
      if (ends.has(id)) left.set(id, taken)
    }
    const idle = jobs.filter((job, i) => !ran.includes(String(i)) && hasRoom(job))
    assert.deepEqual(idle, [], 'nobody waits for a place that is free')
    const running = [...ends.keys()]
    const id = running[(chance[turn % chance.length] ?? 0) % running.length]
    if (id === undefined) break
    const end = ends.get(id)
    ends.delete(id)
    end?.()
    await left.get(id)
  }
  return ran
}

it('runs each job once, in places that are free, and leaves no place empty that somebody waits for', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.record({ host: fc.nat(3), workspace: fc.nat(2) }), { maxLength: 14 }),
      fc.array(fc.nat(50), { minLength: 1, maxLength: 10 }),
      async (jobs, chance) => {
        const ran = await day(jobs, chance)
        assert.deepEqual(ran.toSorted(), jobs.map((_, i) => String(i)).toSorted())
      },
    ),
  ))
