/** The scopes of the methods that are not passed on to the emulator (docs.slack.dev/reference/methods). It checks those of its own methods itself. */
const SCOPES: Record<string, string> = {
  'assistant.threads.setStatus': 'assistant:write',
  'assistant.threads.setSuggestedPrompts': 'assistant:write',
  'chat.postEphemeral': 'chat:write',
  'chat.unfurl': 'links:write',
  'files.completeUploadExternal': 'files:write',
  'files.getUploadURLExternal': 'files:write',
}

/** The scope that a method needs and `scopes` lacks; undefined if none is missing. */
export function missingScope(method: string, scopes: readonly string[]): string | undefined {
  const needed = SCOPES[method]
  return needed === undefined || scopes.includes(needed) ? undefined : needed
}
