import { Checkbox, NativeSelect, PasswordInput, Switch, Textarea, TextInput } from '@mantine/core'
import type { CheckboxProps, NativeSelectProps, PasswordInputProps, SwitchProps, TextareaProps, TextInputProps } from '@mantine/core'

// One place where fields meet the screens: labels are always there, errors are words.
export const TextField = (props: TextInputProps) => <TextInput {...props} />
export const AreaField = (props: TextareaProps) => <Textarea rows={2} {...props} />
export const SelectField = (props: NativeSelectProps) => <NativeSelect {...props} />
export const Check = (props: CheckboxProps) => <Checkbox {...props} />
export const Toggle = (props: SwitchProps) => <Switch {...props} />
export const PasswordField = (props: PasswordInputProps & { showLabel: string }) => {
  const { showLabel, ...rest } = props
  return <PasswordInput visibilityToggleButtonProps={{ 'aria-label': showLabel }} {...rest} />
}
