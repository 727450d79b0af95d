import { z } from 'zod'
import type { SafeHttp } from '../../../../../lib/http/index.ts'
import type { Issue } from '../tables.ts'
import { COMMENTS, type Comment, type CommentPage, linkOf, momentOf } from './comment.ts'
import { read, ToolFailure, thrown } from './failure.ts'
import type { Tool } from './tool.ts'

/** What is made in a tool. */
export interface Draft {
  title: string
  body: string
  /** Stands in the body, or as a label. */
  marker: string
  /** Not before it can one of ours have been made. */
  since: Date
}

/** How an issue stands: `refused` is closed without being done. */
export type Standing = 'open' | 'done' | 'refused' | 'gone'

/** How an issue stands; since when and by whom, where it is closed and its tool says so. */
export interface Look {
  standing: Standing
  closed: Date | null
  by: string | null
  url: string | null
  /** Somebody may have written under it. */
  commented: boolean
}

interface Ask {
  method?: 'GET' | 'POST'
  path: string
  body?: unknown
}

/** How one tool is spoken to; all else is the same for each. */
interface Dialect {
  headers(tool: Tool, token: string): Record<string, string>
  check(tool: Tool): Ask
  create(tool: Tool, draft: Draft): Ask
  created(tool: Tool, answer: unknown): Issue
  find(tool: Tool, draft: Draft, page: number): Ask
  found(tool: Tool, answer: unknown, marker: string): { issue?: Issue; more: boolean }
  look(tool: Tool, number: string): Ask
  standing(answer: unknown): Look
}

const PAGE = 100

/** What is the same of all: a tool that does not count its comments may have some. */
function lookOf(
  standing: Standing,
  said: {
    closed?: string | null | undefined
    by?: string | null | undefined
    url?: string
    comments?: number | null | undefined
  },
): Look {
  const over = standing !== 'open'
  return {
    standing,
    closed: over ? momentOf(said.closed) : null,
    by: over ? said.by?.slice(0, 200) || null : null,
    url: linkOf(said.url),
    commented: said.comments !== 0,
  }
}

const json = { 'content-type': 'application/json' }

const githubIssue = z.object({
  number: z.number(),
  html_url: z.string(),
  body: z.string().nullish(),
  state: z.string(),
  state_reason: z.string().nullish(),
  closed_at: z.string().nullish(),
  closed_by: z.object({ login: z.string() }).nullish(),
  comments: z.number().nullish(),
})
const github: Dialect = {
  headers: (_, token) => ({
    ...{ authorization: `Bearer ${token}`, accept: 'application/vnd.github+json' },
    'x-github-api-version': '2022-11-28',
  }),
  check: ({ project }) => ({ path: `/repos/${project}` }),
  create: ({ project }, { title, body }) => ({
    method: 'POST',
    path: `/repos/${project}/issues`,
    body: { title, body },
  }),
  created: (_, answer) => githubOf(githubIssue.parse(answer)),
  find: ({ project }, { since }, page) => ({
    path: `/repos/${project}/issues?state=all&sort=created&direction=desc&per_page=${PAGE}&page=${page}&since=${since.toISOString()}`,
  }),
  found(_, answer, marker) {
    const all = z.array(githubIssue).parse(answer)
    const mine = all.find(({ body }) => body?.includes(marker))
    return { ...(mine && { issue: githubOf(mine) }), more: all.length === PAGE }
  },
  look: ({ project }, number) => ({ path: `/repos/${project}/issues/${number}` }),
  standing(answer) {
    const { state, state_reason, closed_at, closed_by, html_url, comments } = githubIssue.parse(answer)
    const refused = state_reason === 'not_planned' || state_reason === 'duplicate'
    const standing = state !== 'closed' ? 'open' : refused ? 'refused' : 'done'
    return lookOf(standing, { closed: closed_at, by: closed_by?.login, url: html_url, comments })
  },
}

function githubOf({ number, html_url }: z.output<typeof githubIssue>): Issue {
  return { number: String(number), url: html_url }
}

