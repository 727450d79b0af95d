import WebSocket from 'ws'
import { asHttpFailure } from './failing.ts'
import { checkHeaders } from './headers.ts'
import { HttpFailure, type SafeSocket, type SocketMessage, type SocketOptions } from './http.ts'
import { type Guard, parseTarget, pinned, portOf } from './target.ts'

const SOCKETS = ['ws:', 'wss:'] as const
const DEFAULT_PAYLOAD = 1024 * 1024
/** Held for a slow reader before the sender is held back. */
const MOST_WAITING = 4 * 1024 * 1024

/** Resolves once the handshake is done; throws HttpFailure otherwise. */
export async function openSocket(
  guard: Guard,
  userAgent: string,
  address: string,
  options: SocketOptions,
): Promise<SafeSocket> {
  const { headers = {}, protocols = [], maxPayload = DEFAULT_PAYLOAD, compress = false, signal } = options
  const url = parseTarget(address, SOCKETS)
  const checked = checkHeaders(headers)
  const addresses = await guard.resolve(url.hostname, portOf(url))
  if (signal?.aborted) throw new HttpFailure('aborted', 'aborted by the caller')
  const socket = new WebSocket(url, protocols, {
    headers: { 'user-agent': userAgent, ...checked },
    lookup: pinned(addresses),
    maxPayload,
    perMessageDeflate: compress,
    handshakeTimeout: options.timeoutMs ?? 15_000,
    followRedirects: false,
  })
  return opened(socket, options)
}

function opened(socket: WebSocket, options: SocketOptions): Promise<SafeSocket> {
  const { signal, idleMs = 60_000 } = options
  const queue = receive(socket)
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      queue.fail(new HttpFailure('aborted', 'aborted by the caller'))
      socket.terminate()
    }
    signal?.addEventListener('abort', onAbort, { once: true })
    socket.once('close', () => signal?.removeEventListener('abort', onAbort))
    socket.once('unexpected-response', (request, response) => {
      const { statusCode } = response
      response.resume()
      request.destroy()
      reject(new HttpFailure('bad-response', `handshake answered ${statusCode}`))
    })
    socket.on('error', (error) => {
      const failure = handshakeFailure(error, socket)
      queue.fail(failure)
      reject(signal?.aborted ? new HttpFailure('aborted', 'aborted by the caller') : failure)
    })
    socket.once('open', () => {
      watch(socket, idleMs, queue)
      resolve(safeSocket(socket, queue))
    })
  })
}

function handshakeFailure(error: Error, socket: WebSocket): HttpFailure {
  if (error.message === 'Opening handshake has timed out') return new HttpFailure('timeout', error.message)
  return asHttpFailure(error, socket.readyState !== WebSocket.CONNECTING)
}

interface Queue {
  take(): Promise<SocketMessage[] | undefined>
  fail(failure: HttpFailure): void
  closed: { code: number; reason: string } | undefined
}

/** Listens from before the handshake, for messages may come in the same packet as its answer. */
function receive(socket: WebSocket): Queue {
  let waiting: SocketMessage[] = []
  let bytes = 0
  let failure: HttpFailure | undefined
  let wake: (() => void) | undefined
  const queue: Queue = {
    closed: undefined,
    fail(reason) {
      failure ??= reason
      wake?.()
    },
    async take() {
      while (waiting.length === 0) {
        if (failure) throw failure
        if (queue.closed) return undefined
        await new Promise<void>((resolve) => {
          wake = resolve
        })
      }
      const taken = waiting
      waiting = []
      bytes = 0
      if (socket.isPaused) socket.resume()
      return taken
    },
  }
  socket.on('message', (data: Buffer, binary: boolean) => {
    waiting.push(binary ? data : data.toString())
    bytes += data.byteLength
    if (bytes > MOST_WAITING) socket.pause()
    wake?.()
  })
  socket.on('close', (code, reason) => {
    queue.closed = { code, reason: reason.toString() }
    if (code === 1006) failure ??= new HttpFailure('cut', 'connection lost without a closing frame')
    wake?.()
  })
  return queue
}

/** A peer that vanished leaves TCP waiting for minutes: ask twice per `idleMs`, and count silence as death. */
function watch(socket: WebSocket, idleMs: number, queue: Queue): void {
  let heard = true
  const hear = () => {
    heard = true
  }
  socket.on('message', hear).on('pong', hear).on('ping', hear)
  let silent = 0
  const timer = setInterval(() => {
    silent = heard || socket.isPaused ? 0 : silent + 1
    heard = false
    if (silent >= 2) {
      queue.fail(new HttpFailure('timeout', `silent for ${idleMs} ms`))
      return socket.terminate()
    }
    if (socket.readyState === WebSocket.OPEN) socket.ping()
  }, idleMs / 2)
  socket.once('close', () => clearInterval(timer))
}

function safeSocket(socket: WebSocket, queue: Queue): SafeSocket {
  return {
    protocol: socket.protocol,
    get closed() {
      return queue.closed
    },
    send(data) {
      if (socket.readyState === WebSocket.OPEN) socket.send(data)
    },
    close(code = 1000, reason = '') {
      socket.close(code, reason)
    },
    async *[Symbol.asyncIterator]() {
      try {
        for (let taken = await queue.take(); taken; taken = await queue.take()) yield taken
      } finally {
        socket.terminate()
      }
    },
  }
}
