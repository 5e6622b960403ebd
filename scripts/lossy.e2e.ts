// What had no answer is no failure: the whole suite against the reference, behind a proxy on whose way things get lost.
import { mkdtempSync, rmSync } from 'node:fs'
import type { IncomingMessage } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { type ProxyAnswer, startReverseProxy } from '../fixtures/proxies/index.ts'
import { startReference } from '../fixtures/reference/index.ts'
import { jsonError } from '../fixtures/reference/http/json-protocol.ts'
import { xmlError } from '../fixtures/reference/http/query-protocol.ts'
import { ServiceError } from '../fixtures/reference/service-error.ts'
import { judge } from './judge.ts'

/** As the services say it: STS and IAM, which take forms, otherwise than the others. */
function throttled({ headers }: IncomingMessage): ProxyAnswer {
  return headers['content-type']?.includes('urlencoded') === true
    ? xmlError('sts', new ServiceError('Throttling', 'Rate exceeded'))
    : jsonError(new ServiceError('TooManyRequestsException', 'Rate exceeded'))
}

const every = 31

test.each([
  ['requests get lost', () => 'request lost' as const],
  ['answers get lost', () => 'answer lost' as const],
  ['the target throttles', throttled],
])(
  'where %s, checks end without a verdict, and none fails for it',
  async (_, interference) => {
    const reference = await startReference()
    const proxy = await startReverseProxy(reference.url, {
      interferes: (nth, incoming) => (nth % every === 0 ? interference(incoming) : undefined),
    })
    const folder = mkdtempSync(path.join(tmpdir(), 'lossy-'))
    try {
      const { code, results } = await judge(proxy.url, folder, '--quiet', '--seed', '1')
      const withVerdict = (verdict: string) => results.checks.filter((check) => check.verdict === verdict)
      expect(withVerdict('harness-error')).toEqual([])
      // A connection that is cut looks like one that is not kept.
      expect(withVerdict('fail').filter(({ requirement }) => requirement !== 'wire/keep-alive')).toEqual([])
      expect(withVerdict('indeterminate').length).toBeGreaterThan(20)
      expect(withVerdict('pass').length).toBeGreaterThan(1000)
      expect(code).toBe(3)
    } finally {
      rmSync(folder, { recursive: true, force: true })
      await proxy.close()
      await reference.close()
    }
  },
  120_000,
)
