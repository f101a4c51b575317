import { render } from 'preact';
import { App } from './app';
import { explainChecks } from './form/explain-checks';
import { refreshOnReturn } from './load';
import { followSystem } from './shell/theme';
import './styles.css';
import { keptLanguage, speak } from './text/words';

explainChecks();
followSystem();
refreshOnReturn();
const root = document.getElementById('app');
if (root) void speak(keptLanguage()).then(() => render(<App />, root));
