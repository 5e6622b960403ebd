// What runs in CI systems of others, run here: the steps of the GitHub Action by a small interpreter, the GitLab job by gitlab-ci-local.
import { execFile } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { validateAction, validateWorkflow } from '@action-validator/core'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { parse, stringify } from 'yaml'

const root = path.join(import.meta.dirname, '..')
const suite = `${process.execPath} ${path.join(root, 'harness/cli/main.ts')}`
const source = readFileSync(path.join(root, 'action.yml'), 'utf8')
const folder = mkdtempSync(path.join(tmpdir(), 'ci-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Step {
  id?: string
  uses?: string
  if?: string
  run?: string
  env?: Record<string, string>
  shell?: string
}

interface Action {
  inputs: Record<string, { default?: string; required?: boolean; description: string }>
  outputs: Record<string, { value: string }>
  runs: { using: string; steps: Step[] }
}

const action = parse(source) as Action

interface Ended {
  code: number
  stdout: string
  summary: string
  outputs: Record<string, string>
}

/** Runs the `run` steps of the action in order, as GitHub does, until one fails; those of other actions are left out. */
async function runAction(workspace: string, given: Record<string, string>): Promise<Ended> {
  const inputs = Object.fromEntries(
    Object.entries(action.inputs).map(([name, { default: usual }]) => [name, given[name] ?? usual ?? '']),
  )
  const outputsOf: Record<string, Record<string, string>> = {}
  const evaluate = (text: string): string =>
    text.replaceAll(/\$\{\{ ([\w.-]+) \}\}/g, (_, expression: string) => {
      if (expression === 'github.action_path') return root
      const [kind, name = '', , output = ''] = expression.split('.')
      const value = kind === 'inputs' ? inputs[name] : outputsOf[name]?.[output]
      if (value === undefined) throw new Error(`nothing is known of ${expression}`)
      return value
    })
  const summary = path.join(workspace, 'step-summary.md')
  let [code, stdout] = [0, '']
  for (const step of action.runs.steps.filter(({ run }) => run !== undefined)) {
    const output = path.join(workspace, 'step-output.txt')
    writeFileSync(output, '')
    const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, text]) => [name, evaluate(text)]))
    const runner = {
      GITHUB_STEP_SUMMARY: summary,
      GITHUB_OUTPUT: output,
      RUNNER_TEMP: workspace,
      GITHUB_WORKSPACE: workspace,
    }
    const script = path.join(workspace, 'step.sh')
    writeFileSync(script, step.run ?? '')
    // As GitHub runs `shell: bash`.
    const ended = await execute('bash', ['--noprofile', '--norc', '-eo', 'pipefail', script], workspace, {
      ...env,
      ...runner,
    })
    stdout += ended.stdout + ended.stderr
    code = ended.code
    const lines = readFileSync(output, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
    if (step.id !== undefined) {
      outputsOf[step.id] = Object.fromEntries(lines.map((line) => line.split('=', 2) as [string, string]))
    }
    if (code !== 0) break
  }
  const outputs = Object.fromEntries(Object.entries(action.outputs).map(([name, { value }]) => [name, evaluate(value)]))
  return { code, stdout, summary: readFileSync(summary, 'utf8'), outputs }
}

interface Executed {
  code: number
  stdout: string
  stderr: string
}

async function execute(command: string, args: string[], cwd: string, env: Record<string, string>): Promise<Executed> {
  try {
    const PATH = process.env['PATH']
    return { code: 0, ...(await promisify(execFile)(command, args, { cwd, env: { PATH, ...env } })) }
  } catch (error) {
    return error as Executed
  }
}

const rule = 'identities/guests-refused'
const faulty = 'reference+fault:identities/guests-always-allowed'

