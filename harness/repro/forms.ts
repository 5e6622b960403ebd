import { renderAwsCli } from './aws-cli.ts'
import { curlOf, curlPlumbing, renderCurl, sendsWithCurl } from './curl.ts'
import { fenceFor, issueHead, issueTail, renderIssue } from './issue.ts'
import type { Form, Repro } from './repro.ts'
import { renderScript, scriptOf, scriptPlumbing } from './script.ts'

const renderers: Record<Form, (repro: Repro) => string> = {
  script: renderScript,
  curl: renderCurl,
  'aws-cli': renderAwsCli,
  issue: renderIssue,
}

/** Pure: the same program always gives the same text, with nothing hidden in it. */
export function renderForm(form: Form, repro: Repro): string {
  return renderers[form](repro)
}

/** The forms in parts, for a page with many repros: what is a repro's own, and what is the same in all of them. */
export interface FormParts {
  script: string
  curl: string
  awsCli: string
  /** What stands before and behind the whole text of `inIssue`. */
  issue: [string, string]
  inIssue: 'script' | 'curl'
}

export function partsOfForms(repro: Repro): FormParts {
  const [script, curl] = [scriptOf(repro), curlOf(repro)]
  const inIssue = sendsWithCurl(repro.program) ? 'curl' : 'script'
  const fence = fenceFor(inIssue === 'curl' ? curl : script)
  const issue: [string, string] = [
    `${issueHead(repro)}\n${fence}${inIssue === 'curl' ? 'bash' : 'js'}\n`,
    `${fence}\n${issueTail}`,
  ]
  return { script: `${script}\n`, curl: `${curl}\n`, awsCli: renderAwsCli(repro), issue, inIssue }
}

export function commonParts(): Pick<FormParts, 'script' | 'curl'> {
  return { script: scriptPlumbing(), curl: curlPlumbing() }
}
