import { Button as MantineButton, type ButtonProps } from '@mantine/core'
import type { ButtonHTMLAttributes, ReactNode, Ref } from 'react'
import { Icon, type IconName } from './icon'

type Props = ButtonProps &
  Omit<ButtonHTMLAttributes<HTMLButtonElement>, keyof ButtonProps> & { icon?: IconName; children: ReactNode; ref?: Ref<HTMLButtonElement>; 'data-files'?: boolean }

export function Button({ icon, children, type = 'button', ...rest }: Props) {
  return (
    <MantineButton type={type} leftSection={icon && <Icon name={icon} size={18} />} {...rest}>
      {children}
    </MantineButton>
  )
}

/** A button that opens the file chooser; `capture` asks a phone for its camera. */
export function FileButton({ onFiles, capture, multiple = true, label, children, icon, ...rest }: Omit<Props, 'onClick'> & {
  onFiles: (files: File[]) => void
  capture?: boolean
  multiple?: boolean
  label?: string
}) {
  const choose = () => {
    const input = document.createElement('input')
    input.type = 'file'
    input.multiple = multiple && !capture
    if (capture) {
      input.accept = 'image/jpeg,image/png' // a phone asked for these turns its HEIC into JPEG
      input.setAttribute('capture', 'environment') // the property exists on phones only
    }
    input.onchange = () => onFiles(Array.from(input.files ?? []))
    input.click()
  }
  return (
    <Button icon={icon} aria-label={label} data-files {...rest} onClick={choose}>
      {children}
    </Button>
  )
}