const gitlabIssue = z.object({
  iid: z.number(),
  web_url: z.string(),
  description: z.string().nullish(),
  state: z.string(),
  closed_at: z.string().nullish(),
  closed_by: z.object({ name: z.string() }).nullish(),
  user_notes_count: z.number().nullish(),
})
const gitlab: Dialect = {
  headers: (_, token) => ({ 'private-token': token }),
  check: ({ project }) => ({ path: `/api/v4/projects/${encodeURIComponent(project)}` }),
  create: ({ project }, { title, body }) => ({
    ...{ method: 'POST', path: `/api/v4/projects/${encodeURIComponent(project)}/issues` },
    body: { title, description: body },
  }),
  created: (_, answer) => gitlabOf(gitlabIssue.parse(answer)),
  find: ({ project }, { since }, page) => ({
    path: `/api/v4/projects/${encodeURIComponent(project)}/issues?scope=all&state=all&order_by=created_at&sort=desc&per_page=${PAGE}&page=${page}&created_after=${since.toISOString()}`,
  }),
  found(_, answer, marker) {
    const all = z.array(gitlabIssue).parse(answer)
    const mine = all.find(({ description }) => description?.includes(marker))
    return { ...(mine && { issue: gitlabOf(mine) }), more: all.length === PAGE }
  },
  look: ({ project }, number) => ({
    path: `/api/v4/projects/${encodeURIComponent(project)}/issues/${number}`,
  }),
  standing(answer) {
    const { state, closed_at, closed_by, web_url, user_notes_count: comments } = gitlabIssue.parse(answer)
    const said = { closed: closed_at, by: closed_by?.name, url: web_url, comments }
    return lookOf(state === 'closed' ? 'done' : 'open', said)
  },
}

function gitlabOf({ iid, web_url }: z.output<typeof gitlabIssue>): Issue {
  return { number: String(iid), url: web_url }
}

const jiraIssue = z.object({ key: z.string() })
const jiraStanding = z.object({
  fields: z.object({
    status: z.object({ statusCategory: z.object({ key: z.string() }) }),
    resolution: z.object({ name: z.string() }).nullish(),
    resolutiondate: z.string().nullish(),
  }),
  changelog: z
    .object({
      histories: z.array(
        z.object({
          created: z.string(),
          author: z.object({ displayName: z.string().nullish() }).nullish(),
          items: z.array(z.object({ field: z.string().nullish() })),
        }),
      ),
    })
    .nullish(),
})

/** Who changed last how an issue stands. */
function changedBy({ changelog }: z.output<typeof jiraStanding>): string | null {
  const moves = (changelog?.histories ?? []).filter(({ items }) =>
    items.some(({ field }) => field === 'status' || field === 'resolution'),
  )
  const times = moves.map(({ created }) => momentOf(created)?.getTime() ?? 0)
  return moves[times.indexOf(Math.max(...times))]?.author?.displayName ?? null
}
const jira: Dialect = {
  headers: (tool, token) => {
    const user = tool.kind === 'jira' ? tool.user : ''
    return { authorization: `Basic ${Buffer.from(`${user}:${token}`).toString('base64')}` }
  },
  check: ({ project }) => ({ path: `/rest/api/2/project/${project}` }),
  create: (tool, { title, body, marker }) => ({
    ...{ method: 'POST', path: '/rest/api/2/issue' },
    body: {
      fields: {
        ...{ project: { key: tool.project }, summary: title, description: body, labels: [marker] },
        issuetype: { name: tool.kind === 'jira' ? tool.type : 'Task' },
      },
    },
  }),
  created: (tool, answer) => jiraOf(tool, jiraIssue.parse(answer)),
  // In the cloud the first alone is left; on a server of one's own the second alone is there.
  find: ({ project }, { marker }, page) => ({
    path: `/rest/api/2/search${page === 1 ? '/jql' : ''}?maxResults=1&fields=status&jql=${encodeURIComponent(`project = "${project}" AND labels = "${marker}"`)}`,
  }),
  found(tool, answer) {
    const [mine] = z.object({ issues: z.array(jiraIssue) }).parse(answer).issues
    return { ...(mine && { issue: jiraOf(tool, mine) }), more: false }
  },
  look: (_, number) => ({
    path: `/rest/api/2/issue/${number}?fields=status,resolution,resolutiondate&expand=changelog`,
  }),
  standing(answer) {
    const said = jiraStanding.parse(answer)
    const { status, resolution, resolutiondate } = said.fields
    const refused = /won.t|reject|declin|duplicate|cannot/i.test(resolution?.name ?? '')
    const standing = status.statusCategory.key !== 'done' ? 'open' : refused ? 'refused' : 'done'
    return lookOf(standing, { closed: resolutiondate, by: changedBy(said) })
  },
}

function jiraOf(tool: Tool, { key }: z.output<typeof jiraIssue>): Issue {
  return { number: key, url: `${baseOf(tool)}/browse/${key}` }
}

const DIALECTS: Record<Tool['kind'], Dialect> = { github, gitlab, jira }

function baseOf({ url }: Tool): string {
  return url.replace(/\/+$/, '')
}

export interface Desk {
  /** @throws ToolFailure where it cannot be reached, or the token may not. */
  check(signal: AbortSignal): Promise<void>
  create(draft: Draft, signal: AbortSignal): Promise<Issue>
  /** What an earlier try has made; undefined: nothing. */
  find(draft: Draft, signal: AbortSignal): Promise<Issue | undefined>
  look(number: string, signal: AbortSignal): Promise<Look>
  /** What is written under an issue; `since`: what matters where it is more than can be read. */
  comments(number: string, since: Date, signal: AbortSignal): Promise<Said>
}

