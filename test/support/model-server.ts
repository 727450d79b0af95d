import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ModelServer {
  /** To be set as the address of the outside model. */
  url: string
  /** What was asked, as it came. */
  heard: string[]
  /** What it writes, piece by piece; the last piece waits for `release`. */
  pieces: string[]
  release(): void
  close(): Promise<void>
}

/** A language model at the wire of chat completions, that writes what a test tells it to. */
export async function startModel(): Promise<ModelServer> {
  let gate = Promise.withResolvers<void>()
  const http = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    server.heard.push(body)
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    const say = (delta: object, more: object = {}) =>
      response.write(`data: ${JSON.stringify({ choices: [{ delta, ...more }] })}\n\n`)
    const last = server.pieces.length - 1
    for (const content of server.pieces.slice(0, last)) say({ content })
    await gate.promise
    gate = Promise.withResolvers()
    say({ content: server.pieces[last] }, { finish_reason: 'stop' })
    const usage = { prompt_tokens: 400, completion_tokens: 50 }
    response.end(`data: ${JSON.stringify({ choices: [], usage })}\n\ndata: [DONE]\n\n`)
  })
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  const server: ModelServer = {
    url: `http://127.0.0.1:${(http.address() as AddressInfo).port}/v1`,
    heard: [],
    pieces: [''],
    release: () => gate.resolve(),
    close: async () => {
      gate.resolve()
      http.closeAllConnections()
      http.close()
      await once(http, 'close')
    },
  }
  return server
}
