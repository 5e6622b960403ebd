import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readResults } from './read.ts'

/** Any bytes, read as UTF-8. */
const anyText = fc.uint8Array().map((bytes) => Buffer.from(bytes).toString())
/** Milliseconds: the schema is loaded on a busy machine too. */
const patience = 120_000

/** Every reader of files says in one line what is wrong, whatever it gets. */
async function isClear(text: string): Promise<void> {
  try {
    await readResults(text)
  } catch (error) {
    expect(error).toBeInstanceOf(Error)
    expect((error as Error).message).toMatch(/^(not JSON|written by a newer version|no results file: )[^\n]*$/)
  }
}

test(
  'any text is refused in one line',
  async () => {
    await fc.assert(fc.asyncProperty(anyText, isClear))
  },
  patience,
)

test(
  'any JSON is refused in one line',
  async () => {
    await fc.assert(fc.asyncProperty(fc.json(), isClear))
  },
  patience,
)

test(
  'what looks like results, but for some members, is refused in one line',
  async () => {
    const looksLikeIt = fc.record(
      {
        schemaVersion: fc.oneof(fc.constant(1), fc.jsonValue()),
        suite: fc.jsonValue(),
        target: fc.record({ spec: fc.jsonValue(), kind: fc.jsonValue() }, { requiredKeys: [] }),
        run: fc.jsonValue(),
        summary: fc.jsonValue(),
        checks: fc.oneof(fc.jsonValue(), fc.array(fc.record({ id: fc.jsonValue(), verdict: fc.jsonValue() }))),
      },
      { requiredKeys: [] },
    )
    await fc.assert(fc.asyncProperty(looksLikeIt, (value) => isClear(JSON.stringify(value))))
  },
  patience,
)
