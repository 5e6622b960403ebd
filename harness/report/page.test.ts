import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import axe from 'axe-core'
import { type Browser, type Page, chromium } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadForms } from '../repro/index.ts'
import {
  type CheckResult,
  type Results,
  assembleResults,
  compareResults,
  renderFormat,
  reproOf,
  trendOf,
} from './index.ts'

const executablePath = process.env['CHROMIUM'] ?? '/usr/bin/chromium'
const hasChromium = existsSync(executablePath)
if (!hasChromium) console.warn(`SKIPPED: the page is not tested in a browser; there is no ${executablePath}`)

const attack = '</script><img src=x onerror="document.title=1"><script>document.title=1</script>\u202e'

function check(id: string, verdict: CheckResult['verdict']): CheckResult {
  const [topic = '', name = ''] = id.split('/')
  const request = { method: 'POST', url: 'http://x', headers: {}, body: attack }
  const exchange = { service: 's', operation: 'GetId', startedAt: 0, durationMs: 1, request }
  const common = {
    id,
    requirement: `${topic}/${name}`,
    level: 'MUST' as const,
    kind: 'scenario' as const,
    topic,
    title: 't',
  }
  const outcome = { sentence: `Rule ${name}.`, verdict, durationMs: 1, requests: 1 }
  if (verdict !== 'fail') return { ...common, ...outcome, ...(verdict === 'pass' ? {} : { reason: attack }) }
  const repro = { command: `run --only ${id}` }
  const difference = { message: 'm', expected: 'dry', got: attack, at: 'GetId answer, IdentityId', signature: 's' }
  return { ...common, ...outcome, failure: { ...difference, reproduced: 'always', exchanges: [exchange], repro } }
}

function resultsOf(name: string, checks: CheckResult[], partial = false): Results {
  const suite = { name: 'suite', version: '0.0.0', revision: null, seed: 1 }
  const target = {
    spec: 'http://x',
    kind: 'endpoint',
    name,
    version: null,
    digest: null,
    region: 'r',
    declared: {},
    probed: {},
  }
  const run = {
    startedAt: '2026-01-01T00:00:00.000Z',
    durationMs: 10,
    requests: 3,
    command: 'run',
    level: 'MUST' as const,
  }
  return assembleResults(
    { suite, target, run: { ...run, partial }, operations: { GetId: 'implemented' }, sightings: new Set() },
    checks,
  )
}

const failing = resultsOf('ann', [
  check('a/wet/1', 'fail'),
  check('a/wet/2', 'pass'),
  check('b/dry/1', 'untestable'),
  ...Array.from({ length: 100 }, (_, index) => check(`c/many/${index}`, 'pass')),
])
const green = resultsOf('bob', [check('a/wet/1', 'pass'), check('a/wet/2', 'pass')])
const program = {
  region: 'us-east-1',
  steps: [
    { service: 'cognito-identity' as const, operation: 'GetId', signed: false, accepted: true, input: { Odd: attack } },
  ],
  judged: 1,
  demand: { is: 'refused' as const, codes: ['NotAuthorizedException'] },
  expected: 'dry',
  got: attack,
  at: attack,
}
const shown = check('a/wet/1', 'fail')
if (shown.failure !== undefined) shown.failure.repro.program = program

