import fc from 'fast-check'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from './config.ts'
import { UsageError } from './trouble.ts'

/** Any bytes, read as UTF-8. */
const anyText = fc.uint8Array().map((bytes) => Buffer.from(bytes).toString())
/** Milliseconds: schemas and parsers are loaded on a busy machine too. */
const patience = 120_000
let folder = ''
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'config-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const isClear = (ending: string) => async (text: string) => {
  const file = path.join(folder, `conformance.config.${ending}`)
  writeFileSync(file, text)
  try {
    await readConfig(file)
  } catch (error) {
    expect(error).toBeInstanceOf(UsageError)
    expect((error as Error).message).toMatch(/^[^\n]+$/)
    expect((error as Error).message).toContain(file)
  }
}

test.each(['yaml', 'json'])(
  'any text is read or refused in one line, as %s',
  async (ending) => {
    await fc.assert(fc.asyncProperty(anyText, isClear(ending)))
  },
  patience,
)

test(
  'any document is read or refused in one line',
  async () => {
    const target = fc.record(
      { target: fc.jsonValue(), region: fc.jsonValue(), headers: fc.jsonValue() },
      { requiredKeys: [] },
    )
    const document = fc.oneof(
      fc.jsonValue(),
      fc.record({ targets: fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.oneof(target, fc.jsonValue()))) }),
    )
    await fc.assert(fc.asyncProperty(document, (value) => isClear('yaml')(JSON.stringify(value))))
  },
  patience,
)

test(
  'a sound one is read',
  async () => {
    const file = path.join(folder, 'conformance.config.yaml')
    writeFileSync(file, 'targets: { mine: { target: http://127.0.0.1:1, region: eu-west-1 } }')
    expect(await readConfig(file)).toEqual({ targets: { mine: { target: 'http://127.0.0.1:1', region: 'eu-west-1' } } })
    await expect(readConfig(path.join(folder, 'none.yaml'))).rejects.toThrow(/no config file .*none.yaml/)
  },
  patience,
)