describe('the GitHub Action', () => {
  let workspace = ''
  beforeEach(() => {
    workspace = mkdtempSync(path.join(folder, 'action-'))
  })
  const run = (inputs: Record<string, string>): Promise<Ended> =>
    runAction(workspace, { command: suite, args: `--only ${rule}`, ...inputs })
  const read = (file = ''): string => readFileSync(path.join(workspace, file), 'utf8')

  test('fits the schema of actions', () => {
    expect(validateAction(source).errors).toEqual([])
    expect(validateAction(source.replace('using: composite', 'using: nothing')).errors).not.toEqual([])
    for (const { run: script, shell } of action.runs.steps)
      expect(shell).toBe(script === undefined ? undefined : 'bash')
  })

  test('is called in the guide by a valid workflow, with inputs that it has', () => {
    const guide = readFileSync(path.join(root, 'docs/ci.md'), 'utf8')
    const [, jobs = ''] = /```yaml\n(jobs:\n.*?)```/s.exec(guide) ?? []
    expect(validateWorkflow(`on: push\n${jobs}`).errors).toEqual([])
    const { conformance } = (parse(jobs) as { jobs: Record<string, { steps: { with?: Record<string, string> }[] }> })
      .jobs
    const given = conformance?.steps.flatMap((step) => Object.keys(step.with ?? {})) ?? []
    expect(given).toContain('target')
    expect(given.filter((name) => action.inputs[name] === undefined)).toEqual([])
  })

  test('ends well where the target conforms, with summary, comment and reports', async () => {
    const { code, summary, outputs } = await run({ target: 'reference' })
    expect([code, outputs['exit-code'], outputs['report']]).toEqual([0, '0', 'conformance-report'])
    expect(summary).toContain('conforms on 2 of the 2 MUST checks')
    expect(read(outputs['comment'])).toBe(`<!-- cognito-identity-conformance -->\n${summary}`)
    for (const file of ['results.json', 'report.html', 'junit.xml', 'results.sarif', 'ctrf.json', 'badge.json']) {
      expect(read(`conformance-report/${file}`)).not.toBe('')
    }
  }, 60_000)

  test('fails where the target diverges, and not on what the baseline lists', async () => {
    const first = await run({ target: faulty })
    expect([first.code, first.stdout]).toEqual([
      1,
      expect.stringContaining('::error title=Conformance::The target diverges'),
    ])
    await run({ target: faulty, args: `--only ${rule} --update-baseline`, baseline: 'known.yaml' })
    const known = await run({ target: faulty, baseline: 'known.yaml' })
    expect([known.code, known.outputs['exit-code']]).toEqual([0, '0'])
    const stale = await run({ target: 'reference', baseline: 'known.yaml' })
    expect([stale.code, stale.stdout]).toEqual([2, expect.stringContaining('The baseline is stale or expired')])
  }, 120_000)

  test('says what moved since older results, and that there is no report where there is none', async () => {
    await run({ target: 'reference' })
    cpSync(path.join(workspace, 'conformance-report/results.json'), path.join(workspace, 'older.json'))
    const moved = await run({ target: faulty, against: 'older.json' })
    expect(moved.summary).toContain('- Regressed: 2')
    const broken = await run({ target: 'nonsense' })
    expect([broken.code, broken.outputs['exit-code']]).toEqual([4, '4'])
    expect(broken.summary).toContain('No conformance report: exit code 4')
  }, 120_000)
})

test('the GitLab job is valid, and ends as the run does', async () => {
  const project = mkdtempSync(path.join(folder, 'gitlab-'))
  cpSync(path.join(root, 'docs/ci/gitlab.yml'), path.join(project, 'gitlab.yml'))
  const gitlab = fileURLToPath(import.meta.resolve('gitlab-ci-local'))
  /** Expands the job with gitlab-ci-local, which checks it against GitLab's schema, and runs its script as a runner's shell would. */
  const runJob = async (variables: Record<string, string>): Promise<Executed> => {
    const job = { extends: '.conformance', variables }
    writeFileSync(
      path.join(project, '.gitlab-ci.yml'),
      stringify({ include: { local: 'gitlab.yml' }, conformance: job }),
    )
    const { code, stdout, stderr } = await execute(process.execPath, [gitlab, '--preview'], project, { HOME: project })
    expect(code, stderr).toBe(0)
    const { conformance } = parse(stdout.slice(stdout.indexOf('\nconformance:'))) as {
      conformance: { script: string[]; variables: Record<string, string> }
    }
    return execute('sh', ['-ec', conformance.script.join('\n')], project, conformance.variables)
  }
  // Local includes are looked for among what git tracks.
  await execute('git', ['init', '-q'], project, {})
  await execute('git', ['add', 'gitlab.yml'], project, {})
  const usual = { CONFORMANCE_ARGS: `--only ${rule}`, CONFORMANCE_COMMAND: suite }
  const sound = await runJob(usual)
  expect([sound.code, sound.stdout]).toEqual([0, expect.stringContaining('conforms on 2 of the 2 MUST checks')])
  writeFileSync(path.join(project, 'none.yaml'), '')
  const held = { ...usual, CONFORMANCE_TARGET: faulty, CONFORMANCE_BASELINE: 'none.yaml' }
  const broken = await runJob(held)
  expect([broken.code, broken.stdout]).toEqual([1, expect.stringContaining('0 known deviations, 2 new failures')])
}, 120_000)
