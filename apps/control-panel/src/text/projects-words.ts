import { ruProjects } from './ru-projects';
import { pageWords } from './words';

/** A dictionary of its own: it loads with the products of a customer. */
export const projectsWords = () => pageWords('project', ruProjects);
