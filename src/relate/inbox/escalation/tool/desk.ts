import { z } from 'zod'
import type { SafeHttp } from '../../../../../lib/http/index.ts'
import type { Issue } from '../tables.ts'
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

/** How an issue stands, and since when where it is closed and its tool says so. */
export interface Look {
  standing: Standing
  closed: Date | null
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
const OPEN: Look = { standing: 'open', closed: null }

function closed(standing: Standing, at: string | null | undefined): Look {
  // Jira writes the hours of its zone without a colon.
  const time = at ? Date.parse(at.replace(/([+-]\d\d)(\d\d)$/, '$1:$2')) : Number.NaN
  return { standing, closed: Number.isNaN(time) ? null : new Date(time) }
}

const json = { 'content-type': 'application/json' }

const githubIssue = z.object({
  number: z.number(),
  html_url: z.string(),
  body: z.string().nullish(),
  state: z.string(),
  state_reason: z.string().nullish(),
  closed_at: z.string().nullish(),
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
    const { state, state_reason, closed_at } = githubIssue.parse(answer)
    if (state !== 'closed') return OPEN
    const refused = state_reason === 'not_planned' || state_reason === 'duplicate'
    return closed(refused ? 'refused' : 'done', closed_at)
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
    const { state, closed_at } = gitlabIssue.parse(answer)
    return state === 'closed' ? closed('done', closed_at) : OPEN
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
})
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
  look: (_, number) => ({ path: `/rest/api/2/issue/${number}?fields=status,resolution,resolutiondate` }),
  standing(answer) {
    const { status, resolution, resolutiondate } = jiraStanding.parse(answer).fields
    if (status.statusCategory.key !== 'done') return OPEN
    const refused = /won.t|reject|declin|duplicate|cannot/i.test(resolution?.name ?? '')
    return closed(refused ? 'refused' : 'done', resolutiondate)
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
        if (failure.kind === 'missing') return { standing: 'gone', closed: null }
        throw failure
      }
    },
  }
}
