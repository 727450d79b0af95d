import { z } from 'zod'
import type { Issue } from '../../tables.ts'
import { type Dialect, lookOf, PAGE } from './dialect.ts'

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

/** The REST API of GitHub. */
export const github: Dialect = {
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
