import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeCertificates, startForwardProxy, startReverseProxy } from '../../fixtures/proxies/index.ts'
import { type RunningReference, startReference } from '../../fixtures/reference/index.ts'
import { judge } from './test-cli.ts'

const host = 'identity.example.test'
const only = ['--only', 'flows']
const tls = makeCertificates([host])
let folder = ''
let ca = ''
let reference: RunningReference

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'network-'))
  ca = path.join(folder, 'ca.pem')
  writeFileSync(ca, tls.ca)
  reference = await startReference()
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await reference.close()
})

describe('TLS', () => {
  test('with a CA of one’s own conforms with --ca, and without it says what is missing', async () => {
    const proxy = await startReverseProxy(reference.url, { tls })
    const [trusting, strict] = await Promise.all([judge([proxy.url, '--ca', ca, ...only]), judge([proxy.url, ...only])])
    await proxy.close()
    expect(trusting.results?.summary.verdicts).toMatchObject({ fail: 0, indeterminate: 0 })
    expect(trusting.code).toBe(0)
    const errors = strict.text.split('\n').filter((line) => line.startsWith('error: '))
    expect(errors).toEqual([expect.stringMatching(/certificate is not trusted .* --ca FILE$/)])
    expect(strict.code).toBe(3)
  })

  test.each([
    ['is not there', 'none.pem', /no such file/],
    ['holds no certificate', import.meta.filename, /certificates in PEM/],
  ])('--ca of a file that %s', async (_what, file, message) => {
    const { code, text } = await judge(['reference', '--ca', file])
    expect(text).toMatch(message)
    expect(code).toBe(4)
  })
})

describe('HTTP_PROXY and HTTPS_PROXY', () => {
  test('plain http goes through the proxy, and nothing else is asked of it', async () => {
    const proxy = await startForwardProxy({ [host]: reference.port })
    const { code, results } = await judge([`http://${host}`, ...only], { HTTP_PROXY: proxy.url })
    await proxy.close()
    expect(results?.summary.verdicts).toMatchObject({ fail: 0, indeterminate: 0 })
    expect(code).toBe(0)
    expect(proxy.requests.length).toBeGreaterThan(20)
    expect(proxy.requests.filter((asked) => !asked.includes(` http://${host}/`))).toEqual([])
  })

  test('https goes through a tunnel, in which --ca counts', async () => {
    const server = await startReverseProxy(reference.url, { tls })
    const proxy = await startForwardProxy({ [host]: Number(new URL(server.url).port) })
    const { code, results } = await judge([`https://${host}`, '--ca', ca, ...only], { https_proxy: proxy.url })
    await Promise.all([proxy.close(), server.close()])
    expect(results?.summary.verdicts).toMatchObject({ fail: 0, indeterminate: 0 })
    expect(code).toBe(0)
    expect(new Set(proxy.requests)).toEqual(new Set([`CONNECT ${host}:443`]))
  })

  test('loopback never goes through it, and hosts of NO_PROXY do not', async () => {
    const proxy = await startForwardProxy({ [host]: reference.port })
    const variables = {
      HTTP_PROXY: proxy.url,
      HTTPS_PROXY: proxy.url,
      NO_PROXY: '.example.test',
      NODE_USE_ENV_PROXY: '1',
    }
    const [own, local, excluded] = await Promise.all([
      judge(['reference', ...only], variables),
      judge([reference.url, ...only], variables),
      judge([`http://${host}`, ...only], variables),
    ])
    await proxy.close()
    expect([own.code, local.code, excluded.code]).toEqual([0, 0, 3])
    expect(excluded.text).toContain('cannot be reached')
    expect(proxy.requests).toEqual([])
  })

  test('an address that is none is named by its variable, without its value', async () => {
    const { code, text } = await judge([`http://${host}`], { HTTPS_PROXY: 'user:hush@proxy' })
    expect(text).toContain('error: HTTPS_PROXY is not an http or https address')
    expect(text).not.toContain('hush')
    expect(code).toBe(4)
  })
})

test('--header reaches every request, and its value no report', async () => {
  const value = 'a-value-nobody-may-read'
  const proxy = await startReverseProxy(reference.url, {
    demands: { name: 'x-team', value },
    // Makes checks fail, so that exchanges get into the reports.
    rewrites: (answer) => ({ ...answer, status: answer.status === 400 ? 500 : answer.status }),
  })
  const { code, text, reports } = await judge([proxy.url, '--header', `X-Team=${value}`, '--only', 'identities'])
  await proxy.close()
  expect(proxy.requests.filter(({ headers }) => headers['x-team'] !== value)).toEqual([])
  expect(proxy.requests.some(({ headers }) => headers['x-amz-target']?.includes('DeleteIdentityPool'))).toBe(true)
  expect(proxy.requests.some(({ method }) => method === 'GET')).toBe(true)
  expect(code).toBe(1)
  expect(reports).toContain('x-team')
  expect(reports + text).not.toContain(value)
})