/** A run with a baseline: one known deviation, one new failure, one stale line. */
const listed = (one: CheckResult, state: 'known' | 'stale'): CheckResult => ({
  ...one,
  known: { state, reason: `${attack} is known`, ticket: 'https://example.com/1' },
})
const some = resultsOf('ann', [
  listed(check('a/old/1', 'fail'), 'known'),
  check('a/wet/1', 'fail'),
  listed(check('a/wet/2', 'pass'), 'stale'),
  check('a/wet/3', 'pass'),
])
const baseline = { file: 'known-deviations.yaml', known: 1, new: 1, different: 0, expired: 0, stale: 1, missing: 0 }
const held: Results = {
  ...some,
  summary: { ...some.summary, baseline: { ...baseline, unjudged: [], unknown: [], unreasoned: [attack] } },
}
const earlier = (day: number, verdict: 'pass' | 'untestable'): Results => {
  const one = resultsOf('ann', [check('a/wet/1', verdict), check('a/wet/3', 'pass')])
  return { ...one, run: { ...one.run, startedAt: `2025-01-0${day}T00:00:00.000Z` } }
}
const history = [earlier(1, 'untestable'), earlier(2, 'pass')] as const
const reports: Record<string, readonly [Results, ...Results[]]> = {
  failing: [failing],
  repro: [resultsOf('ann', [shown])],
  green: [green],
  partial: [resultsOf('ann', [check('a/wet/1', 'pass')], true)],
  empty: [resultsOf('ann', [])],
  held: [held],
  four: [
    failing,
    green,
    resultsOf(attack, [check('a/wet/1', 'fail')]),
    resultsOf('eve', [check('a/wet/1', 'untestable')]),
  ],
}

