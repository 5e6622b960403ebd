import { faults } from '../../fixtures/faults/index.ts'

/**
 * Texts, forms of ids, identifiers and dates, signatures of requests, limits of inputs, other names of developer providers, social providers,
 * user pools, issued tokens, claims and odd keys of Logins: nothing that histories vary.
 */
const beyond =
  /worded|-text|refusal-says|as-in-2014|signature-needed|needs-a-signature|dates|ids-without|talkative|account-id|touches|long-identifiers|no-limit|answers-the-identity|letters-folded|any-provider-name|name-can-be-changed|lookup-of-nothing|delete-answers-nothing|unknown-pool|deleted-pool|access-tokens|azp|scheme|guesses|consumer-secret|issued-token|cognito-key|looked-after|bare-id|provider-name-as-key|social-names|addresses-refused|by-address/
const stateTopics = /^(identities|linking|merging|developer|disabled|unlinking|logins)\//

/** The seeded faults in what histories of calls vary: who has which identity. */
export const identityFaults = faults.filter(({ id }) => stateTopics.test(id) && !beyond.test(id))
