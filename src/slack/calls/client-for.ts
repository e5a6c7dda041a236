import type { webApi } from '@slack/bolt'

/** The client of the workspace, or organisation, in which the app is installed; undefined if it no longer is. It may reject. */
export type ClientFor = (team: string) => Promise<webApi.WebClient | undefined>
