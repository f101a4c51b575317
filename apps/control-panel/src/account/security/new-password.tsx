import { Button, TextField, type TextFieldProps } from '@rocket/ui';
import { useState } from 'preact/hooks';
import { securityWords } from '../../text/security-words';

/** A password that is being chosen: it may be looked at instead of being typed twice. */
export function NewPassword({ field }: { field: Omit<TextFieldProps, 'label'> }) {
  const s = securityWords();
  const [isShown, show] = useState(false);
  return (
    <>
      <TextField
        label={s.newPassword}
        hint={s.newPasswordHint}
        type={isShown ? 'text' : 'password'}
        autocomplete="new-password"
        required
        {...field}
      />
      <div>
        <Button kind="quiet" size="small" onClick={() => show(!isShown)}>
          {isShown ? s.hidePassword : s.showPassword}
        </Button>
      </div>
    </>
  );
}
