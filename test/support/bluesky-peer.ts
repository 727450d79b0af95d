import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const SCRIPT = new URL('../../../shared/peers/peers.sh', import.meta.url).pathname
/** Where the servers live; not in a home that other users may not enter, for their database is run by another user. */
const PEERS = process.env.PEERS || join(tmpdir(), 'veillee-peers')
/** Their native modules are made for the system's Node. */
const PATH = (process.env.PATH ?? '')
  .split(':')
  .filter((part) => !part.includes('node_modules'))
  .join(':')
const env = { ...process.env, PEERS, PATH }

export interface BlueskyPeer {
  pds: string
  plc: string
  stop(): Promise<void>
}

/** Why the reference servers cannot be had here; undefined where they can. */
export function blueskyPeerAbsent(): string | undefined {
  if (!existsSync(SCRIPT)) return 'not run: no ../shared/peers here'
  if (!existsSync(join(PEERS, 'bluesky', 'node_modules')))
    return `not run: the servers are not installed (PEERS=${PEERS} peers.sh install bluesky)`
  return undefined
}

/** The reference servers of the network; those that were running already are left running. */
export async function startBlueskyPeer(): Promise<BlueskyPeer> {
  const before = await alive()
  const infra = ['postgres', 'redis']
  const running = await Promise.all(infra.map((name) => aliveAt(join(PEERS, '_infra', name, 'pid'))))
  if (!before) await run(SCRIPT, ['start', 'bluesky'], { env, timeout: 180_000 })
  const { pds, plc } = JSON.parse(await readFile(join(PEERS, 'bluesky', 'ready.json'), 'utf8'))
  return {
    pds,
    plc,
    async stop() {
      if (before) return
      const own = infra.filter((_, i) => !running[i]).map((name) => join('_infra', name))
      for (const part of ['bluesky', ...own])
        await run(join(PEERS, part, 'stop.sh'), { env, timeout: 60_000 })
    },
  }
}

function alive(): Promise<boolean> {
  return aliveAt(join(PEERS, 'bluesky', 'pid'))
}

async function aliveAt(file: string): Promise<boolean> {
  try {
    process.kill(Number(await readFile(file, 'utf8')), 0)
    return true
  } catch {
    return false
  }
}

/** Somebody with an account on the network, acting by its own interface and none of our code. */
export interface Member {
  did: string
  handle: string
  password: string
  call(nsid: string, input?: object): Promise<Record<string, unknown>>
  ask(nsid: string, params: Record<string, string>): Promise<Record<string, unknown>>
  post(text: string, more?: object): Promise<{ uri: string; cid: string }>
}

export async function memberAt(pds: string, name: string): Promise<Member> {
  const handle = `${name}-${Math.random().toString(36).slice(2, 8)}.test`
  const password = `pw-${name}`
  const input = { handle, password, email: `${handle}@mail.test` }
  const made = await answer(
    await fetch(`${pds}/xrpc/com.atproto.server.createAccount`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    }),
  )
  const did = String(made.did)
  const headers = { authorization: `Bearer ${made.accessJwt}`, 'content-type': 'application/json' }
  const member: Member = {
    did,
    handle,
    password,
    call: async (nsid, body = {}) =>
      answer(await fetch(`${pds}/xrpc/${nsid}`, { method: 'POST', headers, body: JSON.stringify(body) })),
    ask: async (nsid, params) =>
      answer(await fetch(`${pds}/xrpc/${nsid}?${new URLSearchParams(params)}`, { headers })),
    async post(text, more = {}) {
      const record = { $type: 'app.bsky.feed.post', text, createdAt: new Date().toISOString(), ...more }
      const collection = 'app.bsky.feed.post'
      const written = await member.call('com.atproto.repo.createRecord', { repo: did, collection, record })
      return { uri: String(written.uri), cid: String(written.cid) }
    },
  }
  return member
}

/** The same, with a name that others read. */
export async function namedMember(pds: string, name: string, displayName: string): Promise<Member> {
  const member = await memberAt(pds, name)
  const record = { $type: 'app.bsky.actor.profile', displayName }
  const place = { repo: member.did, collection: 'app.bsky.actor.profile', rkey: 'self' }
  await member.call('com.atproto.repo.putRecord', { ...place, record })
  return member
}

async function answer(response: Response): Promise<Record<string, unknown>> {
  const text = await response.text()
  if (!response.ok) throw new Error(`${response.url}: ${response.status} ${text}`)
  return text ? JSON.parse(text) : {}
}
