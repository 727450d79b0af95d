import { z } from 'zod'

const NAME = /^[A-Za-z[\]\\`_^{|}][A-Za-z0-9[\]\\`_^{|}-]{0,29}$/
const ROOM = /^[#&+!][^\s,:]{1,49}$/

export const config = z.strictObject({
  server: z
    .string()
    .regex(/^[A-Za-z0-9.-]{1,253}$/)
    .meta({ title: 'channel.irc.server', description: 'channel.irc.server.help' }),
  port: z.int().min(1024).max(65_535).default(6697).meta({ title: 'channel.irc.port' }),
  tls: z.boolean().default(true).meta({ title: 'channel.irc.tls', description: 'channel.irc.tls.help' }),
  nick: z.string().regex(NAME).meta({ title: 'channel.irc.nick', description: 'channel.irc.nick.help' }),
  password: z
    .string()
    .max(200)
    .regex(/^[^\r\n\0]*$/)
    .optional()
    .meta({ title: 'channel.irc.password', description: 'channel.irc.password.help', secret: true }),
  rooms: z
    .array(z.string().regex(ROOM))
    .max(50)
    .default([])
    .meta({ title: 'channel.irc.rooms', description: 'channel.irc.rooms.help' }),
})

export type IrcConfig = z.output<typeof config>
