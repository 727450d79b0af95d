import * as oauth from 'oauth4webapi'
import type { HttpReply } from '../../../../../lib/http/index.ts'
import { ChannelFailure, type Host } from '../../../channel.ts'
import { networkFailure } from '../reach/failure.ts'

const NO_BODY = new Set([204, 205, 304])

/** The library's exchanges go out by the one safe door; `heard` is given each answer as it came. */
export function door({ http, signal }: Host, heard?: (reply: HttpReply) => void) {
  return async (url: string, init: oauth.CustomFetchOptions<string, unknown>): Promise<Response> => {
    const { method, headers, body } = init
    const reply = await http.request(url, {
      method: method as 'GET' | 'POST',
      headers,
      ...(body !== undefined && body !== null && { body: body instanceof Uint8Array ? body : String(body) }),
      signal,
      redirects: 0,
      accept: headers.accept,
      maxBytes: 8 * 1024 * 1024,
    })
    heard?.(reply)
    const { status } = reply
    return new Response(NO_BODY.has(status) ? null : new Uint8Array(reply.body), {
      status,
      headers: reply.headers,
    })
  }
}

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])$/

export function isLoopback(url: string): boolean {
  return LOOPBACK.test(URL.parse(url)?.hostname ?? '')
}

/** Tokens travel in clear on this machine only. */
export function way(url: string, host: Host, heard?: (reply: HttpReply) => void) {
  return { [oauth.customFetch]: door(host, heard), [oauth.allowInsecureRequests]: isLoopback(url) }
}

/** Once more where the server only wanted its own number used once in the proof. */
export async function withNonce<T>(exchange: () => Promise<T>): Promise<T> {
  try {
    return await exchange()
  } catch (error) {
    if (!oauth.isDPoPNonceError(error)) throw error
    return exchange()
  }
}

/** What went wrong with an authorisation server, in the words of channels; errors of ours go on as they are. */
export function oauthFailure(error: unknown): unknown {
  if (error instanceof oauth.ResponseBodyError) {
    const detail = error.error_description ?? error.error
    const kind =
      error.status >= 500 ? 'unreachable' : error.error === 'invalid_grant' ? 'token-dead' : 'refused'
    return new ChannelFailure({ kind, detail: detail.slice(0, 300) }, { cause: error })
  }
  if (error instanceof oauth.AuthorizationResponseError) {
    const detail = error.error === 'access_denied' ? 'bluesky-account.sign-in-denied' : error.error
    return new ChannelFailure({ kind: 'refused', detail: detail.slice(0, 300) }, { cause: error })
  }
  const strange =
    error instanceof oauth.OperationProcessingError || error instanceof oauth.WWWAuthenticateChallengeError
  if (strange || error instanceof oauth.UnsupportedOperationError)
    return new ChannelFailure({ kind: 'bad-response', detail: 'http.bad-response' }, { cause: error })
  return networkFailure(error, false)
}
