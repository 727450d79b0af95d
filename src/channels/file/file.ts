import { z } from 'zod'
import { defineChannel } from '../channel.ts'

/** Lines that people bring in files. Nothing is connected: what comes is driven by `ingest/imports`. */
export const fileChannel = defineChannel({
  id: 'file',
  name: 'channel.file.name',
  config: z.strictObject({}),
  limits: { text: 100_000, media: 0 },
  inbox: false,
})
