import { WORDS } from './words.ts'

/** A page that somebody sees in the browser while they add the app to Slack. */
export interface InstallPage {
  title: string
  paragraphs: readonly string[]
  /** What the link says, if the page has one. */
  link?: string
}

/** The pages of the installation. */
export const INSTALL_PAGES = {
  start: {
    title: `Add ${WORDS.name} to Slack`,
    paragraphs: [
      WORDS.whatItIs,
      'Slack will ask you to agree to what the app may do. The messages of channels are optional: with them, people can follow up in a thread without mentioning the app again.',
      'If you remove the app in Slack, everything that is kept for your workspace is deleted within a minute.',
    ],
    link: 'Add to Slack',
  },
  added: (name: string | undefined) => ({
    title: `${WORDS.name} was added${name === undefined ? '' : ` to ${name}`}`,
    paragraphs: [
      'In Slack, type /send and your question, write to it, or mention it in a channel that you invite it to.',
    ],
    link: 'Open Slack',
  }),
  cancelled: { title: 'Nothing was added', paragraphs: ['You cancelled in Slack.'], link: 'Start again' },
  expired: {
    title: 'This page has expired',
    paragraphs: ['Adding the app has to be finished in the same browser, within ten minutes. Nothing was added.'],
    link: 'Start again',
  },
  notAllowed: (id: string | undefined) => ({
    title: 'This workspace can’t use the app',
    paragraphs: [
      `Those who run ${WORDS.name} have chosen which workspaces may use it. The access that you gave has been withdrawn, and nothing was kept.`,
      `To use it, ask them to add ${id === undefined ? 'your workspace' : `the ID ${id}`}.`,
    ],
  }),
  failed: (reason: string | undefined) => ({
    title: 'That didn’t work',
    paragraphs: [
      `Nothing was added.${reason === undefined ? '' : ` Slack’s reason: ${reason}.`} If it happens again, tell those who run ${WORDS.name}.`,
    ],
    link: 'Start again',
  }),
  busy: {
    title: 'One moment, please',
    paragraphs: ['Too many people are adding the app at once. Nothing was added.'],
    link: 'Start again',
  },
} as const satisfies Record<string, InstallPage | ((of: string | undefined) => InstallPage)>
