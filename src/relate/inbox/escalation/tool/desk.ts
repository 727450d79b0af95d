import { z } from 'zod'
import type { SafeHttp } from '../../../../../lib/http/index.ts'
import type { Issue } from '../tables.ts'
import { COMMENTS, type CommentPage } from './comment/comment.ts'
import { type Said, saidIn } from './comment/said.ts'
import { type Ask, baseOf, type Dialect, type Draft, type Look, lookOf } from './dialect/dialect.ts'
import { github } from './dialect/github.ts'
import { gitlab } from './dialect/gitlab.ts'
import { jira } from './dialect/jira.ts'
import { read, ToolFailure, thrown } from './failure.ts'
import type { Tool } from './tool.ts'

const json = { 'content-type': 'application/json' }

const DIALECTS: Record<Tool['kind'], Dialect> = { github, gitlab, jira }

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
