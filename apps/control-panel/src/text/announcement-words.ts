import { enAnnouncements } from './en-announcements';
import { ruAnnouncements } from './ru-announcements';
import { words } from './words';

/** A dictionary of its own: it loads with the screen and not with the panel. */
export const announcementWords = () => (words.value.language === 'en' ? enAnnouncements : ruAnnouncements);
