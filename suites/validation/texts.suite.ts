import { wire, worded } from '../../harness/check/index.ts'
import { existingOf, needsOf } from './arrange.ts'
import { type Case, edges } from './cases.ts'
import { text } from './requirements.ts'

type Row = (typeof text)['patternText']

const literal = (part: string): string => part.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/** The service names a member with its first letter in lower case. */
const memberName = ({ path }: Case): string =>
  path.replace(/^\.(\w)(\w*).*$/, (_, first: string, rest: string) => first.toLowerCase() + rest)

function judgeText(row: Row, one: Case, form: string): void {
  wire(row, `${one.operation}, ${one.title}`, needsOf(one.operation), async (scene) => {
    const request = one.request(await existingOf(scene))
    await worded(scene.http.call(one.operation, request, one.signed), new RegExp(form))
  })
}

for (const one of edges.refused) {
  const { kind, path, shape } = one
  const at = `at '${memberName(one)}' failed to satisfy constraint: `
  const begin = "^1 validation error detected: Value '.*' "
  const isOwnText = shape.type === 'string' && /^\.\w+$/.test(path)
  if (isOwnText && kind === 'pattern') {
    const form = `${at}Member must satisfy regular expression pattern: ${shape.pattern ?? ''}`
    judgeText(text.patternText, one, `${begin}${literal(form)}$`)
  }
  // Of too long texts only this part was seen.
  if (isOwnText && kind === 'max') {
    judgeText(text.tooLongText, one, literal(`${at}Member must have length less than or equal to ${shape.max ?? 0}`))
  }
  if (path === '.Logins{=}') {
    const bounds = `[Member must have length less than or equal to ${shape.max ?? 0}, Member must have length greater than or equal to ${shape.min ?? 0}]`
    judgeText(text.tokenText, one, literal(`${at}Map value must satisfy constraint: ${bounds}`))
  }
}
