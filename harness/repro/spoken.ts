import { oneLine } from './quote.ts'
import { answerReference, partsOf } from './template.ts'

/** A template for people, before anything is known. */
export function spoken(template: string): string {
  const text = partsOf(template).map((part) => (typeof part === 'string' ? part : nameOf(part.reference)))
  return oneLine(text.join(''))
}

function nameOf(reference: string): string {
  const answer = answerReference(reference)
  return answer === undefined ? `<${reference}>` : `<${answer.where} of step ${answer.step}>`
}

/** The variable from which a repro takes the value of a configured header. */
export function headerVariable(name: string): string {
  return `HEADER_${name.toUpperCase().replaceAll(/\W/g, '_')}`
}
