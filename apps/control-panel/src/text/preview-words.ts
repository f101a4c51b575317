import { ruPreviews } from './ru-previews';
import { pageWords } from './words';

/** A dictionary of its own: it loads with the dialogs of staff. */
export const previewWords = () => pageWords('preview', ruPreviews);
