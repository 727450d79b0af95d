import { styleText } from 'node:util'
import type { DestinationStream } from 'pino'

const COLOURS = {
  trace: 'gray',
  debug: 'gray',
  info: 'green',
  warn: 'yellow',
  error: 'red',
  fatal: 'red',
} as const

/** Turns JSON lines into short ones for a terminal: time of day, level, message, then the other fields. */
export function prettyStream(destination: DestinationStream): DestinationStream {
  return { write: (line: string) => destination.write(prettyLine(line)) }
}

/** One log line in its short form; a line that is not JSON is left as it is. */
export function prettyLine(line: string): string {
  let entry: Record<string, unknown>
  try {
    entry = JSON.parse(line)
  } catch {
    return line
  }
  const { level, time, msg, err, ...fields } = entry
  const name = String(level)
  const colour = COLOURS[name as keyof typeof COLOURS] ?? 'white'
  const head = `${String(time).slice(11, 19)} ${styleText(colour, name.padEnd(5))} ${msg ?? ''}`
  const rest = Object.entries(fields).map(([key, value]) => styleText('gray', ` ${key}=${brief(value)}`))
  return `${head}${rest.join('')}${errorLines(err)}\n`
}

function brief(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value)
}

function errorLines(err: unknown): string {
  if (typeof err !== 'object' || err === null) return ''
  const { type, message, stack, cause } = err as Record<string, unknown>
  const frames = typeof stack === 'string' && stack ? `\n    ${stack.replaceAll('\n', '\n    ')}` : ''
  return `\n  ${type}: ${message}${frames}${errorLines(cause)}`
}
