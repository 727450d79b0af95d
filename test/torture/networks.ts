import { echoNetwork, type TortureNetwork } from './network.ts'

type Begin = () => Promise<TortureNetwork[]>

const echo: Begin = () =>
  Promise.all([echoNetwork('idempotent'), echoNetwork('findable'), echoNetwork('silent')])

/** What a run goes over, by name. */
export const NETWORKS: { all: Begin } & Record<string, Begin> = { echo, all: echo }