/** What can be read under an issue. */
export interface Said {
  /** The oldest first. */
  comments: Comment[]
  /** Of all that is there. */
  there: ReadonlySet<string>
  /** What was written from then on and is not there has been taken away; null: that cannot be told. */
  from: Date | null
  /** Until when it was read. */
  until: Date | null
}

/** Nothing stands under it. */
export const NOTHING_SAID: Said = { comments: [], there: new Set(), from: new Date(0), until: null }

type Pages = (since: Date | null) => Promise<CommentPage>

/**
 * All that can be read of what may be a long list. Where it lists the newest first, nothing older than the last that was
 * read is said to be gone; where it lists the oldest first, what lies beyond is asked for by the moment of its last change.
 */
async function saidIn(pages: Pages, since: Date): Promise<Said> {
  const all = await pages(null)
  const oldest = all.times.at(-1)
  const newestFirst = all.times[0] && oldest && all.times[0] > oldest
  const rest = all.more && !newestFirst ? await pages(since) : undefined
  const byId = new Map([...all.comments, ...(rest?.comments ?? [])].map((one) => [one.id, one]))
  const untils = [all.until, rest?.until].flatMap((until) => until?.getTime() ?? [])
  return {
    comments: [...byId.values()].sort((a, b) => a.at.getTime() - b.at.getTime()),
    there: new Set([...all.there, ...(rest?.there ?? [])]),
    from: !all.more ? new Date(0) : newestFirst ? (oldest ?? null) : null,
    until: untils.length > 0 ? new Date(Math.max(...untils)) : null,
  }
}

/** Jira answers at one of two addresses. */
function elsewhere({ kind }: Tool, page: number) {
  return (error: unknown): undefined => {
    const failure = thrown(error)
    if (kind !== 'jira' || page > 1 || (failure.kind !== 'missing' && failure.kind !== 'refused'))
      throw failure
  }
}

/** What a tool says that is no answer of its API is its failure, and keeps no other waiting. */
function understood<T>(read: () => T, changes = false): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error
    throw new ToolFailure('strange', 'no such answer', { sent: changes })
  }
}

/** Pages of issues that are looked through for one of ours. */
const PAGES = 5

/** The tool of a service, spoken to by its own API; every failure is a ToolFailure. */
export function deskOf(http: SafeHttp, tool: Tool, token: string): Desk {
  const dialect = DIALECTS[tool.kind]
  async function ask(one: Ask, signal: AbortSignal): Promise<unknown> {
    const { method = 'GET', path, body } = one
    const changes = method === 'POST'
    try {
      const reply = await http.request(`${baseOf(tool)}${path}`, {
        ...{ method, signal, timeoutMs: 20_000, redirects: changes ? 0 : 3, maxBytes: 8_000_000 },
        headers: { ...dialect.headers(tool, token), ...(body === undefined ? {} : json) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      return read(reply, changes)
    } catch (error) {
      throw thrown(error)
    }
  }
  return {
    check: async (signal) => void (await ask(dialect.check(tool), signal)),
    async create(draft, signal) {
      const answer = await ask(dialect.create(tool, draft), signal)
      return understood(() => dialect.created(tool, answer), true)
    },
    async find(draft, signal) {
      for (let page = 1; page <= PAGES; page++) {
        const answer = await ask(dialect.find(tool, draft, page), signal).catch(elsewhere(tool, page))
        if (answer === undefined) continue
        const { issue, more } = understood(() => dialect.found(tool, answer, draft.marker))
        if (issue) return issue
        if (!more) return undefined
      }
      return undefined
    },
    async look(number, signal) {
      try {
        const answer = await ask(dialect.look(tool, number), signal)
        return understood(() => dialect.standing(answer))
      } catch (error) {
        const failure = thrown(error)
        if (failure.kind === 'missing') return { ...lookOf('gone', {}), commented: false }
        throw failure
      }
    },
    comments(number, since, signal) {
      const reading = COMMENTS[tool.kind]
      return saidIn(async (after) => {
        const all: CommentPage = { comments: [], there: [], times: [], until: null, more: false }
        for (let page = 1; page <= PAGES; page++) {
          const answer = await ask({ path: reading.path(tool, number, after, page) }, signal)
          const one = understood(() => reading.read(tool, number, answer))
          all.comments.push(...one.comments)
          all.there.push(...one.there)
          all.times.push(...one.times)
          if (one.until && (!all.until || one.until > all.until)) all.until = one.until
          all.more = one.more
          if (!one.more) break
        }
        return all
      }, since)
    },
  }
}
