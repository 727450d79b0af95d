import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type DeskKind = 'github' | 'gitlab' | 'jira'
/** `cut-after`: it makes the issue and says nothing. `odd`: JSON, and nothing that is expected of it. */
export type DeskFault = 'cut-after' | 'busy' | 'token' | 'missing' | 'strange' | 'odd'

export interface MadeIssue {
  number: string
  title: string
  body: string
  labels: string
  end: 'open' | 'done' | 'refused'
  /** When it was closed; null: it is open, or the tool does not say. */
  closed: string | null
  /** Who closed it. */
  by: string | null
  comments: DeskComment[]
}

export interface DeskComment {
  id: number
  author: string
  text: string
  at: string
  /** When it was last written anew. */
  edited?: string
  /** Not to whoever raised it: a program's, a stranger's, or for their own people. */
  aside: boolean
}

export interface Desks {
  url: string
  token: string
  /** The next request meets it. */
  fault(fault: DeskFault): void
  made(kind: DeskKind): MadeIssue[]
  make(kind: DeskKind, issue: { title: string; body: string }): Promise<void>
  /** Closes all that is open, or one alone. */
  end(kind: DeskKind, how: 'done' | 'refused', at?: Date, one?: { number: string; by?: string }): void
  reopen(kind: DeskKind, number: string): void
  /** Writes under an issue. */
  comment(kind: DeskKind, number: string, said: Omit<DeskComment, 'id'>): DeskComment
  /** Writes a comment anew. */
  rewrite(kind: DeskKind, id: number, text: string, at: Date): void
  erase(kind: DeskKind, id: number): void
  /** Requests that came in. */
  asked: string[]
  reset(): void
  close(): Promise<void>
}

const TOKEN = 'jeton-de-test'

