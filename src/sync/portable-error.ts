import { AppError, type AppErrorCode, codeOf } from '../app-error.ts'

/** An error as data: a message between threads keeps neither its class nor its code. */
export interface PortableError {
  name: string
  code: AppErrorCode | undefined
  message: string
  stack: string | undefined
  cause: PortableError | undefined
}

export function packError(error: unknown): PortableError {
  const { name, message, stack, cause } = error instanceof Error ? error : new Error(String(error))
  return { name, code: codeOf(error), message, stack, cause: cause === undefined ? undefined : packError(cause) }
}

/** The error again, an AppError if it was one. */
export function unpackError({ name, code, message, stack, cause: packed }: PortableError): Error {
  const cause = packed && unpackError(packed)
  const error = code === undefined ? new Error(message, { cause }) : new AppError(code, message, { cause })
  return Object.assign(error, { name, stack })
}