describe.skipIf(!hasChromium)('the page in Chromium', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'page-'))
  let browser: Browser

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] })
    for (const [name, results] of Object.entries(reports)) {
      const moved = { movement: compareResults(history[1], results[0]), trend: trendOf(history, results[0]) }
      const content = { results, ...(name === 'held' ? moved : {}) }
      writeFileSync(path.join(folder, `${name}.html`), await renderFormat('html', content))
    }
  })
  afterAll(async () => {
    await browser.close()
    rmSync(folder, { recursive: true })
  })

  async function open(name: string, options: Parameters<Browser['newPage']>[0] = {}, hash = ''): Promise<Page> {
    const page = await browser.newPage(options)
    page.on('pageerror', (error) => expect.fail(String(error)))
    page.on('request', (request) => expect(request.url()).toMatch(/^file:/))
    await page.goto(`${pathToFileURL(path.join(folder, `${name}.html`)).href}${hash}`)
    return page
  }

  test.each(Object.keys(reports).flatMap((name) => [[name, 'light'] as const, [name, 'dark'] as const]))(
    '%s has no violation that axe finds, %s and at 360 px',
    async (name, colorScheme) => {
      // The page forbids itself foreign scripts; only the checker may pass.
      const page = await open(name, { colorScheme, viewport: { width: 360, height: 740 }, bypassCSP: true })
      await page.evaluate('document.querySelectorAll("details").forEach((one) => { one.open = true })')
      await page.addScriptTag({ content: axe.source })
      const found = await page.evaluate(
        'axe.run().then(({ violations }) => violations.map((one) => one.id + " " + one.nodes[0].html))',
      )
      expect(found).toEqual([])
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360)
      await page.close()
    },
  )

  test('shows the first thing to fix and its repro without scrolling, and obeys no text of a target', async () => {
    const page = await open('failing', { viewport: { width: 1200, height: 800 } })
    const repro = await page.getByText('run --only a/wet/1').first().boundingBox()
    expect((repro?.y ?? 9999) + (repro?.height ?? 0)).toBeLessThan(800)
    expect(await page.title()).toBe('ann: conformance to Amazon Cognito identity pools')
    expect(await page.locator('img').count()).toBe(0)
    await page.close()
  })

  test('filters by the query box, keeps the state in the URL, and opens a check by keyboard', async () => {
    const page = await open('failing')
    const rows = page.locator('#rows tr')
    expect(await rows.count()).toBe(1)
    await page.fill('#query', 'verdict:pass -topic:a')
    expect(await page.textContent('#count')).toBe('100 of 103 checks')
    expect(await rows.count()).toBe(30)
    await page.click('#more')
    expect(await rows.count()).toBe(60)
    await page.waitForURL((url) => decodeURIComponent(url.hash) === '#q=verdict:pass -topic:a')
    await page.fill('#query', 'is:unjudged')
    await page.focus('#rows button')
    await page.keyboard.press('Enter')
    expect(await page.locator('#rows dd').last().textContent()).toContain(String.raw`\u{202e}`)
    await page.close()
    const again = await open('failing', {}, '#q=a%2Fwet%2F1')
    expect(await again.inputValue('#query')).toBe('a/wet/1')
    expect(await again.getByText('expected').last().isVisible()).toBe(true)
    await again.close()
  })

  test('shows what is new against the baseline and older runs first, and known deviations apart', async () => {
    const page = await open('held')
    const news = await page.textContent('.news')
    expect(news?.replaceAll(/\s+/g, ' ').trim()).toBe(
      'Baseline: 1 known deviation, 1 new failure, 1 stale. Since the older run: 1 regressed, 0 fixed.',
    )
    expect(await page.locator('details.card').count()).toBe(1)
    expect(await page.inputValue('#query')).toBe('is:new')
    expect(await page.locator('#rows tr').allTextContents()).toEqual(['a/wet/1MUST✗ fail'])
    await page.fill('#query', 'is:known')
    expect(await page.locator('#rows tr').allTextContents()).toEqual(['a/old/1MUST✗ fail, known'])
    await page.fill('#query', 'is:stale')
    expect(await page.locator('#rows tr').allTextContents()).toEqual(['a/wet/2MUST✓ pass, stale in the baseline'])
    expect(await page.locator('#trend tbody tr').count()).toBe(3)
    expect(await page.locator('#baseline').textContent()).toContain('Stale: listed as failing, but passes')
    await page.getByRole('link', { name: 'Trend' }).click()
    // Longer than the query box waits before it writes the address.
    await page.waitForTimeout(300)
    expect(new URL(page.url()).hash).toBe('#trend')
    await page.close()
  })

  test('compares targets, disagreement first', async () => {
    const page = await open('four')
    expect(await page.textContent('h1')).toBe('4 targets differ in 1 of 103 checks')
    expect(await page.inputValue('#query')).toBe('is:different')
    expect(await page.locator('#rows tr').count()).toBe(1)
    await page.fill('#query', 'target:bob verdict:pass')
    expect(await page.locator('#rows tr').count()).toBe(2)
    await page.close()
  })

  test('copies the bug report', async () => {
    const page = await open('failing')
    await page.getByRole('button', { name: 'Copy bug report' }).first().click()
    await page.getByRole('button', { name: 'Copied' }).waitFor()
    expect(await page.textContent('#bug-0')).toContain('Rule (MUST): Rule wet.\nExpected: dry')
    await page.close()
  })

  test('copies a repro in each form, whole', async () => {
    const page = await open('repro')
    await page.evaluate(
      'document.execCommand = () => true; navigator.clipboard.writeText = async (text) => { window.copied = text }',
    )
    const copied = async (name: string): Promise<string> => {
      await page.getByRole('button', { name }).first().click()
      await page.getByRole('button', { name: 'Copied' }).waitFor()
      await page.getByRole('button', { name: 'Copied' }).waitFor({ state: 'detached' })
      return page.evaluate('window.copied')
    }
    const repro = reproOf(shown, resultsOf('ann', [shown]), {})
    expect(repro).toBeDefined()
    if (repro === undefined) return
    const { renderForm } = await loadForms()
    expect(await copied('Copy script')).toBe(renderForm('script', repro))
    expect(await copied('Copy curl')).toBe(renderForm('curl', repro))
    expect(await copied('Copy AWS CLI')).toBe(renderForm('aws-cli', repro))
    expect(await copied('Copy bug report')).toBe(renderForm('issue', repro))
    await page.close()
  })

  test('opens its cards for paper', async () => {
    const page = await open('failing')
    await page.pdf()
    expect(await page.locator('details.card:not([open])').count()).toBe(0)
    await page.close()
  })
})
