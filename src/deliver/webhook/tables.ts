import type { Generated } from 'kysely'

export interface WebhookTables {
  webhook_endpoint: {
    workspace_id: string
    id: string
    url: string
    /** What of the stream is told; none: nothing of it. */
    verbs: string[]
    /** Empty: whatever the channel, whatever the alerts. */
    channels: string[]
    alerts: string[]
    /** How messages of ours ended. */
    deliveries: boolean
    /** Each story that alerts find, once. */
    matches: Generated<boolean>
    /** Alarms that are raised, or become graver. */
    alarms: Generated<boolean>
    /** What is raised to services, answered by them, and over. */
    escalations: Generated<boolean>
    /** Of what comes due, where a target asks for it. */
    dues: Generated<boolean>
    sealed_secret: string
    /** Still signed with beside the new one, until then. */
    sealed_secret_before: string | null
    secret_before_until: Date | null
    enabled: Generated<boolean>
    /** `failing`, `gone` or null (a person did it). */
    disabled_why: string | null
    /** In a row, of those that are next in order. */
    failures: Generated<number>
    failing_since: Date | null
    last_success: Date | null
    /** Nothing is sent before. */
    resume_at: Date | null
    /** A process is sending to it until then. */
    lease: Date | null
    created: Generated<Date>
  }
  webhook_delivery: {
    workspace_id: string
    endpoint_id: string
    /** UUIDv7 in the order of what is told; the `webhook-id`, the same at each try. */
    id: string
    event: string
    /** The activity or the message told of. */
    subject_id: string | null
    state: Generated<'waiting' | 'sent' | 'failed'>
    /** It failed often enough for those behind to pass. */
    aside: Generated<boolean>
    at: Generated<Date>
    next_try: Date | null
    first_try: Date | null
    last_try: Date | null
    tries: Generated<number>
    /** Of the last try. */
    status: number | null
    /** Milliseconds. */
    duration: number | null
    /** Its first kilobyte, or what went wrong. */
    answer: string | null
  }
}
