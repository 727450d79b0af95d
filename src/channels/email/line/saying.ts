import { clip } from '../../../../lib/text/index.ts'

/** Words of a server, short and in one line. */
export function wordsOf(text: unknown): string {
  const line = String(text ?? '').replace(/\p{Cc}+/gu, ' ')
  return clip(line.trim(), 300).trimEnd()
}

/** Codes of a line that could not be made safe, as Node and OpenSSL name them. */
export const TLS = /^(?:CERT_|ERR_TLS_|ERR_SSL_|EPROTO$|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)/
