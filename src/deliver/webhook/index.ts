export { forgetMessages } from './queue.ts'
export { type WebhookRouteDeps, webhookRoutes } from './routes.ts'
export { startWebhooks, type WebhookDeps, type WebhookSender } from './sender.ts'
export { webhookIntake } from './tell.ts'
