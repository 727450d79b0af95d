import { z } from 'zod'
import { HttpFailure as Failed, type HttpFailure } from '../../lib/http/index.ts'
import {
  type Account,
  type Channel,
  ChannelFailure,
  type Errand,
  type Failure,
  type Host,
  type Sent,
} from '../../src/channels/index.ts'
import type { Said } from './echo-network.ts'

const config = z.object({
  url: z.string(),
  character: z.enum(['idempotent', 'findable', 'silent']),
  token: z.string(),
  /** Seconds after which what is not found is believed absent. */
  after: z.number().default(1),
})
type Config = z.infer<typeof config>

/** A channel to the echo network, as strict as the real ones must be about what may have been done. */
export const echo: Channel<Config> = {
  id: 'echo',
  name: 'Echo',
  config,
  limits: { text: 500, media: 4 },
  inbox: true,
  publish: say,
  reply: say,
  again: ({ config: { character, after } }) =>
    character === 'idempotent'
      ? { kind: 'harmless' }
      : character === 'findable'
        ? { kind: 'find', after }
        : { kind: 'never' },
  async find({ config: { url, token } }, errand, host) {
    const text = errand.draft?.text ?? ''
    const reply = await host.http
      .request(`${url}/said?text=${encodeURIComponent(text)}`, {
        headers: { authorization: token },
        signal: host.signal,
      })
      .catch((error: HttpFailure) => {
        throw new ChannelFailure({ kind: 'unreachable', detail: error.kind })
      })
    if (reply.status !== 200) throw new ChannelFailure({ kind: 'bad-response', detail: `${reply.status}` })
    const { said } = JSON.parse(Buffer.from(reply.body).toString()) as { said: Said[] }
    return said[0] && sentOf(said[0])
  },
}

async function say({ config: { url, token } }: Account<Config>, errand: Errand, host: Host): Promise<Sent> {
  const told = {
    key: errand.key,
    account: token,
    text: errand.draft?.text ?? '',
    at: errand.at.toISOString(),
    replyTo: errand.to?.id,
  }
  const reply = await host.http
    .request(`${url}/say`, {
      method: 'POST',
      headers: { authorization: token, 'content-type': 'application/json' },
      body: JSON.stringify(told),
      signal: host.signal,
    })
    .catch((error: unknown) => {
      throw new ChannelFailure(lost(error))
    })
  const text = Buffer.from(reply.body).toString()
  if (reply.status !== 200) throw new ChannelFailure(refusal(reply.status, reply.headers, host))
  return sentOf(JSON.parse(text) as Said)
}

/** Bytes that may have left may have been heard. */
function lost(error: unknown): Failure {
  if (!(error instanceof Failed)) throw error
  return { kind: error.sent ? 'uncertain' : 'unreachable', detail: error.kind }
}

function refusal(status: number, headers: Record<string, string>, host: Host): Failure {
  if (status === 401) return { kind: 'token-dead', detail: '401' }
  if (status === 429) {
    const seconds = Number(headers['retry-after'] ?? 1)
    return { kind: 'rate-limited', until: new Date(host.now().getTime() + seconds * 1000) }
  }
  if (status < 500) return { kind: 'refused', detail: `${status}` }
  return { kind: 'uncertain', detail: `${status}` }
}

function sentOf(said: Said): Sent {
  const url = `https://echo.example/${encodeURIComponent(said.id)}`
  return {
    url,
    activity: {
      verb: 'Create',
      externalId: said.id,
      published: new Date(said.at),
      actor: { id: `echo:${said.account}`, name: said.account },
      object: {
        type: 'Note',
        id: said.id,
        text: said.text,
        url,
        ...(said.replyTo ? { inReplyTo: said.replyTo, thread: said.replyTo } : {}),
      },
      visibility: 'public',
      ours: true,
    },
  }
}

/** What the network's own stream gives of it. */
export function echoEvent(said: Said) {
  return { ...sentOf(said).activity, ours: false }
}
