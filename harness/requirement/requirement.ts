/** How strictly a requirement binds: MUST and SHOULD are judged, MAY is only observed. */
export const levels = ['MUST', 'SHOULD', 'MAY'] as const
export type Level = (typeof levels)[number]

export type Evidence =
  /** Facts of docs/evidence.md by id. */
  | { kind: 'facts'; ids: readonly string[] }
  /** A public document. */
  | { kind: 'document'; title: string; url: string }

/** One normative sentence. Pure data. */
export interface Requirement {
  /** `topic/name-in-words`; stable, because baselines refer to it. */
  id: string
  topic: string
  level: Level
  sentence: string
  evidence: readonly Evidence[]
  /**
   * The documents say it of public providers, which are social and OIDC providers: with logins of user pools it binds as SHOULD only.
   */
  ofPublicProviders?: true
  /** Why no check can judge it; such a requirement is listed and never judged. */
  excluded?: string
  /** Ids that it had in earlier versions of the suite, so that baselines and older reports still find it. */
  formerly?: readonly string[]
}

type Row = Omit<Requirement, 'id' | 'topic'>

export function must(sentence: string, ...evidence: Evidence[]): Row & { level: 'MUST' } {
  return { level: 'MUST', sentence, evidence }
}

export function should(sentence: string, ...evidence: Evidence[]): Row {
  return { level: 'SHOULD', sentence, evidence }
}

/** What evidence leaves open: the suite writes down what the target does and fails nothing. */
export function may(sentence: string, ...evidence: Evidence[]): Row {
  return { level: 'MAY', sentence, evidence }
}

/** A MUST that the documents state for social and OIDC providers, so that it binds less for user pools. */
export function ofPublicProviders(row: Row & { level: 'MUST' }): Row {
  return { ...row, ofPublicProviders: true }
}

/** A sentence that no black box can judge, with the reason. */
export function excluded(reason: string, row: Row): Row {
  return { ...row, excluded: reason }
}

/** A row that had another id: `formerly('linking/old-name', must(…))`. */
export function formerly(id: string, row: Row): Row {
  return { ...row, formerly: [id, ...(row.formerly ?? [])] }
}

export function facts(...ids: string[]): Evidence {
  return { kind: 'facts', ids }
}

export function documented(title: string, url: string): Evidence {
  return { kind: 'document', title, url }
}

/** The requirements of one topic; the property names become ids: `oneLogin` in `linking` is `linking/one-login`. */
export function topic<Rows extends Record<string, Row>>(
  name: string,
  rows: Rows,
): { [Key in keyof Rows]: Requirement } {
  const entries = Object.entries(rows).map(([key, row]) => [
    key,
    { id: `${name}/${inWords(key)}`, topic: name, ...row },
  ])
  return Object.fromEntries(entries) as { [Key in keyof Rows]: Requirement }
}

/** `oneLoginPerProvider` or `One login, per provider!` → `one-login-per-provider`. */
export function inWords(text: string): string {
  return text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
}
