import { enPreviews } from './en-previews';
import { ruPreviews } from './ru-previews';
import { words } from './words';

/** A dictionary of its own: it loads with the dialogs of staff. */
export const previewWords = () => (words.value.language === 'en' ? enPreviews : ruPreviews);
