import { render } from 'preact';
import { Card } from './card';
import './styles.css';
import { words } from './text';

// What the CRM's page hands over stands after the `#`: it reaches no server and no log.
const given = new URLSearchParams(location.hash.slice(1));
history.replaceState(null, '', location.pathname);
const language = given.get('lang') === 'en' ? 'en' : 'ru';
document.documentElement.lang = language;
document.title = words[language].title;
const of = (name: string): string => given.get(name) ?? '';
const contact = { name: of('name'), phone: of('phone'), email: of('email') };

render(
  <Card token={of('token')} contact={contact} text={words[language]} />,
  document.getElementById('card')!,
);
