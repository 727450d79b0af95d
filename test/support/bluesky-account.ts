import type { TestContext } from 'node:test'
import { uuidv7 } from 'uuidv7'
import type { Activity } from '../../src/activity/index.ts'
import { blueskyAccount as channel } from '../../src/channels/bluesky/index.ts'
import type {
  Account,
  Credential,
  Draft,
  Errand,
  Host,
  Keeper,
  Quota,
  Reference,
  Sent,
} from '../../src/channels/channel.ts'
import { type BlueskyServer, type Character, startBluesky } from './bluesky-server.ts'
import { loopbackHttp } from './listening.ts'
import { accountOf, hostOf, type Pulled, pull } from './pulling.ts'

/** A credential in memory, with a lock as the real one has. */
export class TestKeeper implements Keeper {
  kept: Credential | undefined
  renewals = 0
  #last: Promise<unknown> = Promise.resolve()

  async get(): Promise<Credential | undefined> {
    return this.kept && structuredClone(this.kept)
  }

  renew(make: (kept: Credential | undefined) => Promise<Credential>): Promise<Credential> {
    const turn = this.#last.then(async () => {
      const made = await make(await this.get())
      this.renewals++
      this.kept = structuredClone(made)
      return made
    })
    this.#last = turn.catch(() => undefined)
    return turn
  }
}

export type OwnAccount = Account<Parameters<NonNullable<typeof channel.test>>[0]['config']>

export interface Stage {
  server: BlueskyServer
  account: OwnAccount
  keeper: TestKeeper
  quotas: Quota[]
  host: Host & { statuses: Pulled['statuses'] }
  brand: BlueskyServer['accounts'][number]
  ana: BlueskyServer['accounts'][number]
  read(cursor?: string, crash?: number): Promise<Pulled>
  /** Does an errand as the outbox would. */
  run(errand: Errand): Promise<Sent>
}

/** The brand's account on a simulated network, with somebody to talk to. */
export async function blueskyStage(
  t: TestContext,
  given: { character?: Character; config?: object; http?: Host['http'] } = {},
): Promise<Stage> {
  const server = await startBluesky({ character: given.character })
  const http = given.http ?? loopbackHttp()
  t.after(() => Promise.all([server.close(), http.close()]))
  const brand = server.world.member('maison.test', 'Maison')
  const ana = server.world.member('ana.test', 'Ana')
  const places = { service: server.url, directory: server.url }
  const config = { identifier: brand.handle, password: brand.password, ...places, ...given.config }
  const account = accountOf(channel, config)
  const keeper = new TestKeeper()
  const quotas: Quota[] = []
  const host = hostOf(http, () => server.world.clock, {
    credential: keeper,
    profile: (profile) => {
      account.profile = profile
    },
    quota: (quota) => void quotas.push(quota),
  })
  return {
    server,
    account,
    keeper,
    quotas,
    host,
    brand,
    ana,
    read: (cursor, crash) => pull(channel, account, host, cursor, crash),
    run(errand) {
      const doing = channel[errand.act]
      if (!doing) throw new Error(`cannot ${errand.act}`)
      return doing(account, errand, host)
    },
  }
}

export function errandOf(act: Errand['act'], at: Date, more: Partial<Errand> = {}): Errand {
  return { act, key: uuidv7(), at, tries: 0, ...more }
}

export function draftOf(text: string, more: Partial<Draft> = {}): Draft {
  return { text, media: [], ...more }
}

/** What the outbox knows of an activity of the stream. */
export function referenceTo(activity: Activity): Reference {
  const { verb, published, actor, visibility, object, ours = false, extra = {}, externalId } = activity
  return {
    id: verb === 'Like' || verb === 'Announce' ? externalId : object.id,
    verb,
    published,
    actor,
    visibility,
    ours,
    extra,
    text: object.text,
  }
}

/** A post that was never read, only named. */
export function referenceAt(uri: string): Reference {
  const actor = { id: uri.split('/')[2] ?? '' }
  return {
    id: uri,
    verb: 'Create',
    ours: false,
    published: new Date(0),
    actor,
    visibility: 'public',
    extra: {},
  }
}
