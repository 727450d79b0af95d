import { z } from 'zod'

export const did = z
  .string()
  .max(256)
  .regex(/^did:[a-z]+:[A-Za-z0-9._:%-]+$/)

export const atUri = z
  .string()
  .max(8192)
  .regex(/^at:\/\/did:[a-z]+:[A-Za-z0-9._:%-]+\/[A-Za-z0-9.-]+\/[A-Za-z0-9._:~-]+$/)
