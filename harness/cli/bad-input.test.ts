import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { type RequestListener, createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readResults } from '../report/index.ts'

const main = path.join(import.meta.dirname, 'main.ts')
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'bad-input-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

interface Ended {
  code: number | null
  stdout: string
  stderr: string
}

const start = (...args: string[]): ReturnType<typeof startInto> => startInto('pipe', ...args)

/** `target`: where standard output goes, a pipe to us or a file descriptor. */
function startInto(target: 'pipe' | number, ...args: string[]): { process: ChildProcess; ended: Promise<Ended> } {
  const child = spawn(process.execPath, [main, ...args], {
    cwd: folder,
    env: { PATH: process.env['PATH'] ?? '' },
    stdio: ['pipe', target, 'pipe'],
  })
  let [stdout, stderr] = ['', '']
  child.stdout?.on('data', (chunk) => (stdout += String(chunk)))
  child.stderr?.on('data', (chunk) => (stderr += String(chunk)))
  const ended = new Promise<Ended>((resolve) => {
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
  return { process: child, ended }
}

const cli = (...args: string[]): Promise<Ended> => start(...args).ended

/** What is printed besides progress: one line that names the cause, and no stack trace. */
function errorLine({ stdout, stderr }: Ended): string {
  expect(stdout + stderr).not.toMatch(/^\s+at /m)
  const lines = stderr.split('\n').filter((line) => line.startsWith('error: '))
  expect(lines).toHaveLength(1)
  return lines[0] ?? ''
}

async function withServer<Result>(listener: RequestListener, use: (url: string) => Promise<Result>): Promise<Result> {
  const server = createServer(listener)
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve)
  })
  try {
    return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}`)
  } finally {
    server.closeAllConnections()
    server.close()
  }
}

describe('what was asked for makes no sense: exit code 4', () => {
  test.each([
    ['an unknown flag', ['run', '--nonsense'], /unknown option '--nonsense'/],
    ['an unknown command', ['judge'], /unknown command 'judge'/],
    ['an unknown command that every object has', ['toString'], /unknown command 'toString'/],
    ['an unknown target', ['run', 'moto'], /unknown target: moto/],
    ['a broken address', ['run', 'http://'], /not an http or https address/],
    ['a password in the address', ['run', 'http://user:hush@127.0.0.1:1'], /must not contain a user name or password/],
    ['an unknown format', ['run', '--format', 'pdf'], /unknown format: pdf/],
    ['an unknown source of logins', ['run', '--logins', 'cognito'], /unknown source of logins: cognito/],
    ['an unknown level', ['run', '--level', 'always'], /must, should, may/],
    ['a number that is none', ['run', '--concurrency', 'many'], /a whole number from 1 to 256/],
    ['a shard beyond the last', ['run', '--shard', '5/4'], /a shard is written i\/n/],
    ['a config file that is not there', ['run', 'x', '--config', 'none.yaml'], /no config file none.yaml/],
    ['an unknown requirement', ['explain', 'linking/nothing'], /no requirement linking\/nothing/],
    ['results that are not there', ['report', 'none.json'], /cannot read none.json \(ENOENT\)/],
    [
      'several formats without a folder',
      ['report', 'a', '--format', 'html,text'],
      /several formats need a folder: --out/,
    ],
    ['several results in a format for one', ['report', 'a', 'b'], /text shows one results file/],
    [
      'an older report for several results',
      ['report', 'a', 'b', '--format', 'html', '--against', 'c'],
      /a single results/,
    ],
    [
      'an older report in a format for one',
      ['report', 'a', '--format', 'junit', '--against', 'c'],
      /junit does not show what moved/,
    ],
    ['an older report that is not there', ['run', '--against', 'none.json'], /cannot read none.json \(ENOENT\)/],
    [
      'a baseline that is not there',
      ['run', '--baseline', 'none.yaml'],
      /none.yaml \(ENOENT\); --update-baseline writes/,
    ],
    ['an update of no baseline', ['run', '--update-baseline'], /--update-baseline needs to know which file/],
    [
      'a baseline of a proxy',
      ['run', 'http://127.0.0.1:9', '--through', 'http://127.0.0.1:9', '--baseline', 'none.yaml'],
      /a baseline belongs to a run without it/,
    ],
    ['a comparison with nothing', ['diff', 'none.json', 'none.json'], /cannot read none.json/],
    ['a pattern without requirements', ['list', 'nothing*'], /no requirement matches nothing\*/],
  ])('%s', async (_what, args, message) => {
    const ended = await cli(...args)
    expect(errorLine(ended)).toMatch(message)
    expect(ended.code).toBe(4)
    expect(ended.stdout + ended.stderr).not.toContain('hush')
  })

  test.each([
    ['no YAML', 'a: [', /cannot be read/],
    ['an unknown member', 'targets: { mine: { target: reference, colour: red } }', /Unrecognized key/],
    ['an address that is none', 'targets: { mine: { target: reference, stsEndpoint: here } }', /stsEndpoint/],
  ])('a config with %s', async (_what, text, message) => {
    const file = path.join(folder, 'broken.yaml')
    writeFileSync(file, text)
    const ended = await cli('run', 'mine', '--config', file)
    expect(errorLine(ended)).toMatch(message)
    expect(ended.code).toBe(4)
  })

  test.each([
    ['no YAML', 'a: [', /broken.yaml: .* at line 1/],
    ['no reason', 'deviations: [{ failures: {} }]', /broken.yaml: no baseline: .* at deviations.0.reason/],
  ])('a baseline with %s', async (_what, text, message) => {
    const file = path.join(folder, 'broken.yaml')
    writeFileSync(file, text)
    const ended = await cli('run', '--baseline', file)
    expect(errorLine(ended)).toMatch(message)
    expect(ended.code).toBe(4)
  })

  test.each([
    ['no JSON', '<html>', /not JSON/],
    ['another document', '{}', /no results file: .* at schemaVersion/],
    ['a newer version', '{"schemaVersion":2}', /written by a newer version of the suite/],
  ])('results with %s', async (_what, text, message) => {
    const file = path.join(folder, 'broken.json')
    writeFileSync(file, text)
    const ended = await cli('report', file)
    expect(errorLine(ended)).toMatch(message)
    expect(ended.code).toBe(4)
  })

  test('an output folder that cannot be made', async () => {
    const file = path.join(folder, 'a-file')
    writeFileSync(file, '')
    const ended = await cli('run', '--out', path.join(file, 'report'))
    expect(errorLine(ended)).toMatch(/cannot write to .*choose another folder with --out/)
    expect(ended.code).toBe(4)
  })

  test('a baseline that cannot be made', async () => {
    const file = path.join(folder, 'no-folder')
    writeFileSync(file, '')
    const ended = await cli('run', '--baseline', path.join(file, 'known.yaml'), '--update-baseline')
    expect(errorLine(ended)).toMatch(/no-folder\/known.yaml/)
    expect(ended.stderr).not.toContain('running')
    expect(ended.code).toBe(4)
  })

  test('a report that cannot be written: what was judged is printed all the same', async () => {
    const out = path.join(folder, 'blocked')
    mkdirSync(path.join(out, 'results.json'), { recursive: true })
    const ended = await cli('run', '--only', 'identities/guest-is-new', '--out', out)
    expect(errorLine(ended)).toMatch(/EISDIR: .*results.json/)
    expect(ended.stdout).toMatch(/reference .*conforms on/)
    expect(ended.stdout).not.toContain('report in')
    expect(ended.code).toBe(4)
  })

  test('--only that matches nothing', async () => {
    const ended = await cli('run', '--only', 'no/such/check')
    expect(errorLine(ended)).toMatch(/no check matches no\/such\/check/)
    expect(ended.code).toBe(4)
  })
})

describe('nothing can be judged: exit code 3', () => {
  test('nobody listens', async () => {
    const ended = await cli('run', 'http://127.0.0.1:9')
    expect(errorLine(ended)).toMatch(/cannot be reached: connection trouble \(ECONNREFUSED\)/)
    expect(ended.code).toBe(3)
  })

  const tenMegabytes = Buffer.alloc(10_000_000, 'a')
  const listeners: [string, RequestListener, RegExp][] = [
    [
      'HTML',
      (_, response) => void response.setHeader('content-type', 'text/html').end('<h1>hello</h1>'),
      /HTTP 200, text\/html/,
    ],
    ['nothing', (_, response) => void response.end(), /does not answer like an Amazon Cognito identity endpoint/],
    ['`{}` to everything', (_, response) => void response.end('{}'), /does not answer like/],
    [
      'a redirect to itself',
      (request, response) => void response.writeHead(302, { location: request.url }).end(),
      /HTTP 302/,
    ],
    ['10 MB', (_, response) => void response.end(tenMegabytes), /does not answer like|cannot be reached/],
    ['a connection that is cut', (request) => void request.socket.destroy(), /cannot be reached/],
    [
      'terminal escapes',
      (_, response) => void response.writeHead(200, { 'content-type': 'a\u00a0b[31m' }).end('\u001b[31mx'),
      /does not answer like/,
    ],
  ]
  test.each(listeners)('an endpoint that answers %s', async (_what, listener, message) => {
    const ended = await withServer(listener, (url) => cli('run', url))
    expect(errorLine(ended)).toMatch(message)
    expect(ended.code).toBe(3)
  })

  test('an endpoint that never answers', async () => {
    const ended = await withServer(
      () => {},
      (url) => cli('run', url, '--time-limit', '1'),
    )
    expect(errorLine(ended)).toMatch(/cannot be reached: no answer in time/)
    expect(ended.code).toBe(3)
  })
})

describe('Ctrl-C', () => {
  test.each([
    ['one check under way', 300, '1'],
    ['the first checks under way', 0, '16'],
  ])('keeps what was judged, and marks it partial: with %s', async (_, delay, concurrency) => {
    const out = path.join(folder, `interrupted-${delay}`)
    const run = start('run', 'reference', '--out', out, '--concurrency', concurrency)
    await new Promise<void>((resolve) => {
      run.process.stderr?.on('data', (chunk) => String(chunk).includes('running') && setTimeout(resolve, delay))
    })
    run.process.kill('SIGINT')
    const ended = await run.ended
    expect(ended.stderr).toContain('interrupted')
    const results = await readResults(readFileSync(path.join(out, 'results.json'), 'utf8'))
    expect(results.run.partial).toBe(true)
    expect(ended.code).toBe(3)
  })

  test.each([50, 150, 250, 350])('ends at once what has just begun: after %d ms', async (delay) => {
    const out = path.join(folder, `begun-${delay}`)
    const run = start('run', 'reference', '--out', out, '--concurrency', '1')
    setTimeout(() => run.process.kill('SIGINT'), delay)
    const { code, stderr } = await run.ended
    // By the signal itself, or, on a machine that was quick, as a run that was interrupted.
    if (code !== null) expect(stderr).toContain('interrupted')
  })
})

describe('what people expect', () => {
  test.each([
    ['list', ['list']],
    ['run', ['run', '--only', 'identities/guest-is-new', '--out', 'unread']],
  ])('%s ends well where nobody reads what it prints', async (_what, args) => {
    const { process: child, ended } = start(...args)
    child.stdout?.destroy()
    const { code, stderr } = await ended
    expect(code).toBe(0)
    expect(stderr).not.toContain('EPIPE')
  })

  test('a run ends well where nobody reads its progress either', async () => {
    const { process: child, ended } = start('run', '--only', 'identities/guest-is-new', '--out', 'unseen')
    child.stdout?.destroy()
    child.stderr?.destroy()
    expect((await ended).code).toBe(0)
    const results = await readResults(readFileSync(path.join(folder, 'unseen/results.json'), 'utf8'))
    expect(results.run.partial).toBe(false)
  })

  test.runIf(existsSync('/dev/full'))('output that cannot be written is an error in one line', async () => {
    const full = openSync('/dev/full', 'w')
    const { code, stderr } = await startInto(full, 'list').ended
    closeSync(full)
    expect(stderr).toMatch(/^error: ENOSPC: .*\n$/)
    expect(code).toBe(4)
  })

  test('--help and --version end well', async () => {
    const [help, version] = await Promise.all([cli('--help'), cli('--version')])
    expect([help.code, version.code]).toEqual([0, 0])
    expect(help.stdout).toContain('Usage: cognito-identity-conformance')
    expect(version.stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  test('--json prints the results and nothing else; a pipe gets no escapes', async () => {
    const { stdout, stderr } = await cli('run', '--only', 'identities', '--json', '--out', path.join(folder, 'json'))
    expect((await readResults(stdout)).checks.length).toBeGreaterThan(0)
    expect(stderr).not.toContain('\u001b')
  })

  test('--quiet prints nothing', async () => {
    const baseline = ['--baseline', 'made/known.yaml', '--update-baseline']
    const { stdout, stderr } = await cli('run', '--only', 'identities', '--quiet', '--out', 'quiet', ...baseline)
    expect(existsSync(path.join(folder, 'made/known.yaml'))).toBe(true)
    expect(stdout + stderr).toBe('')
  })
})
