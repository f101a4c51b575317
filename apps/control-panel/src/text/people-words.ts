import { enPeople } from './en-people';
import { ruPeople } from './ru-people';
import { words } from './words';

/** A dictionary of its own: it loads with the screen of people and not with the panel. */
export const peopleWords = () => (words.value.language === 'en' ? enPeople : ruPeople);
