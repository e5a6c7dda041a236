/**
 * The scope that Slack asks for a method (docs.slack.dev/reference/methods). Methods that are not here ask for none,
 * or are not for an app like this.
 */
const SCOPES: Record<string, string> = {
  'assistant.threads.setStatus': 'assistant:write',
  'assistant.threads.setSuggestedPrompts': 'assistant:write',
  'assistant.threads.setTitle': 'assistant:write',
  'bookmarks.add': 'bookmarks:write',
  'chat.delete': 'chat:write',
  'chat.postEphemeral': 'chat:write',
  'chat.postMessage': 'chat:write',
  'chat.unfurl': 'links:write',
  'chat.update': 'chat:write',
  'conversations.history': 'channels:history',
  'conversations.info': 'channels:read',
  'conversations.list': 'channels:read',
  'conversations.members': 'channels:read',
  'conversations.open': 'im:write',
  'conversations.replies': 'channels:history',
  'files.getUploadURLExternal': 'files:write',
  'pins.add': 'pins:write',
  'reactions.add': 'reactions:write',
  'team.info': 'team:read',
  'users.info': 'users:read',
  'users.list': 'users:read',
  'users.profile.get': 'users.profile:read',
}

/** The scope that a method asks for and these do not hold; undefined where nothing is lacking. */
export function lacking(method: string, scopes: readonly string[]): string | undefined {
  const needed = SCOPES[method]
  return needed === undefined || scopes.includes(needed) ? undefined : needed
}
