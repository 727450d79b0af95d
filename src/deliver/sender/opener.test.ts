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

const account = () => ({ channel: {}, account: {}, host: {} }) as unknown as OpenedAccount

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
  assert.equal(await second, after)
  gates[0]?.resolve(before)
  assert.equal(await first, before)
  assert.equal(await open('a'), after, 'the stale one came last and must not stay')
})
