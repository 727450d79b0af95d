import { type ChildLoggerOptions, type DestinationStream, type LogFn, type Logger, pino } from 'pino'
import { prettyStream } from './pretty.ts'
import { redact, safeMessage, withoutPassword } from './redact.ts'

export type Log = Logger

export type LogLevel = 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'

export interface LogOptions {
  level?: LogLevel
  /** One short coloured line an event, for a person at a terminal; otherwise JSON, one object a line. */
  pretty?: boolean
  /** Standard error by default: standard output belongs to the commands' results. */
  destination?: DestinationStream
}

/**
 * The program's log. Secrets and what people wrote never reach it: values under the keys listed in `redact.ts` are
 * replaced at any depth, passwords inside URLs too, and errors keep their cause but not the values that caused them.
 */
export function createLog(options: LogOptions = {}): Log {
  const destination = options.destination ?? process.stderr
  const log = pino(
    {
      level: options.level ?? 'info',
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }), log: redact },
      serializers: { err: (described) => described },
      hooks: { logMethod: cleanMessage },
    },
    options.pretty ? prettyStream(destination) : destination,
  )
  return withCleanChildren(log)
}

/** pino writes a child's own fields as they are given: they pass through the same filter here. */
function withCleanChildren(log: Log): Log {
  const { child } = log
  return Object.assign(log, {
    child(this: Log, fields: Record<string, unknown>, options?: ChildLoggerOptions) {
      return Reflect.apply(child, this, [redact(fields), options])
    },
  })
}

/** A log that writes nothing. */
export function silentLog(): Log {
  return pino({ level: 'silent' })
}

/** pino takes an error's own message as the line's when none is given: it passes through the same filter here. */
function cleanMessage(this: Logger, args: unknown[], method: LogFn): void {
  const [first, message, ...rest] = args
  const error = first instanceof Error ? first : (first as { err?: unknown } | undefined)?.err
  const fields = first instanceof Error ? { err: first } : first
  const write = method as (...args: unknown[]) => void
  if (typeof message === 'string') write.call(this, fields, withoutPassword(message), ...rest)
  else if (error instanceof Error) write.call(this, fields, safeMessage(error))
  else if (typeof first === 'string') write.call(this, withoutPassword(first), ...args.slice(1))
  else write.apply(this, args)
}
