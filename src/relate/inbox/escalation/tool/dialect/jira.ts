import { z } from 'zod'
import type { Issue } from '../../tables.ts'
import { momentOf } from '../comment/comment.ts'
import type { Tool } from '../tool.ts'
import { baseOf, type Dialect, lookOf } from './dialect.ts'

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

/** The REST API of Jira, version 2, in the cloud and on a server of one's own. */
export const jira: Dialect = {
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
