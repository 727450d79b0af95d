/** Events as Jetstream sends them, made up: the same seed gives the same stream. */
export interface JetstreamEvent {
  did: string
  time_us: number
  kind: string
  commit?: {
    rev: string
    operation: string
    collection: string
    rkey: string
    record?: Record<string, unknown>
    cid?: string
  }
  identity?: { did: string; handle: string; seq: number; time: string }
  account?: { active: boolean; did: string; seq: number; status?: string; time: string }
}

export interface StreamOptions {
  seed?: number
  /** Microseconds of the first event. */
  start?: number
  /** Microseconds between two events, on average. */
  spacing?: number
  /** One post in so many names the brand. */
  brandEvery?: number
  brand?: string
  /** Times jump back by up to so many microseconds, as when several relays are merged. */
  disorder?: number
}

/** mulberry32: small, fast and the same everywhere. */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567'
const SORTABLE = '234567abcdefghijklmnopqrstuvwxyz'

function letters(random: () => number, count: number): string {
  let text = ''
  for (let i = 0; i < count; i++) text += BASE32[Math.floor(random() * 32)]
  return text
}

/** A timestamp identifier: 53 bits of microseconds and 10 of a clock, which sort as text. */
export function tid(timeUs: number, clock: number): string {
  let value = (BigInt(Math.floor(timeUs)) << 10n) | BigInt(clock & 1023)
  let text = ''
  for (let i = 0; i < 13; i++) {
    text = SORTABLE[Number(value & 31n)] + text
    value >>= 5n
  }
  return text
}

export function personOf(index: number): string {
  return `did:plc:${letters(randomOf(index * 7919 + 17), 24)}`
}

const OPENINGS = [
  'Je viens de recevoir',
  'Quelqu’un a déjà essayé',
  'Honnêtement, je ne comprends pas',
  'Petit matin tranquille avec',
  'Does anybody else love',
  'I have been waiting a week for',
  'Reading about',
  'So tired of',
  'Vu au marché ce matin :',
  'Encore en retard,',
]
const THINGS = [
  'ma commande de thé',
  'le nouveau service de bus',
  'this coffee grinder',
  'the autumn timetable',
  'un pull en laine',
  'la bibliothèque du quartier',
  'my sister’s garden',
  'le pain au levain',
  'a train that never comes',
  'une bouilloire en fonte',
]
const ENDINGS = ['', ' 😊', ' !', ' …', ' #dimanche', ' 🙃', ' merci à tous', ' what a day', ' 💙', '?']

interface Made {
  uri: string
  did: string
  rkey: string
}

/** An endless stream in the proportions of the real one: mostly likes, a tenth of posts, some of all the rest. */
export function* jetstreamEvents(options: StreamOptions = {}): Generator<JetstreamEvent, never> {
  const { seed = 1, spacing = 1_000, brandEvery = 500, brand = 'Maison Tournesol', disorder = 0 } = options
  const random = randomOf(seed)
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T
  const posts: Made[] = []
  const likes: Made[] = []
  const follows: Made[] = []
  let time = options.start ?? 1_780_000_000_000_000
  let seq = 1
  let written = 0

  const commit = (operation: string, collection: string, did: string, rkey: string, record?: object) => ({
    did,
    kind: 'commit',
    commit: {
      rev: tid(time, seq),
      operation,
      collection,
      rkey,
      ...(record && { record: { $type: collection, ...record }, cid: `bafyrei${letters(random, 52)}` }),
    },
  })
  const remember = (list: Made[], did: string, collection: string, rkey: string) => {
    list.push({ uri: `at://${did}/${collection}/${rkey}`, did, rkey })
    if (list.length > 2_000) list.shift()
  }
  const created = () => new Date(time / 1000 - random() * 1_500).toISOString()
  const subject = (uri: string) => ({ cid: `bafyrei${letters(random, 52)}`, uri })
  const person = () => personOf(Math.floor(random() ** 2 * 50_000))

  function post(operation: string, did: string, rkey: string) {
    const branded = operation === 'create' && ++written % brandEvery === 0
    const said = `${pick(OPENINGS)} ${branded ? brand : pick(THINGS)}${pick(ENDINGS)}`
    const parent = random() < 0.45 && posts.length > 0 ? pick(posts) : undefined
    if (operation === 'create') remember(posts, did, 'app.bsky.feed.post', rkey)
    return commit(operation, 'app.bsky.feed.post', did, rkey, {
      createdAt: created(),
      ...(random() < 0.1 && { embed: picture(random) }),
      langs: [/[éèêàù]| de | le | un /.test(said) ? 'fr' : 'en'],
      ...(parent && { reply: { parent: subject(parent.uri), root: subject(parent.uri) } }),
      text: operation === 'update' ? `${said} (corrigé)` : said,
    })
  }

  function react(collection: string, list: Made[]) {
    const did = person()
    const rkey = tid(time, seq)
    remember(list, did, collection, rkey)
    const about = posts.length > 0 ? pick(posts).uri : `at://${person()}/app.bsky.feed.post/${tid(time, 3)}`
    return commit('create', collection, did, rkey, { createdAt: created(), subject: subject(about) })
  }

  function remove(list: Made[], collection: string) {
    const [gone] = list.splice(Math.floor(random() * list.length), 1)
    return gone && commit('delete', collection, gone.did, gone.rkey)
  }

  function next(): Omit<JetstreamEvent, 'time_us'> {
    const dice = random()
    if (dice < 0.62) return react('app.bsky.feed.like', likes)
    if (dice < 0.75) return post('create', person(), tid(time, seq))
    if (dice < 0.86) return react('app.bsky.feed.repost', [])
    if (dice < 0.92) {
      const did = person()
      const rkey = tid(time, seq)
      remember(follows, did, 'app.bsky.graph.follow', rkey)
      return commit('create', 'app.bsky.graph.follow', did, rkey, { createdAt: created(), subject: person() })
    }
    if (dice < 0.94) return remove(likes, 'app.bsky.feed.like') ?? next()
    if (dice < 0.955) return remove(posts, 'app.bsky.feed.post') ?? next()
    if (dice < 0.965) return remove(follows, 'app.bsky.graph.follow') ?? next()
    if (dice < 0.968 && posts.length > 0) {
      const { did, rkey } = pick(posts)
      return post('update', did, rkey)
    }
    const at = new Date(time / 1000).toISOString()
    const did = person()
    if (dice < 0.98)
      return { did, kind: 'identity', identity: { did, handle: `${did.slice(8, 14)}.test`, seq, time: at } }
    if (dice < 0.985) return { did, kind: 'account', account: { active: true, did, seq, time: at } }
    return commit('create', 'app.bsky.graph.block', did, tid(time, seq), {
      createdAt: created(),
      subject: person(),
    })
  }

  for (;;) {
    time += 1 + Math.floor(random() * 2 * spacing)
    seq++
    const { did, kind, ...rest } = next()
    yield { did, time_us: time - Math.floor(random() * disorder), kind, ...rest }
  }
}

function picture(random: () => number) {
  const image = {
    $type: 'blob',
    ref: { $link: `bafkrei${letters(random, 52)}` },
    mimeType: 'image/jpeg',
    size: 90_000,
  }
  return { $type: 'app.bsky.embed.images', images: [{ alt: 'Une photo', image }] }
}

export function take<T>(source: Generator<T>, count: number): T[] {
  return Array.from({ length: count }, () => source.next().value)
}
