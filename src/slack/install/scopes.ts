/**
 * The scopes of the bot's token, those that may be refused among them: whoever adds the app is asked for these. The
 * manifest has the same, with the reason for each.
 */
export const BOT_SCOPES: readonly string[] = [
  'app_mentions:read',
  'assistant:write',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'files:write',
  'groups:history',
  'groups:read',
  'im:history',
  'links:read',
  'links:write',
  'users:read',
]
