import { isAddress } from './address.ts'
import { idsIn, type Parsed } from './parse.ts'

export interface Bounce {
  recipient?: string
  /** Enhanced status (RFC 3463), as `5.1.1`. */
  status?: string
  permanent: boolean
  /** Message-ID of the mail that came back. */
  of?: string
  /** The other server's words. */
  words?: string
}

const DAEMON = /^(?:mailer-daemon|postmaster|mail-daemon|mailerdaemon|microsoftexchange[0-9a-f]+|bounces?)@/i
const RETURNED =
  /undeliver|not deliver|delivery (?:status|has failed|failure|problem|incomplete)|returned (?:mail|to sender)|failure notice|mail (?:delivery|system) (?:failed|error)|non[- ](?:remis|distribu|délivr)|[ée]chec de (?:la )?(?:remise|livraison|distribution)|unzustellbar|nicht zugestellt|no se puede entregar/i
const TEXTS =
  /this (?:message|mail) was created automatically by mail delivery software|this is the (?:qmail-send program|mail system at)|delivery has failed to these recipients|échec de la remise (?:pour|à) ces destinataires|your message (?:wasn['’]t delivered|could not be delivered)|i wasn['’]t able to deliver your message/i
const STATUS = /\b([245]\.\d{1,3}\.\d{1,3})\b/
const REPLY_CODE = /(?:^|[\s(>:])([45]\d\d)[\s:-]/m

/** What came back, where this mail is a server saying so: by its form (RFC 3464), else by its sender and words. */
export function bounceOf(parsed: Parsed): Bounce | undefined {
  const report = partOf(parsed, 'message/delivery-status') ?? partOf(parsed, 'message/global-delivery-status')
  const declared = /report-type\s*=\s*"?(?:global-)?delivery-status/i.test(parsed.header('content-type'))
  if (report !== undefined) return fromReport(parsed, report)
  const text = (parsed.mail.text ?? parsed.mail.html ?? '').slice(0, 50_000)
  if (!declared && !looksReturned(parsed, text)) return undefined
  return fromText(parsed, text)
}

function looksReturned({ mail, header }: Parsed, text: string): boolean {
  if (header('x-failed-recipients')) return true
  const from = mail.from?.address ?? ''
  const nobody = /^<\s*>$/.test(header('return-path')) || DAEMON.test(from) || from === ''
  return nobody && (RETURNED.test(mail.subject ?? '') || TEXTS.test(text))
}

function fromReport(parsed: Parsed, report: string): Bounce | undefined {
  const blocks = report.split(/\r?\n\s*\r?\n/).map(fieldsOf)
  const recipients = blocks.filter((block) => block.has('final-recipient') || block.has('action'))
  const failed = recipients.find((block) => /^failed/i.test(block.get('action') ?? ''))
  const block = failed ?? recipients[0]
  if (!block) return fromText(parsed, parsed.mail.text ?? '')
  // A message that arrived, or was handed on, is no bounce.
  if (/^(?:delivered|relayed|expanded)/i.test(block.get('action') ?? '')) return undefined
  const status =
    STATUS.exec(block.get('status') ?? '')?.[1] ?? STATUS.exec(block.get('diagnostic-code') ?? '')?.[1]
  const said = block.get('final-recipient') ?? block.get('original-recipient') ?? ''
  return tidy(parsed, {
    recipient: said.replace(/^[^;]*;/, ''),
    status,
    permanent: failed !== undefined && !status?.startsWith('4'),
    words: block.get('diagnostic-code')?.replace(/^[^;]*;\s*/, ''),
  })
}

function fieldsOf(block: string): Map<string, string> {
  const unfolded = block.replace(/\r?\n[ \t]+/g, ' ')
  const fields = unfolded.matchAll(/^([A-Za-z-]{1,60})\s*:\s*(.*)$/gm)
  return new Map([...fields].map(([, name = '', value = '']) => [name.toLowerCase(), value.trim()]))
}

function fromText(parsed: Parsed, text: string): Bounce {
  const failed = parsed.header('x-failed-recipients').split(',')[0]
  const words = text.replace(
    /^[ \t>]*(?:message-id|references|in-reply-to|from|sender|return-path):.*$/gim,
    '',
  )
  const recipient =
    failed ||
    /<([^\s<>@]{1,200}@[^\s<>@]{1,250})>/.exec(words)?.[1] ||
    /^[ \t]*([^\s<>@:]{1,200}@[^\s<>@:]{1,250}):?[ \t\r]*$/m.exec(words)?.[1]
  const code = REPLY_CODE.exec(text)?.[1]
  const status = STATUS.exec(text)?.[1] ?? (code ? `${code[0]}.0.0` : undefined)
  const delayed = /\b(?:delayed|warning|retard|will (?:keep|continue) trying|no action is required)\b/i.test(
    `${parsed.mail.subject ?? ''}\n${text.slice(0, 2_000)}`,
  )
  const line = text.split(/\r?\n/).find((one) => STATUS.test(one) || REPLY_CODE.test(one))
  return tidy(parsed, {
    recipient,
    status,
    permanent: !delayed && !status?.startsWith('4'),
    words: line?.trim(),
  })
}

function tidy(
  parsed: Parsed,
  { recipient = '', status, permanent, words }: Partial<Bounce> & { permanent: boolean },
): Bounce {
  const address = recipient.trim().replace(/^<|>$/g, '').toLowerCase()
  const of = returned(parsed)
  return {
    ...(isAddress(address) && { recipient: address }),
    ...(status && { status }),
    permanent,
    ...(of && { of }),
    ...(words && { words: words.replace(/\s+/g, ' ').slice(0, 500) }),
  }
}

/** Id of the mail that came back, from the copy that servers add, or from what the bounce says that it answers. */
function returned(parsed: Parsed): string | undefined {
  const copy =
    partOf(parsed, 'message/rfc822') ??
    partOf(parsed, 'text/rfc822-headers') ??
    partOf(parsed, 'message/global') ??
    parsed.mail.text ??
    ''
  const said = /^[ \t>]*message-id:\s*(<[^<>\s]{1,500}>)/im.exec(copy.slice(0, 200_000))?.[1]
  return idsIn(said ?? parsed.header('in-reply-to'))[0] ?? idsIn(parsed.header('references')).at(-1)
}

function partOf({ mail }: Parsed, mediaType: string): string | undefined {
  const part = mail.attachments.find((one) => one.mimeType === mediaType)
  if (!part) return undefined
  return typeof part.content === 'string'
    ? part.content
    : Buffer.from(part.content as ArrayBuffer).toString('utf8')
}
