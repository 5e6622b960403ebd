import { expect, test } from 'vitest'
import { startReference } from '../../fixtures/reference/index.ts'
import { Trace, createRawClient } from './index.ts'

test('headers of the configuration go out by hand as well, and stay out of the recorded text', async () => {
  const heard: string[] = []
  const reference = await startReference({
    saboteur(request, proceed) {
      heard.push(request.headers['authorization'] ?? 'none')
      return proceed(request)
    },
  })
  const endpoints = { region: 'us-east-1', cognito: reference.url, headers: { Authorization: 'Basic secret' } }
  const client = createRawClient(endpoints, { accessKeyId: 'a', secretAccessKey: 'b' }, 5000)
  const trace = new Trace()
  const lines = [...client.postHead, 'Connection: close', 'Content-Length: 0', '', '']
  await client.talk('GetId', [lines.join('\r\n')], trace)
  expect(heard).toEqual(['Basic secret'])
  expect(trace.exchanges[0]?.response?.status).toBe(400)
  expect(trace.exchanges[0]?.request.headers).toEqual({ Authorization: 'Basic secret' })
  expect(trace.exchanges[0]?.request.body).not.toContain('secret')
  await client.close()
  await reference.close()
})
