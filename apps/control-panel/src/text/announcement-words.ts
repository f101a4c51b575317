import { ruAnnouncements } from './ru-announcements';
import { pageWords } from './words';

/** A dictionary of its own: it loads with the screen and not with the panel. */
export const announcementWords = () => pageWords('announcement', ruAnnouncements);
