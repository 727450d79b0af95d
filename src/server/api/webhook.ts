/**
 * GET, POST /webhooks; PATCH, DELETE /webhooks/{id} (also {renewSecret, enabled}); POST /webhooks/{id}/test answers a
 * WebhookDelivery. `secret` only when made or renewed. No verb: nothing of the stream; no channel, no alert: whatever they are.
 */
export interface Webhook {
  id: string
  url: string
  verbs: string[]
  channels: string[]
  alerts: string[]
  deliveries: boolean
  /** Each story that alerts find, once (`alert.matched`); alarms raised or graver (`alarm.raised`). `alerts` narrows both. */
  matches: boolean
  alarms: boolean
  /** What is raised to services: `escalation.created`, `.answered`, `.closed`. */
  escalations: boolean
  dues: boolean
  enabled: boolean
  failingSince: string | null
  disabledWhy: string | null
  secret?: string
}
/** GET /webhooks/{id}/deliveries; POST /webhooks/{id}/deliveries/{deliveryId}/replay */
export interface WebhookDelivery {
  id: string
  event: string
  state: 'waiting' | 'sent' | 'failed'
  tries: number
  status: number | null
  duration: number | null
  answer: string | null
  at: string
  nextTry: string | null
}
