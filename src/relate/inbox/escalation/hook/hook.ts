import { createHmac, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { constantTimeEqual } from '../../../../../lib/crypto/index.ts'
import type { Refusal } from '../tables.ts'
import type { Tool } from '../tool/tool.ts'

type Kind = Tool['kind']

/** One request as it came. */
export interface Delivery {
  /** Names in small letters. */
  headers: Readonly<Record<string, string>>
  /** Of the address: for tools that sign nothing. */
  key: string | null
  body: Uint8Array
}

/** How far the clock of a tool that signs its time may be from ours, in milliseconds. */
const WINDOW = 5 * 60_000
/** Longest of a header that is looked at. */
const MOST = 2000

/** As Standard Webhooks writes a secret, which all three tools take: 32 random bytes. */
export function newSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}

/**
 * Whether a delivery comes from whoever holds one of our secrets; undefined: it does. GitHub and Jira sign the body
 * (HMAC-SHA256, hexadecimal); GitLab sends the secret itself or, where it signs, what Standard Webhooks describes: HMAC-SHA256
 * of id, time and body, base64. A signature that is there is checked, whatever else is.
 */
export function refusalOf(
  kind: Kind,
  secrets: readonly string[],
  { headers, key, body }: Delivery,
  now: Date,
): Refusal | undefined {
  const given = (name: string) => headers[name]?.slice(0, MOST)
  if (kind === 'gitlab') {
    const signature = given('webhook-signature')
    if (signature !== undefined) return signedRefusal(secrets, signature, { headers, body }, now)
    return matching(given('x-gitlab-token'), secrets)
  }
  const signature = given(kind === 'github' ? 'x-hub-signature-256' : 'x-hub-signature')
  if (signature === undefined && kind === 'jira') return matching(key?.slice(0, MOST), secrets)
  const signed = secrets.map((secret) => `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`)
  return matching(signature?.toLowerCase(), signed)
}

function signedRefusal(
  secrets: readonly string[],
  signature: string,
  { headers, body }: Pick<Delivery, 'headers' | 'body'>,
  now: Date,
): Refusal | undefined {
  const time = headers['webhook-timestamp'] ?? ''
  const head = `${headers['webhook-id'] ?? ''}.${time}.`
  const signed = secrets.map((secret) => {
    const bytes = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
    return `v1,${createHmac('sha256', bytes).update(head).update(body).digest('base64')}`
  })
  const found = signature.split(' ').filter((one) => matching(one, signed) === undefined)
  if (found.length === 0) return 'signature'
  const away = /^\d{1,12}$/.test(time)
    ? Math.abs(now.getTime() - Number(time) * 1000)
    : Number.POSITIVE_INFINITY
  return away <= WINDOW ? undefined : 'late'
}

/** Every one is compared, whichever it is. */
function matching(given: string | undefined, expected: readonly string[]): Refusal | undefined {
  if (given === undefined || given === '') return 'unsigned'
  return expected.filter((one) => constantTimeEqual(given, one)).length > 0 ? undefined : 'signature'
}

/** What a delivery is about. Of an issue, only which one: how it stands is asked of the tool itself. */
export interface News {
  /** As the tool calls it. */
  event: string
  about: { project: string; number: string } | 'ping' | 'other'
}

const github = z.object({
  action: z.string().optional(),
  issue: z.object({ number: z.number(), pull_request: z.unknown().optional() }).optional(),
  repository: z.object({ full_name: z.string() }).optional(),
})
const gitlab = z.object({
  object_kind: z.string().optional(),
  project: z.object({ path_with_namespace: z.string() }).optional(),
  object_attributes: z.object({ iid: z.number().optional(), action: z.string().nullish() }).optional(),
  issue: z.object({ iid: z.number() }).optional(),
})
const jira = z.object({
  webhookEvent: z.string().optional(),
  issue: z.object({ key: z.string().regex(/^[A-Z][A-Z0-9_]*-\d{1,12}$/) }).optional(),
})

