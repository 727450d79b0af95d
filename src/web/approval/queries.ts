import { queryOptions } from '@tanstack/react-query'
import type {
  Approval,
  ApprovalCounts,
  ApprovalMonth,
  ApprovalRules,
  LooseApprovals,
  Page,
} from '../../server/api.ts'
import { api } from '../lib/api.ts'

/** What waits, the one that runs out first before. */
export const waitingQuery = queryOptions({
  queryKey: ['approvals', 'waiting'],
  queryFn: ({ signal }) => api.get<Page<Approval>>('/approvals', { state: 'waiting', limit: 100 }, signal),
  select: (page: Page<Approval>) => page.items.toSorted((a, b) => (a.expires < b.expires ? -1 : 1)),
})

export const decidedQuery = queryOptions({
  queryKey: ['approvals', 'decided'],
  queryFn: ({ signal }) => api.get<Page<Approval>>('/approvals', { state: 'decided', limit: 50 }, signal),
  select: (page: Page<Approval>) => page.items,
})

/** Of one conversation, the latest first. */
export function talkApprovalsQuery(conversationId: string) {
  return queryOptions({
    queryKey: ['approvals', 'talk', conversationId],
    queryFn: ({ signal }) => api.get<Page<Approval>>('/approvals', { conversationId, limit: 50 }, signal),
    select: (page: Page<Approval>) => page.items,
  })
}

export const approvalCountsQuery = queryOptions({
  queryKey: ['approvals', 'counts'],
  queryFn: ({ signal }) => api.get<ApprovalCounts>('/approvals/counts', {}, signal),
})

export const figuresQuery = queryOptions({
  queryKey: ['approvals', 'figures'],
  queryFn: ({ signal }) => api.get<{ months: ApprovalMonth[] }>('/approvals/figures', {}, signal),
})

export const looseQuery = queryOptions({
  queryKey: ['approvals', 'loose'],
  queryFn: ({ signal }) => api.get<LooseApprovals>('/approvals/loose', {}, signal),
})

export const approvalRulesQuery = queryOptions({
  queryKey: ['approval-rules'],
  queryFn: ({ signal }) => api.get<ApprovalRules>('/approval-rules', {}, signal),
})
