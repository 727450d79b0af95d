import { OPTIONS, type Option, optionValue } from '../config.ts'

/** `veillee config`: each option with its value, where it comes from and what it is for. */
export function configCommand(write: (text: string) => void): number {
  const options: readonly Option[] = OPTIONS
  for (const option of options) {
    const { value, from } = optionValue(option)
    const shown = option.secret && value ? '(secret)' : value || '(none)'
    write(`${option.name}=${shown}  [${from}]\n    ${option.about}\n`)
  }
  return 0
}
