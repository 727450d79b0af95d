// A worker in a process of its own, that can be cut anywhere: at a step of the outbox, or by whoever holds its number.
import { connect } from '../../lib/db/index.ts'
import { startLive } from '../../lib/live/index.ts'
import { channelOf } from '../../src/channels/index.ts'
import { type SenderOptions, startSender } from '../../src/deliver/index.ts'
import { deliverDeps } from '../../src/server/outbox.ts'
import { ECHO, echoRunner } from '../support/sending.ts'
import { hurried } from './hurry.ts'

export interface Start {
  url: string
  options: Partial<SenderOptions>
  /** Ends itself, as kill -9 does, at the `nth` time that the outbox comes by `point`. */
  kill?: { point: string; nth: number }
}

/** Milliseconds by which this process's clock is wrong. */
let wrong = 0
const TrueDate = Date
class WrongDate extends TrueDate {
  constructor(...given: unknown[]) {
    if (given.length === 0) super(TrueDate.now() + wrong)
    else super(...(given as [number]))
  }
  static override now(): number {
    return TrueDate.now() + wrong
  }
}
globalThis.Date = WrongDate as DateConstructor

function start({ url, options, kill }: Start): () => Promise<void> {
  const { db, close } = connect(url, { max: 5, applicationName: 'torture' })
  const runner = echoRunner(db, {
    name: `worker/${process.pid}`,
    onError: (what) => process.send?.({ error: JSON.stringify(what, showError) }),
  })
  runner.channelOf = (id) => (id === ECHO.id ? ECHO : hurried(channelOf(id)))
  const passed = new Map<string, number>()
  const point = (name: string) => {
    const n = (passed.get(name) ?? 0) + 1
    passed.set(name, n)
    if (kill?.point === name && kill.nth === n) process.kill(process.pid, 'SIGKILL')
  }
  const sender = startSender({ ...deliverDeps(runner, url), point }, options)
  const live = startLive(url)
  live.onNotice(({ w, k, id }) => {
    if (k === 'outbox') sender.wake()
    if (k === 'account') sender.accountChanged(w, id)
  })
  return async () => {
    await sender.stop(200)
    await live.close()
    await close()
    await runner.http.close()
  }
}

function showError(_key: string, value: unknown): unknown {
  return value instanceof Error ? `${value.name}: ${value.message}` : value
}

let end: (() => Promise<void>) | undefined
process.on('message', (said: Start | { jump: number } | 'end') => {
  if (said === 'end') void end?.().finally(() => process.send?.('rested'))
  else if ('jump' in said) wrong += said.jump
  else {
    wrong = 0
    end = start(said)
  }
})
process.on('disconnect', () => process.kill(process.pid, 'SIGKILL'))
