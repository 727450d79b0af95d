import { channelOf } from '../../src/channels/index.ts'
import { createAccount } from '../../src/ingest/index.ts'
import { type Character, type Fault, type Status, startMastodon } from '../support/mastodon-server.ts'
import { KILLS, type TortureNetwork, USUAL } from './network.ts'
import { watching } from './watching.ts'

/** A Mastodon server of one of two characters, with the channel as it is. */
export async function mastodonNetwork(character: Character): Promise<TortureNetwork> {
  const server = await startMastodon({ character })
  const channel = channelOf('mastodon')
  if (!channel) throw new Error('no channel')
  let people = 0
  const all = () => server.world.statuses.filter((status) => !status.boosts)
  const watch = watching(all, eventOf)
  return {
    name: `Mastodon, ${character}`,
    channel: channel.id,
    stream: 'mastodon',
    mayAsk: false,
    faults: [...USUAL.filter((fault) => fault !== 'slow'), 'nonsense-after-acceptance', ...KILLS],
    plan(fault) {
      server.fault = (text, n) => fault(text, n) as Fault | undefined
    },
    account(runner, workspaceId) {
      const person = server.world.person(`brand${++people}`)
      const config = channel.config.parse({ server: server.url, accessToken: person.token })
      return createAccount(runner.db, runner.vault, channel, {
        workspaceId,
        name: person.name,
        config: config as Record<string, unknown>,
      })
    },
    accepted: (text) => server.accepted.get(text) ?? 0,
    times: (text) => all().flatMap((one) => (one.text === text ? [one.at.getTime()] : [])),
    said: () => all().map((one) => one.text),
    heal: () => server.dead.clear(),
    onKill(kill) {
      server.onKill = kill
    },
    onSaid: watch.tell,
    async close() {
      watch.end()
      await server.close()
    },
  }
}

function eventOf({ uri, by, text, at }: Status) {
  return {
    verb: 'Create' as const,
    externalId: uri,
    published: at,
    actor: { id: `${by.name}@sim.example` },
    object: { type: 'Note' as const, id: uri, text },
    visibility: 'public' as const,
  }
}
