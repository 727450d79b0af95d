/** Keys whose values are secrets, compared without case, `-` and `_`. */
const SECRETS = new Set(
  `password passphrase secret token accesstoken refreshtoken idtoken apikey authorization cookie setcookie
  credential credentials sealed privatekey clientsecret signature otp totp recoverycode session sessionid
  databaseurl connectionstring`.split(/\s+/),
)

/** Keys whose values are what people wrote: they are the customers' words, not the operator's. */
const WORDS = new Set(
  'text content html body subject summary note draft quote snippet message bio parameters'.split(' '),
)

/** And whatever else ends so: `webhookSecret`, `newPassword`, `accessJwt`, `X-Api-Key`. */
const SECRET_END =
  /(?:passwords?|passphrase|passwd|secrets?|secretkey|tokens?|apikeys?|privatekey|authorization|cookies?|credentials?|jwt|bearer)$|^pass$/
const WORDS_END = /(?:[a-z](?<!con|pre|hyper)text|html|body|draft)$/

const DEEPEST = 6

/** A copy of `fields` fit for the log; `[secret]` and `[text]` stand for what was taken out. */
export function redact(fields: Record<string, unknown>): Record<string, unknown> {
  return cleanObject(fields, 0)
}

function cleanObject(fields: object, depth: number): Record<string, unknown> {
  const clean: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(fields)) clean[key] = cleanEntry(key, value, depth)
  return clean
}

function cleanEntry(key: string, value: unknown, depth: number): unknown {
  const name = key.replaceAll(/[-_]/g, '').toLowerCase()
  if (value === undefined || value === null || typeof value === 'boolean') return value
  if (SECRETS.has(name)) return '[secret]'
  if (typeof value !== 'number' && SECRET_END.test(name)) return '[secret]'
  if (typeof value !== 'number' && (WORDS.has(name) || WORDS_END.test(name))) return '[text]'
  return clean(value, depth)
}

function clean(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return withoutPassword(value)
  if (typeof value === 'bigint') return value.toString()
  if (typeof value !== 'object' || value === null) return value
  if (value instanceof Error) return describeError(value)
  if (value instanceof Date) return value.toISOString()
  if (depth >= DEEPEST) return '[deep]'
  if (Array.isArray(value)) return value.map((item) => clean(item, depth + 1))
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`
  return cleanObject(value, depth + 1)
}

/** What a log needs of an error: no other property of it is copied, for libraries hang requests and rows on them. */
export function describeError(error: unknown): unknown {
  return describe(error, 0)
}

function describe(error: unknown, depth: number): unknown {
  if (!(error instanceof Error)) return clean(error, depth)
  const { id, code } = error as { id?: unknown; code?: unknown }
  return {
    type: error.name,
    message: safeMessage(error),
    ...(typeof id === 'string' && { id }),
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    stack: stackFrames(error),
    ...(error.cause !== undefined && depth < DEEPEST && { cause: describe(error.cause, depth + 1) }),
  }
}

function stackFrames(error: Error): string | undefined {
  return error.stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .map((line) => line.trim())
    .join('\n')
}

/** PostgreSQL quotes the offending value in data errors (class 22), and that value may be a message's text. */
export function safeMessage(error: Error): string {
  const code = (error as { code?: unknown }).code
  const data = 'severity' in error && typeof code === 'string' && code.startsWith('22')
  return withoutPassword(data ? error.message.replace(/["«].*$/su, '[value]') : error.message)
}

/** A password may itself hold `@` or `/`, unescaped; only what is a port and a path has none. */
const IN_ADDRESS = /(\/\/[^:/?#@\s"'<>]*):(?!\d{1,5}[/?#])[^\s"'<>]*@/g
/** The parts of an address that open doors by themselves. */
const IN_QUERY =
  /([?&#](?:[\w.-]*[_.-])?(?:access_?token|token|code|key|api_?key|secret|password|signature|sig)=)[^&#\s"'<>]+/gi

/** Addresses and words as they are, but for the passwords and tokens that addresses carry. */
export function withoutPassword(text: string): string {
  return text.replaceAll(IN_ADDRESS, '$1:[secret]@').replaceAll(IN_QUERY, '$1[secret]')
}
