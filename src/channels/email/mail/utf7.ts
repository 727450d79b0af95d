const SHIFT = /\+([A-Za-z0-9+/]*)-?/g

/** UTF-7 (RFC 2152), which no platform decodes any more and old programs still write. */
export function decodeUtf7(text: string): string {
  return text.replace(SHIFT, (whole, coded: string) => {
    if (coded === '') return whole === '+-' ? '+' : whole
    const bytes = Buffer.from(coded, 'base64')
    if (bytes.length < 2) return whole
    const even = bytes.subarray(0, bytes.length - (bytes.length % 2))
    return Buffer.from(even).swap16().toString('utf16le')
  })
}

const CHARSET = /charset\s*=\s*"?(?:x-)?(?:unicode-[\d-]+-)?utf-7\b/i
const WORD = /=\?(?:unicode-[\d-]+-)?utf-7\?/i

/** Whether bodies, and whether headers, say that they are written so. */
export function saysUtf7(head: string): { body: boolean; words: boolean } {
  return { body: CHARSET.test(head), words: WORD.test(head) }
}
