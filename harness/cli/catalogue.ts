/** One line of docs/evidence.md. */
export interface Fact {
  id: string
  /** documented, modelled, observed, staff, inferred, conflict or open; maybe with a confidence in parentheses. */
  grade: string
  statement: string
  urls: string[]
}

const line = /^- \*\*([A-Z]+\d*-?\d+)\*\* ([a-z]+(?: \([a-z ]+\))?) — (.*)$/

/** Facts by id. Lines of other forms are prose. */
export function parseCatalogue(markdown: string): Map<string, Fact> {
  const facts = new Map<string, Fact>()
  for (const text of markdown.split('\n')) {
    const [, id, grade, rest] = line.exec(text) ?? []
    if (id === undefined || grade === undefined || rest === undefined) continue
    const urls = [...rest.matchAll(/\[\d+\]\((https:[^)\s]+)\)/g)].map(([, url]) => url ?? '')
    facts.set(id, { id, grade, statement: rest.replaceAll(/\s*\[\d+\]\(https:[^)\s]+\)/g, '').trim(), urls })
  }
  return facts
}
