import { ruPeople } from './ru-people';
import { pageWords } from './words';

/** A dictionary of its own: it loads with the screen of people and not with the panel. */
export const peopleWords = () => pageWords('people', ruPeople);
