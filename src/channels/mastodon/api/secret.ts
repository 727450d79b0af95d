import { z } from 'zod'

/** What is kept of a sign-in: the application that was made for it on its server, and its token. */
export const kept = z.object({
  accessToken: z.string().min(1),
  refreshToken: z.string().min(1).optional(),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1),
  tokenEndpoint: z.string().min(1),
})
export type KeptSecret = z.output<typeof kept>
