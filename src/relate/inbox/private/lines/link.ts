import { fill, variablesIn } from '../../../../../lib/template/index.ts'
import { variableOf } from '../../saved/variables.ts'

const isLink = (name: string) => ['link', 'address'].includes(variableOf(name) ?? '')

/** Whether a text has a place for the link, or for the address to write to. */
export function hasLink(template: string): boolean {
  return variablesIn(template).some(({ name }) => isLink(name))
}

/** A text with its link or its address, the rest as it is. */
export function withLink(template: string, link: string): string {
  return fill(template, (name) => (isLink(name) ? link : undefined))
}
