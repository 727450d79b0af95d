import { type Channel, ChannelFailure, type Host } from '../../src/channels/index.ts'

/** By how much a channel's patience is shortened, as the times of the harness are. */
const FASTER = 100
const SOON = 150

const ACTS = ['publish', 'reply', 'like', 'unlike', 'repost', 'unrepost', 'remove', 'find'] as const

/** A channel as it is, in a world where minutes are moments. */
export function hurried(channel: Channel | undefined): Channel | undefined {
  if (!channel) return undefined
  const again: Channel['again'] = (account, errand) => {
    const promise = channel.again?.(account, errand) ?? { kind: 'never' }
    return promise.kind === 'find' ? { kind: 'find', after: promise.after / FASTER } : promise
  }
  const quick: Channel = { ...channel, again }
  for (const act of ACTS) {
    const work = channel[act] as ((...given: unknown[]) => Promise<never>) | undefined
    if (!work) continue
    quick[act] = (account: unknown, errand: unknown, host: Host) =>
      work(account, errand, patient(host)).catch(sooner) as Promise<never>
  }
  return quick
}

function soon(at: Date): Date {
  return new Date(Math.min(at.getTime(), Date.now() + SOON))
}

function patient(host: Host): Host {
  return { ...host, quota: (quota) => host.quota?.({ ...quota, resets: soon(quota.resets) }) }
}

function sooner(error: unknown): never {
  if (!(error instanceof ChannelFailure)) throw error
  const { failure } = error
  if (failure.kind === 'rate-limited' || failure.kind === 'quota-spent')
    throw new ChannelFailure({ kind: failure.kind, until: soon(failure.until ?? new Date()) })
  throw error
}
