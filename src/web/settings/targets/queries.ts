import { queryOptions } from '@tanstack/react-query'
import type { SatisfactionSetting, TimeSettings } from '../../../server/api.ts'
import { api } from '../../lib/api.ts'

export const targetsQuery = queryOptions({
  queryKey: ['targets'],
  queryFn: ({ signal }) => api.get<TimeSettings>('/service-levels', {}, signal),
})

export const ratingSettingQuery = queryOptions({
  queryKey: ['rating-setting'],
  queryFn: ({ signal }) => api.get<SatisfactionSetting>('/satisfaction/setting', {}, signal),
})
