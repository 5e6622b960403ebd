import { existsSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Browser, type Page, chromium } from 'playwright-core'
import { type CheckResult, type Results, assembleResults, renderFormat } from '../harness/report/index.ts'
import { type Figure, figure } from './figures.ts'

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const [checks, targets] = [1500, 4]

/** The page of 1,500 checks on four targets: how long it takes to render, how large it is, and how fast it is in a browser. */
export async function measurePage(folder: string, rounds: number): Promise<Figure[]> {
  const all = Array.from({ length: targets }, (_, index) => sampleResults(index))
  const [first, ...others] = all as [Results, ...Results[]]
  const file = path.join(folder, 'page.html')
  const rendering: number[] = []
  for (let round = 0; round <= rounds; round += 1) {
    const startedAt = performance.now()
    writeFileSync(file, await renderFormat('html', { results: [first, ...others] }))
    if (round > 0) rendering.push(performance.now() - startedAt)
  }
  const figures = [
    figure(`page: rendering ${checks} checks × ${targets} targets`, rendering, 'ms', { atMost: 1000 }),
    figure('page: size', [statSync(file).size / 1024], 'KiB', { atMost: 1464 }),
  ]
  if (!existsSync(executablePath)) {
    process.stdout.write(`page in a browser: skipped, there is no ${executablePath} (CHROMIUM names another)\n`)
    return figures
  }
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
  try {
    return [...figures, ...(await measureInBrowser(browser, pathToFileURL(file).href, rounds))]
  } finally {
    await browser.close()
  }
}

const queries = ['level:must verdict:fail', 'verdict:fail -topic:linking', 'is:different sign', 'no such check']

async function measureInBrowser(browser: Browser, url: string, rounds: number): Promise<Figure[]> {
  const [paints, keystrokes]: [number[], number[]] = [[], []]
  for (let round = 0; round <= rounds; round += 1) {
    const page = await browser.newPage({ viewport: { width: 1200, height: 800 } })
    await page.goto(url)
    const paint = await firstPaint(page)
    const times = []
    for (const query of queries) times.push(...(await typeInto(page, query)))
    await page.close()
    if (round === 0) continue
    paints.push(paint)
    keystrokes.push(Math.max(...times))
  }
  return [
    figure('page: first paint in Chromium', paints, 'ms', { atMost: 300 }),
    figure('page: slowest of some 90 keystrokes in the filter', keystrokes, 'ms', { atMost: 50 }),
  ]
}

/** Milliseconds from the start of the navigation. */
async function firstPaint(page: Page): Promise<number> {
  await page.waitForFunction('performance.getEntriesByName("first-contentful-paint").length > 0')
  return page.evaluate<number>('performance.getEntriesByName("first-contentful-paint")[0].startTime')
}

/** Milliseconds of each keystroke, until the page is laid out again. */
function typeInto(page: Page, query: string): Promise<number[]> {
  return page.evaluate<number[]>(`(() => {
    const input = document.getElementById('query')
    return [...${JSON.stringify(query)}].map((_, index, letters) => {
      const startedAt = performance.now()
      input.value = letters.slice(0, index + 1).join('')
      input.dispatchEvent(new Event('input'))
      document.body.getBoundingClientRect()
      return performance.now() - startedAt
    })
  })()`)
}

const topics = ['identities', 'linking', 'merging', 'developer', 'tokens', 'wire', 'validation']
const verdicts = ['pass', 'pass', 'fail', 'untestable', 'pass', 'fail', 'observed'] as const

/** Results like those of an emulator, each target with its own. */
function sampleResults(target: number): Results {
  const spec = `http://127.0.0.1:${5000 + target}`
  const facts = { kind: 'endpoint', name: `emulator-${target}`, version: '1.0', digest: null, region: 'us-east-1' }
  const run = {
    startedAt: '2027-01-01T00:00:00.000Z',
    durationMs: 20_000,
    requests: 4000,
    partial: false,
    command: 'run',
  }
  return assembleResults(
    {
      suite: { name: 'cognito-identity-conformance', version: '0.1.0', revision: null, seed: 1 },
      target: { spec, ...facts, declared: {}, probed: {} },
      run: { ...run, level: 'MUST' },
      operations: { GetId: 'implemented', GetOpenIdToken: 'implemented', UnlinkIdentity: 'not-implemented' },
      sightings: new Set(),
    },
    Array.from({ length: checks }, (_, index) => sampleCheck(index, target)),
  )
}

function sampleCheck(index: number, target: number): CheckResult {
  const topic = topics[index % topics.length] ?? ''
  const requirement = `${topic}/rule-number-${Math.floor(index / 4)}`
  const verdict = verdicts[(index * 7 + target * (index % 3)) % verdicts.length] ?? 'pass'
  const sentence = `Operation ${index % 23} keeps rule ${Math.floor(index / 4)}, whoever calls it and whatever was there before.`
  const common = { requirement, topic, sentence, kind: 'scenario' as const, durationMs: 12, requests: 4 }
  const title = `case ${index} of the rule`
  const level = index % 3 === 0 ? ('SHOULD' as const) : ('MUST' as const)
  const check = { id: `${requirement}/case-${index}-of-the-rule`, title, level, verdict, ...common }
  if (verdict === 'untestable')
    return { ...check, reason: `precondition: expected reason ${index % 40} (GetId answer)` }
  if (verdict === 'observed') return { ...check, level: 'MAY', observation: `HTTP ${200 + (index % 5)}` }
  if (verdict !== 'fail') return check
  const request = {
    method: 'POST',
    url: 'http://127.0.0.1/',
    headers: { 'x-amz-target': 'GetId' },
    body: '{"a":1}'.repeat(20),
  }
  const response = {
    status: 400,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: '{"b":2}'.repeat(20),
  }
  const exchange = { service: 's', operation: 'GetId', startedAt: 0, durationMs: 1, request, response }
  const difference = {
    message: 'm',
    expected: `value ${index % 300}`,
    got: `other ${index}`,
    at: 'GetId answer, IdentityId',
  }
  const again = {
    signature: String(index),
    reproduced: 'always' as const,
    repro: { command: `run --only ${check.id}` },
  }
  return { ...check, failure: { ...difference, ...again, exchanges: [exchange, exchange] } }
}
