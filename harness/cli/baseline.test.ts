import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, afterEach, expect, test } from 'vitest'
import { type RunningReference, startReference } from '../../fixtures/reference/index.ts'
import { judge } from './test-cli.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'baseline-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const file = path.join(folder, 'known-deviations.yaml')
afterEach(() => rmSync(file, { force: true }))

const rule = 'identities/guests-refused'
/** Two faults that break the rule in different ways. */
const [accepting, otherwise] = [
  'reference+fault:identities/guests-always-allowed',
  'reference+fault:identities/guests-not-found',
]

/** A baseline of the first fault, with a reason. */
async function writeBaseline(more = ''): Promise<void> {
  const { code, text } = await judge([accepting, '--only', rule, '--baseline', file, '--update-baseline'])
  expect([code, text]).toEqual([0, expect.stringContaining('2 added, 0 dropped, 0 changed')])
  const written = readFileSync(file, 'utf8')
  expect(written).toContain('reason: TODO')
  writeFileSync(file, written.replace('reason: TODO', `reason: Guests are welcome.${more}`))
}

test('what is listed is no failure; what passes is stale, what fails otherwise is new', async () => {
  await writeBaseline()
  const known = await judge([accepting, '--only', rule, '--baseline', file])
  expect(known.code).toBe(0)
  expect(known.text).toContain('2 known deviations, 0 new failures')
  expect(known.text).toMatch(/ 2 {2}Guests are welcome\./)
  expect(known.text).not.toContain('FAIL')
  expect(known.reports).toContain('known deviation: Guests are welcome.')

  const stale = await judge(['reference', '--only', rule, '--baseline', file])
  expect([stale.code, stale.text]).toEqual([2, expect.stringContaining('Stale: listed as failing, but passes')])
  const different = await judge([otherwise, '--only', rule, '--baseline', file])
  expect([different.code, different.text]).toEqual([
    1,
    expect.stringContaining('Fails otherwise than the baseline says'),
  ])
  const leftOut = await judge(['reference', '--only', 'identities/guest-is-new', '--baseline', file])
  expect([leftOut.code, leftOut.text]).toEqual([0, expect.stringContaining('2 listed but not judged')])
}, 120_000)

test('an entry without a reason is reported, one whose day has passed is red', async () => {
  await writeBaseline('\n    expires: 2020-01-01')
  const expired = await judge([accepting, '--only', rule, '--baseline', file])
  expect([expired.code, expired.text]).toEqual([2, expect.stringContaining('Guests are welcome. (until 2020-01-01)')])
  writeFileSync(file, readFileSync(file, 'utf8').replace('Guests are welcome.', 'TODO').replace('2020', '2999'))
  const unreasoned = await judge([accepting, '--only', rule, '--baseline', file])
  expect([unreasoned.code, unreasoned.text]).toEqual([
    0,
    expect.stringContaining('Without a reason: say in the baseline'),
  ])
}, 120_000)

test('--bail goes on after a known deviation, and ends after another', async () => {
  await writeBaseline()
  const run = [accepting, '--only', rule, 'identities/id-form', '--concurrency', '1', '--bail']
  expect((await judge([...run, '--baseline', file])).results?.run.partial).toBe(false)
  expect((await judge(run)).results?.run.partial).toBe(true)
}, 120_000)

test('a target of the config file brings its baseline, from where the file lies', async () => {
  await writeBaseline()
  const config = path.join(folder, 'conformance.config.yaml')
  writeFileSync(config, `targets: { mine: { target: '${accepting}', baseline: known-deviations.yaml } }`)
  expect((await judge(['mine', '--config', config, '--only', rule])).code).toBe(0)
}, 120_000)

/** A target that lost an operation. */
async function withoutLookup(reference: RunningReference): Promise<Server> {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    if (headers['x-amz-target']?.endsWith('.LookupDeveloperIdentity') === true) {
      response.writeHead(400, { 'content-type': 'application/x-amz-json-1.1' })
      response.end(JSON.stringify({ __type: 'UnknownOperationException' }))
      return
    }
    delete headers['connection']
    const body = await buffer(request)
    const sound = await fetch(reference.url + (request.url ?? '/'), { method: 'POST', headers, body })
    response.writeHead(sound.status, { 'content-type': sound.headers.get('content-type') ?? '' })
    response.end(Buffer.from(await sound.arrayBuffer()))
  }
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  return server
}

test('an operation that is gone is a regression for an older report, and for the baseline', async () => {
  const only = ['--only', 'developer/lookup-by-identity', 'identities/guest-is-new']
  const before = await judge(['reference', ...only])
  expect(before.results?.summary.verdicts.fail).toBe(0)
  const older = path.join(folder, 'older.json')
  writeFileSync(older, JSON.stringify(before.results))
  const listed = before.results?.checks.find(({ id }) => id.startsWith('developer/'))?.id
  writeFileSync(file, `deviations: [{ reason: known, failures: { ${listed}: '0123456789abcdef' } }]`)

  const reference = await startReference()
  const server = await withoutLookup(reference)
  try {
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    expect((await judge([url, ...only])).code).toBe(0)
    const since = await judge([url, ...only, '--against', older])
    expect([since.code, since.text]).toEqual([
      1,
      expect.stringMatching(/regressed: MUST developer\/.*pass → not-implemented/),
    ])
    const held = await judge([url, ...only, '--baseline', file])
    expect([held.code, held.text]).toEqual([1, expect.stringContaining('Missing: the target lacks an operation')])
  } finally {
    server.closeAllConnections()
    server.close()
    await reference.close()
  }
}, 120_000)
