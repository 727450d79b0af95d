import assert from 'node:assert/strict'
import { it } from 'node:test'
import type { DeliverDeps, OpenedAccount } from './deps.ts'
import { Opener } from './opener.ts'

const SIGNAL = new AbortController().signal

function counted(answer: () => ReturnType<DeliverDeps['open']>) {
  const asked: string[] = []
  const opener = new Opener((workspaceId, accountId) => {
    asked.push(`${workspaceId} ${accountId}`)
    return answer()
  })
  return {
    asked,
    opener,
    open: (account: string, workspace = 'w') => opener.open(workspace, account, SIGNAL),
  }
}

const account = (host: object = {}) => ({ channel: {}, account: {}, host }) as unknown as OpenedAccount

/** The account behind what was opened, which is handed out in a wrapping of its own. */
async function behind(opened: ReturnType<DeliverDeps['open']>): Promise<unknown> {
  const one = await opened
  return typeof one === 'object' ? one.account : one
}

it('opens an account once for the many that leave by it, also at the same moment', async () => {
  const { asked, open } = counted(async () => account())
  const [one, two] = await Promise.all([open('a'), open('a')])
  assert.equal(one, two)
  assert.equal(await open('a'), one)
  await open('b')
  await open('a', 'other')
  assert.deepEqual(asked, ['w a', 'w b', 'other a'])
})

it('asks again each time for what must wait, is gone, or failed', async () => {
  for (const answer of [
    async () => 'paused' as const,
    async () => undefined,
    () => Promise.reject(new Error('shut')),
  ]) {
    const { asked, open } = counted(answer)
    for (let n = 0; n < 2; n++) await open('a').catch(() => undefined)
    assert.equal(asked.length, 2)
  }
})

it('opens anew what changed: one account, or all of a workspace', async () => {
  const { asked, opener, open } = counted(async () => account())
  for (const id of ['a', 'b']) await open(id)
  await open('a', 'other')
  opener.forget('w', 'a')
  for (const id of ['a', 'b']) await open(id)
  assert.equal(asked.filter((one) => one === 'w a').length, 2)
  assert.equal(asked.filter((one) => one === 'w b').length, 1)
  opener.forget('w')
  await open('b')
  await open('a', 'other')
  assert.deepEqual(asked.slice(-1), ['w b'], 'another workspace’s stays open')
})

it('does not keep what was being opened when it changed', async () => {
  const gates = [Promise.withResolvers<OpenedAccount>(), Promise.withResolvers<OpenedAccount>()]
  let opened = 0
  const { open, opener } = counted(() => gates[opened++]?.promise ?? Promise.resolve(undefined))
  const [before, after] = [account(), account()]
  const first = open('a')
  opener.forget('w', 'a')
  const second = open('a')
  gates[1]?.resolve(after)
  assert.equal(await behind(second), after.account)
  gates[0]?.resolve(before)
  assert.equal(await behind(first), before.account)
  assert.equal(await behind(open('a')), after.account, 'the stale one came last and must not stay')
})

it('asks once for the credential that many use at once, anew after a renewal or a failure', async () => {
  let asked = 0
  let fails = true
  const credential = {
    get: async () => {
      asked++
      if (fails) throw new Error('shut')
      return { secret: { token: `${asked}` } }
    },
    renew: async () => ({ secret: { token: 'renewed' } }),
  }
  const { open } = counted(async () => account({ credential }))
  const opened = await open('a')
  const keeper = typeof opened === 'object' ? opened.host.credential : undefined
  assert.ok(keeper)
  await assert.rejects(keeper.get(), /shut/)
  fails = false
  const many = await Promise.all([1, 2, 3].map(() => keeper.get()))
  assert.deepEqual([asked, new Set(many.map((one) => one?.secret.token)).size], [2, 1])
  await keeper.renew(async () => ({ secret: {} }))
  await keeper.get()
  assert.equal(asked, 3)
})

it('tells of a quota at once when little is left, and otherwise now and then', async () => {
  const told: number[] = []
  const quota = ({ remaining }: { remaining: number }) => void told.push(remaining)
  const { open } = counted(async () => account({ quota }))
  const opened = await open('a')
  const tell = (remaining: number) =>
    typeof opened === 'object' &&
    opened.host.quota?.({ name: 'posts', remaining, limit: 100, resets: new Date(0) })
  for (const remaining of [90, 89, 50, 10, 0]) tell(remaining)
  assert.deepEqual(told, [90, 10, 0])
})
