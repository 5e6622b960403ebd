import { existsSync } from 'node:fs'
import { expect, test } from 'vitest'
import { startContainer, whyNoDocker, whyNoStart } from './container.ts'

test('a daemon that does not answer is told from Docker that is not there', () => {
  expect(whyNoDocker({ PATH: '/nowhere' })).toMatch(
    /^Docker is not installed; install and start it, or name the address/,
  )
  expect(whyNoDocker({ PATH: '/nowhere', DOCKER_HOST: 'tcp://127.0.0.1:1' })).toMatch(
    /^no Docker daemon answers at tcp:\/\/127\.0\.0\.1:1 \(DOCKER_HOST\); start it, unset the variable/,
  )
})

// testcontainers goes on to the usual socket, where a daemon of this machine would answer.
test.skipIf(existsSync('/var/run/docker.sock'))(
  'where no daemon answers, nothing is started, and one line says so',
  async () => {
    const before = process.env['DOCKER_HOST']
    process.env['DOCKER_HOST'] = 'unix:///nowhere/docker.sock'
    try {
      const start = startContainer({ image: 'any', port: 1, env: {}, startLimitMs: 1000 })
      await expect(start).rejects.toMatchObject({
        blame: 'unreachable',
        message: expect.stringMatching(/^no Docker daemon answers at unix:/),
      })
    } finally {
      if (before === undefined) delete process.env['DOCKER_HOST']
      else process.env['DOCKER_HOST'] = before
    }
  },
)

test.each([
  '(HTTP code 404) no such container - pull access denied for x, repository does not exist',
  '(HTTP code 500) server error - Get "https://registry.example/v2/": no such host ',
])('an image that is missing is named as the cause: %s', (said) => {
  expect(whyNoStart(new Error(said))).toMatch(/^there is no such image here, and it cannot be pulled/)
})

test('any other cause is said as it came, in one line', () => {
  expect(whyNoStart(new Error('port 81 not bound after 15000ms\nat x'))).toBe('port 81 not bound after 15000ms')
})
