import type { Activity } from '../../src/activity/index.ts'
import type { Order } from '../../src/deliver/index.ts'
import type { RunnerDeps } from '../../src/ingest/index.ts'
import { echoEvent } from '../support/echo-channel.ts'
import { type Character, type EchoNetwork, type Fault, startEchoNetwork } from '../support/echo-network.ts'
import { echoAccount } from '../support/sending.ts'

/** A network as the harness needs it: it counts what it truly accepted, and goes wrong as it is told. */
export interface TortureNetwork {
  name: string
  /** Kind of its accounts. */
  channel: string
  /** Its name in the stream. */
  stream: string
  /** What is asked of it, where that is not to publish. */
  order?(): Partial<Order>
  /** Its channel may have to ask a person. */
  mayAsk: boolean
  /** Faults that it can have. */
  faults: readonly string[]
  /** What happens to the `n`th request that says `text`. */
  plan(fault: (text: string, n: number) => string | undefined): void
  account(runner: RunnerDeps, workspaceId: string): Promise<string>
  accepted(text: string): number
  /** When it was accepted, each time. */
  times(text: string): number[]
  /** Texts in the order in which they were accepted. */
  said(): string[]
  /** Dead tokens live again. */
  heal(): void
  /** A worker is to be killed now, by its name. */
  onKill(kill: (worker: string) => void): void
  onSaid(told: (event: Activity) => void): void
  close(): Promise<void>
}

export const KILLS = ['kill-before-acceptance', 'kill-after-acceptance']
export const USUAL: readonly Fault[] = [
  'timeout-after-acceptance',
  'timeout-before-acceptance',
  '500-after-acceptance',
  '500-before-acceptance',
  'cut-mid-body',
  'cut-after-acceptance',
  'refuse-connection',
  'rate-limit',
  'refuse',
  'token-dies',
  'slow',
]

export async function echoNetwork(character: Character): Promise<TortureNetwork> {
  const network: EchoNetwork = await startEchoNetwork(character)
  network.lateVisibility = character === 'findable' ? 200 : 0
  return {
    name: `echo, ${character}`,
    channel: 'echo',
    stream: 'echo',
    mayAsk: character === 'silent',
    // Who decides what nobody can tell looks only once: what comes later is not the outbox's doing.
    faults: [...USUAL, ...KILLS, ...(character === 'silent' ? [] : ['late-acceptance'])],
    plan(fault) {
      network.fault = (text, n) => fault(text, n) as Fault | undefined
    },
    account: (runner, workspaceId) => echoAccount(runner, workspaceId, network, { after: 1 }),
    accepted: (text) => network.accepted.get(text) ?? 0,
    times: (text) => network.said.filter((said) => said.text === text).map((said) => said.heard),
    said: () => network.said.map((said) => said.text),
    heal: () => network.dead.clear(),
    onKill(kill) {
      network.onKill = kill
    },
    onSaid(told) {
      network.onSaid = (said) => told(echoEvent(said))
    },
    close: network.close,
  }
}