/** GitHub, GitLab and Jira as their published APIs say that they answer, as far as issues go. */
export async function startDesks(): Promise<Desks> {
  const issues: Record<DeskKind, MadeIssue[]> = { github: [], gitlab: [], jira: [] }
  let fault: DeskFault | undefined
  let comments = 0
  const asked: string[] = []
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request)
    const kind = request.url?.split('/')[1] as DeskKind
    asked.push(`${request.method} ${request.url}`)
    const met = fault
    fault = undefined
    const say = (status: number, value: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
    if (met === 'busy') return say(503, { message: 'busy' })
    if (met === 'missing') return say(404, { message: 'Not Found' })
    if (met === 'strange') return void response.writeHead(200).end('<!doctype html><title>Welcome</title>')
    if (met === 'odd') return say(200, { ok: true })
    if (met === 'token' || !allowed(kind, request)) return say(401, { message: 'Bad credentials' })
    const cut = met === 'cut-after'
    answer(kind, { request, response, body, say: cut ? () => response.destroy() : say, issues: issues[kind] })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const add = (kind: DeskKind, issue: Pick<MadeIssue, 'title' | 'body'>, labels = '') =>
    void issues[kind].push({
      ...issue,
      labels,
      ...fresh(kind, issues[kind].length + 1),
    })
  return {
    asked,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: TOKEN,
    fault: (next) => {
      fault = next
    },
    made: (kind) => issues[kind],
    make: async (kind, issue) => add(kind, issue),
    end: (kind, how, at, one) => {
      for (const issue of issues[kind].filter(({ number }) => !one || number === one.number))
        if (issue.end === 'open' || at)
          Object.assign(issue, { end: how, closed: at?.toISOString() ?? null, by: one?.by ?? null })
    },
    reopen: (kind, number) => {
      const issue = issues[kind].find((one) => one.number === number)
      if (issue) Object.assign(issue, { end: 'open', closed: null, by: null })
    },
    comment: (kind, number, said) => {
      const comment = { ...said, id: ++comments }
      issues[kind].find((one) => one.number === number)?.comments.push(comment)
      return comment
    },
    rewrite: (kind, id, text, at) => {
      const comment = issues[kind].flatMap((one) => one.comments).find((one) => one.id === id)
      if (comment) Object.assign(comment, { text, edited: at.toISOString() })
    },
    erase: (kind, id) => {
      for (const issue of issues[kind]) issue.comments = issue.comments.filter((one) => one.id !== id)
    },
    reset: () => {
      fault = undefined
      asked.length = 0
      for (const kind of Object.keys(issues) as DeskKind[]) issues[kind] = []
    },
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

function fresh(kind: DeskKind, n: number): Pick<MadeIssue, 'number' | 'end' | 'closed' | 'by' | 'comments'> {
  return { number: numberOf(kind, n), end: 'open', closed: null, by: null, comments: [] }
}

function numberOf(kind: DeskKind, n: number): string {
  return kind === 'jira' ? `SAV-${n}` : String(n)
}

function allowed(kind: DeskKind, { headers }: IncomingMessage): boolean {
  if (kind === 'gitlab') return headers['private-token'] === TOKEN
  const basic = `Basic ${Buffer.from(`lea@example.org:${TOKEN}`).toString('base64')}`
  return headers.authorization === (kind === 'jira' ? basic : `Bearer ${TOKEN}`)
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = ''
  for await (const chunk of request) text += chunk
  return text === '' ? {} : JSON.parse(text)
}

interface Exchange {
  request: IncomingMessage
  response: ServerResponse
  body: Record<string, unknown>
  say(status: number, value: unknown): unknown
  issues: MadeIssue[]
}

function answer(kind: DeskKind, exchange: Exchange): unknown {
  return { github, gitlab, jira }[kind](exchange)
}

function github({ request, body, say, issues }: Exchange) {
  const { pathname } = new URL(request.url ?? '', 'http://x')
  const shown = (one: MadeIssue) => ({
    ...{ number: Number(one.number), html_url: `https://github.example/i/${one.number}`, body: one.body },
    state: one.end === 'open' ? 'open' : 'closed',
    closed_at: one.closed,
    closed_by: one.by ? { login: one.by } : null,
    comments: one.comments.length,
    state_reason: one.end === 'open' ? null : one.end === 'done' ? 'completed' : 'not_planned',
  })
  const base = '/github/repos/ardoise/boutique'
  if (pathname === base) return say(200, { full_name: 'ardoise/boutique' })
  if (pathname === `${base}/issues` && request.method === 'POST') {
    const issue = keep(issues, 'github', { title: String(body.title), body: String(body.body) })
    return say(201, shown(issue))
  }
  if (pathname === `${base}/issues`) return say(200, [...issues].reverse().map(shown))
  const under = issues.find(({ number }) => pathname === `${base}/issues/${number}/comments`)
  if (under) return say(200, githubComments(under, new URL(request.url ?? '', 'http://x').searchParams))
  const one = issues.find(({ number }) => pathname === `${base}/issues/${number}`)
  return one ? say(200, shown(one)) : say(404, { message: 'Not Found' })
}

/** The oldest first, those written or changed since a moment, a page at a time. */
function githubComments({ number, comments }: MadeIssue, query: URLSearchParams) {
  const since = query.get('since') ?? ''
  const [size, page] = [Number(query.get('per_page') ?? 30), Number(query.get('page') ?? 1)]
  return comments
    .filter(({ at, edited }) => new Date(edited ?? at) >= new Date(since || 0))
    .sort((a, b) => a.id - b.id)
    .slice((page - 1) * size, page * size)
    .map(({ id, author, text, at, edited = at, aside }) => ({
      ...{ id, html_url: `https://github.example/i/${number}#c-${id}`, body: text },
      ...{ created_at: at, updated_at: edited },
      user: { login: author, type: aside && id % 2 === 0 ? 'Bot' : 'User' },
      author_association: aside ? 'NONE' : 'MEMBER',
    }))
}

function gitlab({ request, body, say, issues }: Exchange) {
  const { pathname } = new URL(request.url ?? '', 'http://x')
  const shown = (one: MadeIssue) => ({
    ...{ iid: Number(one.number), web_url: `https://gitlab.example/i/${one.number}`, description: one.body },
    state: one.end === 'open' ? 'opened' : 'closed',
    closed_at: one.closed,
    closed_by: one.by ? { name: one.by } : null,
    user_notes_count: one.comments.length,
  })
  const base = '/gitlab/api/v4/projects/ardoise%2Fsav%2Fboutique'
  if (pathname === base) return say(200, { id: 7 })
  if (pathname === `${base}/issues` && request.method === 'POST')
    return say(
      201,
      shown(keep(issues, 'gitlab', { title: String(body.title), body: String(body.description) })),
    )
  if (pathname === `${base}/issues`) return say(200, [...issues].reverse().map(shown))
  const under = issues.find(({ number }) => pathname === `${base}/issues/${number}/notes`)
  if (under)
    return say(200, newest(under, new URL(request.url ?? '', 'http://x').searchParams).map(gitlabNote))
  const one = issues.find(({ number }) => pathname === `${base}/issues/${number}`)
  return one ? say(200, shown(one)) : say(404, { message: '404 Not found' })
}

function newest({ comments }: MadeIssue, query: URLSearchParams): DeskComment[] {
  const size = Number(query.get('per_page') ?? query.get('maxResults') ?? 20)
  const from = query.has('startAt')
    ? Number(query.get('startAt'))
    : (Number(query.get('page') ?? 1) - 1) * size
  return [...comments].sort((a, b) => b.at.localeCompare(a.at) || b.id - a.id).slice(from, from + size)
}

function gitlabNote({ id, author, text, at, edited = at, aside }: DeskComment) {
  const system = aside && id % 2 === 0
  const times = { created_at: at, updated_at: edited }
  return { id, body: text, ...times, author: { name: author }, system, internal: aside && !system }
}

function jiraComment({ id, author, text, at, edited = at, aside }: DeskComment) {
  const times = { created: at.replace('Z', '+0000'), updated: edited.replace('Z', '+0000') }
  return {
    ...{ id: String(id), body: text, ...times, jsdPublic: !aside },
    author: { displayName: author, accountType: 'atlassian' },
  }
}

function jira({ request, body, say, issues }: Exchange) {
  const { pathname, searchParams } = new URL(request.url ?? '', 'http://x')
  if (pathname === '/jira/rest/api/2/project/SAV') return say(200, { key: 'SAV' })
  if (pathname === '/jira/rest/api/2/issue' && request.method === 'POST') {
    const fields = body.fields as { summary: string; description: string; labels: string[] }
    const words = { title: fields.summary, body: fields.description }
    return say(201, { key: keep(issues, 'jira', words, fields.labels.join(' ')).number })
  }
  if (pathname === '/jira/rest/api/2/search') {
    const label = /labels = "([^"]+)"/.exec(searchParams.get('jql') ?? '')?.[1] ?? ''
    return say(200, {
      issues: issues.filter((one) => one.labels === label).map(({ number }) => ({ key: number })),
    })
  }
  const under = issues.find(({ number }) => pathname === `/jira/rest/api/2/issue/${number}/comment`)
  if (under)
    return say(200, {
      total: under.comments.length,
      comments: newest(under, searchParams).map(jiraComment),
    })
  const one = issues.find(({ number }) => pathname === `/jira/rest/api/2/issue/${number}`)
  if (!one) return say(404, { errorMessages: ['Issue does not exist'] })
  const resolution = one.end === 'open' ? null : { name: one.end === 'done' ? 'Done' : 'Won’t do' }
  return say(200, {
    fields: {
      status: { statusCategory: { key: one.end === 'open' ? 'new' : 'done' } },
      ...{ resolution, resolutiondate: one.closed?.replace('Z', '+0000') ?? null },
    },
    changelog: { histories: one.by ? [jiraChange(one.by)] : [] },
  })
}

function jiraChange(by: string) {
  const items = [{ field: 'resolution' }, { field: 'status' }]
  return { created: '2026-11-18T10:00:00.000+0100', author: { displayName: by }, items }
}

function keep(
  issues: MadeIssue[],
  kind: DeskKind,
  words: Pick<MadeIssue, 'title' | 'body'>,
  labels = '',
): MadeIssue {
  const issue: MadeIssue = {
    ...words,
    labels,
    ...fresh(kind, issues.length + 1),
  }
  issues.push(issue)
  return issue
}