/** Changes of an issue that say something to whoever raised it. */
const GITHUB = ['closed', 'reopened', 'deleted', 'transferred']
/** Of GitLab no delivery tells that a comment was taken away: that is found at the next look. */
const GITLAB = ['close', 'reopen']
const JIRA = [
  ...['jira:issue_updated', 'jira:issue_deleted', 'issue_commented'],
  ...['comment_created', 'comment_updated', 'comment_deleted'],
]
const GITHUB_COMMENTS = ['created', 'edited', 'deleted']

/** Undefined: no delivery of that tool. */
export function newsOf(kind: Kind, { headers, body }: Pick<Delivery, 'headers' | 'body'>): News | undefined {
  const json = jsonIn(headers['content-type'] ?? '', body)
  if (json === undefined) return undefined
  return { github: githubNews, gitlab: gitlabNews, jira: jiraNews }[kind](headers, json)
}

function jsonIn(type: string, body: Uint8Array): unknown {
  const text = Buffer.from(body).toString()
  // GitHub puts the document into a form unless it is told otherwise.
  const form = type.toLowerCase().startsWith('application/x-www-form-urlencoded')
  try {
    return JSON.parse(form ? (new URLSearchParams(text).get('payload') ?? '') : text)
  } catch {
    return undefined
  }
}

function githubNews(headers: Delivery['headers'], json: unknown): News | undefined {
  const read = github.safeParse(json)
  const name = headers['x-github-event']
  if (!read.success || !name) return undefined
  const { action, issue, repository } = read.data
  const event = named(action ? `${name}.${action}` : name)
  if (name === 'ping') return { event, about: 'ping' }
  const said =
    (name === 'issue_comment' && GITHUB_COMMENTS.includes(action ?? '')) ||
    (name === 'issues' && GITHUB.includes(action ?? ''))
  // To GitHub a pull request is an issue too.
  if (!said || !issue || issue.pull_request || !repository) return { event, about: 'other' }
  return { event, about: { project: repository.full_name, number: String(issue.number) } }
}

function gitlabNews(headers: Delivery['headers'], json: unknown): News | undefined {
  const read = gitlab.safeParse(json)
  if (!read.success || !headers['x-gitlab-event']) return undefined
  const { object_kind: kind, project, object_attributes: what, issue } = read.data
  const event = named(what?.action ? `${kind}.${what.action}` : (kind ?? ''))
  const number =
    kind === 'note'
      ? issue?.iid
      : kind === 'issue' && GITLAB.includes(what?.action ?? '')
        ? what?.iid
        : undefined
  if (number === undefined || !project) return { event, about: 'other' }
  return { event, about: { project: project.path_with_namespace, number: String(number) } }
}

function jiraNews(_: Delivery['headers'], json: unknown): News | undefined {
  const read = jira.safeParse(json)
  if (!read.success || read.data.webhookEvent === undefined) return undefined
  const { webhookEvent, issue } = read.data
  const event = named(webhookEvent)
  if (!JIRA.includes(webhookEvent) || !issue) return { event, about: 'other' }
  return { event, about: { project: issue.key.replace(/-\d+$/, ''), number: issue.key } }
}

/** What a tool calls things is shown to people, and no longer than they read. */
function named(event: string): string {
  return event.replace(/[^\w.:-]/g, '').slice(0, 60)
}

const IDS: Record<Kind, readonly string[]> = {
  github: ['x-github-delivery'],
  gitlab: ['idempotency-key', 'webhook-id', 'x-gitlab-event-uuid'],
  jira: ['x-atlassian-webhook-identifier'],
}

/** What the tool calls this delivery, to find it in its own log. */
export function deliveryId(kind: Kind, headers: Delivery['headers']): string | null {
  const found = IDS[kind].map((name) => headers[name]).find((one) => one)
  return found?.replace(/[^\w.:-]/g, '').slice(0, 100) || null
}
