import { z } from 'zod'
import type { Issue } from '../../tables.ts'
import { type Dialect, lookOf, PAGE } from './dialect.ts'

const gitlabIssue = z.object({
  iid: z.number(),
  web_url: z.string(),
  description: z.string().nullish(),
  state: z.string(),
  closed_at: z.string().nullish(),
  closed_by: z.object({ name: z.string() }).nullish(),
  user_notes_count: z.number().nullish(),
})

/** The REST API of GitLab, version 4. */
export const gitlab: Dialect = {
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
