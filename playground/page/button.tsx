import type { ComponentProps } from 'react'

type ButtonProps = Omit<ComponentProps<'button'>, 'type'> & {
  /** Its name, if what it shows is a sign. */
  label?: string | undefined
}

/** A button that submits nothing. */
export function Button({ label, ...props }: ButtonProps) {
  return <button type="button" aria-label={label} title={label} {...props} />
}
