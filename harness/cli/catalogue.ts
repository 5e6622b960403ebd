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

/** Reasons why no requirement uses a fact, by its id; a line of docs/unused-facts.md may name several. */
export function parseUnused(markdown: string): Map<string, string> {
  const lines = markdown.split('\n').flatMap((text) => {
    const [, names, reason] = /^- ((?:`[A-Z]+-?\d+` )+)(.*)$/.exec(text) ?? []
    return names === undefined || reason === undefined ? [] : [{ ids: names.match(/[A-Z]+-?\d+/g) ?? [], reason }]
  })
  return new Map(lines.flatMap(({ ids, reason }) => ids.map((id) => [id, reason] as const)))
}
