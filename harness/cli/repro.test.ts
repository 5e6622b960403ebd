import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withFaults } from '../../fixtures/faults/index.ts'
import { type Issuer, generateIssuerKey, startIssuer } from '../../fixtures/issuers/index.ts'
import { type RunningReference, startReference } from '../../fixtures/reference/index.ts'
import { createPlayer } from '../../scripts/play-repro.ts'
import type { CheckResult, Results } from '../report/index.ts'
import { type Form, type Repro, loadForms } from '../repro/index.ts'
import { reproOf } from '../report/index.ts'
import { judge } from './test-cli.ts'

/** Each with a requirement that it breaks; together in one run, as they do not get in each other's way. */
const seeded = [
  ['basic-flow/without-login-worded-otherwise', 'basic-flow/login-required-text', 'scenario'],
  ['credentials/fifteen-minutes', 'credentials/one-hour', 'scenario'],
  ['developer/lookup-without-users', 'developer/lookup-by-identity', 'scenario'],
  ['developer/name-can-be-changed', 'developer/provider-name-fixed', 'scenario'],
  ['disabled/hidden-by-false', 'disabled/listed', 'scenario'],
  ['expiry/token-lives-a-second-less', 'expiry/token-lifetime', 'scenario'],
  ['logins/users-never-looked-after', 'logins/server-side-token-check', 'scenario'],
  ['merging/any-provider-name', 'merging/other-provider-name', 'scenario'],
  ['merging/source-user-stays', 'merging/both-users-yield-it', 'scenario'],
  ['merging/developer-call-ignores-owner', 'merging/by-developer-call', 'scenario'],
  ['pools/token-check-absent-by-default', 'pools/token-check-default', 'scenario'],
  ['roles/preferred-role-ignored', 'roles/preferred-role', 'scenario'],
  ['tokens/key-id-without-region', 'tokens/key-id', 'scenario'],
  ['tokens/methods-without-providers', 'tokens/names-providers', 'scenario'],
  ['unlinking/removes-although-refused', 'unlinking/refused-unlink-changes-nothing', 'scenario'],
  ['pagination/identities-skip-one', 'pagination/identities-partition', 'property'],
  ['developer/lookup-pages-overlap', 'developer/lookup-pages', 'property'],
  ['validation/account-id-takes-one-more', 'validation/get-id-refused', 'wire'],
  ['wire/malformed-code', 'wire/malformed-json-code', 'wire'],
  ['wire/any-secret', 'wire/wrong-secret', 'wire'],
  ['wire/one-call', 'wire/keep-alive', 'wire'],
] as const

const faults = seeded.map(([id]) => id)
const accessKeys = { test: { secretAccessKey: 'test' } }
const curlCanSign = /^curl (7\.(7[5-9]|[89]\d)|[89]\.|\d\d)/.test(
  spawnSync('curl', ['--version'], { encoding: 'utf8' }).stdout ?? '',
)
const hasAws = spawnSync('aws', ['--version']).status === 0

describe('repros of real failures', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'repros-'))
  let [faulty, sound]: RunningReference[] = []
  let issuer: Issuer
  let results: Results
  let play: ReturnType<typeof createPlayer>

  beforeAll(async () => {
    const privateJwk = await generateIssuerKey()
    ;[faulty, sound, issuer] = await Promise.all([
      startReference({ accessKeys, ...withFaults(faults) }),
      startReference({ accessKeys }),
      startIssuer({ privateJwk }),
    ])
    play = createPlayer(folder, path.join(import.meta.dirname, 'main.ts'), issuer, privateJwk)
    const spec = ['reference', ...faults.map((id) => `fault:${id}`)].join('+')
    const judged = await judge([spec, '--only', ...seeded.map(([, requirement]) => requirement), '--seed', '1'])
    if (judged.results === undefined) throw new Error(judged.text)
    results = judged.results
  }, 120_000)

  afterAll(async () => {
    await Promise.all([faulty?.close(), sound?.close(), issuer?.close()])
    rmSync(folder, { recursive: true })
  })

  const failing = (requirement: string): CheckResult => {
    const kind = seeded.find(([, breaks]) => breaks === requirement)?.[2]
    const check = results.checks.find(
      (one) => one.requirement === requirement && one.kind === kind && one.failure !== undefined,
    )
    if (check === undefined) throw new Error(`no check of ${requirement} fails`)
    return check
  }

  const reproFor = (check: CheckResult): Repro => {
    const repro = reproOf(check, results, {})
    if (repro === undefined) throw new Error(check.failure?.repro.reason ?? '')
    return repro
  }

  /** Runs one form of a check's repro against both references; answers the two exit codes. */
  async function outcomes(requirement: string, form: Form): Promise<{ codes: (number | null)[]; texts: string[] }> {
    const check = failing(requirement)
    const file = path.join(folder, `${check.id.replaceAll('/', '-')}.${form === 'script' ? 'mjs' : 'sh'}`)
    writeFileSync(file, (await loadForms()).renderForm(form, reproFor(check)))
    const ran = []
    for (const target of [faulty, sound]) ran.push(await play(file, target?.url ?? ''))
    return { codes: ran.map(({ code }) => code), texts: ran.map(({ text }) => text) }
  }

  test('every failing check has a program', () => {
    const failures = results.checks.flatMap(({ failure }) => failure ?? [])
    expect(failures.length).toBeGreaterThanOrEqual(seeded.length)
    expect(failures.filter(({ repro }) => repro.program === undefined)).toEqual([])
  })

  test.each(seeded)('%s shows by a script, and not on the sound reference', async (_fault, requirement) => {
    const { codes, texts } = await outcomes(requirement, 'script')
    expect(codes, texts.join('\n')).toEqual([1, 0])
  })

  /** A connection that goes on is more than curl's lines can show. */
  const beyondCurl = 'wire/one-call'
  const byCurl = seeded.filter(([id], index) => index % 2 === 0 || /^(pools|wire)\//.test(id))
  test.skipIf(!curlCanSign).each(byCurl)(
    `%s shows by curl${curlCanSign ? '' : ' (skipped: no curl 7.75 or newer here)'}`,
    async (fault, requirement) => {
      const { codes, texts } = await outcomes(requirement, 'curl')
      expect(codes, texts.join('\n')).toEqual(fault === beyondCurl ? [2, 2] : [1, 0])
    },
    120_000,
  )

  test('tells nothing where bash itself ends it before it judged', async () => {
    const repro = reproFor(failing('disabled/listed'))
    for (const form of ['curl', 'aws-cli'] as const) {
      const file = path.join(folder, `${form}-broken.sh`)
      const text = (await loadForms()).renderForm(form, repro)
      writeFileSync(file, text.replace(/^ *# 1\. .*$/m, 'echo "$NOT_SET_ANYWHERE"'))
      expect(text).toMatch(/^ *# 1\. /m)
      expect((await play(file, sound?.url ?? '')).code).toBe(2)
    }
  })

  const simple = seeded.filter(([id]) => /^(developer\/lookup-without|pools|validation)/.test(id))
  test.skipIf(!hasAws).each(simple)(
    `%s shows by the AWS CLI${hasAws ? '' : ' (skipped: there is no aws here)'}`,
    async (_fault, requirement) => {
      const { codes, texts } = await outcomes(requirement, 'aws-cli')
      expect(codes, texts.join('\n')).toEqual([1, 0])
    },
    120_000,
  )
})
