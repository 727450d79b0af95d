import { channelOf } from '../../src/channels/index.ts'
import { createAccount } from '../../src/ingest/index.ts'
import { type Character, type Fault, startBluesky, type Written } from '../support/bluesky-server.ts'
import { KILLS, type TortureNetwork, USUAL } from './network.ts'
import { watching } from './watching.ts'

const POSTS = 'app.bsky.feed.post'

/** A server of Bluesky of one of two characters, with the channel as it is. */
export async function blueskyNetwork(character: Character): Promise<TortureNetwork> {
  const server = await startBluesky({ character })
  const channel = channelOf('bluesky-account')
  if (!channel) throw new Error('no channel')
  const seen: Written[] = []
  const known = new Set<string>()
  let people = 0
  /** In the order in which they were first there. */
  const all = () => {
    for (const repo of server.world.repos) {
      for (const [key, written] of repo.records) {
        if (!key.startsWith(POSTS) || known.has(written.uri)) continue
        known.add(written.uri)
        seen.push(written)
      }
    }
    return seen
  }
  const watch = watching(all, eventOf)
  server.world.clock = new Date()
  return {
    name: `Bluesky, ${character}`,
    channel: channel.id,
    stream: 'bluesky',
    mayAsk: false,
    faults: [...USUAL.filter((fault) => fault !== 'slow'), 'nonsense-after-acceptance', ...KILLS],
    plan(fault) {
      server.fault = (text, n) => fault(text, n) as Fault | undefined
    },
    account(runner, workspaceId) {
      const { handle, password } = server.world.member(`brand${++people}.test`)
      const config = channel.config.parse({
        identifier: handle,
        password,
        service: server.url,
        directory: server.url,
      })
      return createAccount(runner.db, runner.vault, channel, {
        workspaceId,
        name: handle,
        config: config as Record<string, unknown>,
      })
    },
    accepted: (text) => all().filter((one) => one.value.text === text).length,
    times: () => [],
    said: () => all().map((one) => String(one.value.text)),
    heal: () => undefined,
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

function eventOf({ uri, value }: Written) {
  return {
    verb: 'Create' as const,
    externalId: uri,
    published: new Date(String(value.createdAt)),
    actor: { id: uri.split('/')[2] ?? '' },
    object: { type: 'Note' as const, id: uri, text: String(value.text) },
    visibility: 'public' as const,
  }
}
