import { connect as connectPlain } from 'node:net'
import { connect as connectTls } from 'node:tls'
import { type Exchange, answerLimit } from './exchange.ts'

/** How long to wait for an interim answer before the next part goes out all the same (RFC 9110 section 10.1.1). */
const patienceMs = 1000

/** An answer may follow on the body of the one before without a line break. */
export const statusLine = /HTTP\/1\.[01] (\d{3}) /g

/**
 * Writes `parts` to a fresh connection, each once something came back for the one before, and reads until the other side ends it.
 * The whole text that came back is the body of the response; its status is that of the last answer. Never rejects.
 */
export function talk(
  address: string,
  parts: readonly string[],
  timeoutMs: number,
): Promise<Pick<Exchange, 'response' | 'error'>> {
  const { protocol, hostname, port } = new URL(address)
  const host = hostname.replaceAll(/[[\]]/g, '')
  const isTls = protocol === 'https:'
  const at = { host, port: port === '' ? (isTls ? 443 : 80) : Number(port) }
  return new Promise((resolve) => {
    const waiting = [...parts]
    let text = ''
    let patience: NodeJS.Timeout | undefined
    const socket = isTls ? connectTls({ ...at, servername: host }) : connectPlain(at)
    const writeNext = (): void => {
      clearTimeout(patience)
      const part = waiting.shift()
      if (part === undefined) return
      socket.write(part)
      if (waiting.length > 0) patience = setTimeout(writeNext, patienceMs)
    }
    const end = (error?: string): void => {
      clearTimeout(patience)
      socket.destroy()
      const status = [...text.matchAll(statusLine)].at(-1)?.[1]
      if (status === undefined) resolve({ error: error ?? 'the connection ended without an answer' })
      else resolve({ response: { status: Number(status), headers: {}, body: text } })
    }
    socket.once(isTls ? 'secureConnect' : 'connect', writeNext)
    socket.setEncoding('utf8')
    socket.setTimeout(timeoutMs, () => end('no answer in time'))
    socket.on('data', (data: string) => {
      text += data
      // Who says so takes no further request (RFC 9112 section 9.6).
      if (/^connection: *close\r$/im.test(text)) waiting.length = 0
      if (text.length > answerLimit) end()
      else writeNext()
    })
    socket.on('error', ({ message }) => end(message))
    socket.on('end', () => end())
    socket.on('close', () => end())
  })
}
