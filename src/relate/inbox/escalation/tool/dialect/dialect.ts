import type { Issue } from '../../tables.ts'
import { linkOf, momentOf } from '../comment/comment.ts'
import type { Tool } from '../tool.ts'

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

export interface Ask {
  method?: 'GET' | 'POST'
  path: string
  body?: unknown
}

/** How one tool is spoken to; all else is the same for each. */
export interface Dialect {
  headers(tool: Tool, token: string): Record<string, string>
  check(tool: Tool): Ask
  create(tool: Tool, draft: Draft): Ask
  created(tool: Tool, answer: unknown): Issue
  find(tool: Tool, draft: Draft, page: number): Ask
  found(tool: Tool, answer: unknown, marker: string): { issue?: Issue; more: boolean }
  look(tool: Tool, number: string): Ask
  standing(answer: unknown): Look
}

/** Issues asked for at once. */
export const PAGE = 100

/** What is the same of all: a tool that does not count its comments may have some. */
export function lookOf(
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

/** The address that paths follow. */
export function baseOf({ url }: Tool): string {
  return url.replace(/\/+$/, '')
}
