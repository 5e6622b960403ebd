import { renderCurl, sendsWithCurl } from './curl.ts'
import { oneLine, plainJson } from './quote.ts'
import type { Repro } from './repro.ts'
import { renderScript } from './script.ts'
import { spoken } from './spoken.ts'
import type { Step } from './program.ts'

/** A bug report in Markdown, ready for the target's issue tracker. */
export function renderIssue(repro: Repro): string {
  const [language, text] = sendsWithCurl(repro.program) ? ['bash', renderCurl(repro)] : ['js', renderScript(repro)]
  const fence = fenceFor(text)
  return `${issueHead(repro)}\n${fence}${language}\n${text}${fence}\n${issueTail}`
}

export const issueTail = '\n</details>\n'

/** All but the repro itself, which follows in a fence. */
export function issueHead({ id, level, sentence, program, command, name, sources }: Repro): string {
  const { steps, judged, expected, got, at } = program
  const operation = steps[judged - 1]?.operation ?? ''
  return [
    `# ${inline(oneLine(operation))} of ${inline(oneLine(name, 80))}: ${inline(oneLine(sentence))}`,
    '',
    `**Rule (${level}):** ${inline(oneLine(sentence))}`,
    '',
    ...sources.slice(0, 5).map(({ title, url }) => `- Source: ${inline(oneLine(title))} <${oneLine(url)}>`),
    ...(sources.length === 0 ? [] : ['']),
    'Steps:',
    '',
    ...steps.map(
      (step, index) =>
        `${index + 1}. ${inline(oneLine(step.operation))} ${codeSpan(contentOf(step))}${step.signed === false ? '' : ', signed'}${step.pages === true ? ', page after page' : ''}`,
    ),
    '',
    `**Expected:** ${codeSpan(spoken(expected))}`,
    `**Got:** ${codeSpan(spoken(got))}`,
    `**At:** ${codeSpan(spoken(at))}`,
    '',
    `Found by ${codeSpan(oneLine(id))}; the check itself runs again with ${codeSpan(oneLine(command))}.`,
    '',
    '<details><summary>A repro that exits with 1 while the deviation is there</summary>',
    '',
  ].join('\n')
}

function contentOf(step: Step): string {
  if ('input' in step) return spoken(plainJson(step.input))
  if ('talk' in step) return 'over one connection'
  return spoken(`${step.raw.method} ${step.raw.path} ${step.raw.bytes === undefined ? step.raw.body : 'bytes'}`)
}

/** Longer than any run of backticks in the text. */
export function fenceFor(text: string): string {
  return '`'.repeat(Math.max(3, longestRun(text)) + 1)
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
}

function codeSpan(text: string): string {
  const longest = longestRun(text)
  const fence = '`'.repeat(longest + 1)
  return longest === 0 ? `${fence}${text}${fence}` : `${fence} ${text} ${fence}`
}

/** Nothing in it is taken for markup or for a mention. */
function inline(text: string): string {
  return text.replaceAll(/[\\`*_[\]<>#|~!]/g, String.raw`\$&`).replaceAll('@', '@<!-- -->')
}
