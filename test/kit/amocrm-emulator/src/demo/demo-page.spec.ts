import { readFileSync } from 'node:fs';
import { demoAssets, demoPageHtml, demoPageScript } from './demo-routes';

const options = {
  accounts: [],
  accountId: 1,
  userId: 2,
  clientId: 'id',
  widgetPath: '/widget/',
  product: null,
  widgetCode: 'rocket_market',
};

describe('the demo page', () => {
  it('names nothing but its own origin, so that the API can show it as its own', () => {
    const addresses = [...demoPageHtml(options).matchAll(/(?:src|href)="([^"]*)"/g)].map(
      ([, address]) => address!,
    );
    expect(addresses.filter((address) => !address.startsWith('/') && address !== 'data:,')).toEqual([]);
    expect(demoPageScript()).not.toMatch(/https?:\/\//);
  });

  it('runs under a content security policy without inline scripts and styles', () => {
    const html = demoPageHtml(options);
    expect(html).not.toMatch(/\sstyle=|\son[a-z]+=/);
    expect([...html.matchAll(/<script(?![^>]*(?:src=|application\/json))/g)]).toEqual([]);
  });

  it('says that it is loading, and offers nothing that nobody would hear yet', () => {
    const html = demoPageHtml(options).replace(/<template[^]*<\/template>/g, '');
    const buttons = [...html.matchAll(/<button[^>]*>/g)].map(([button]) => button);
    expect(buttons).not.toEqual([]);
    expect(buttons.filter((button) => !/aria-disabled="true"| hidden/.test(button))).toEqual([]);
    expect(html).toContain('Загружается…');
  });

  it('does not let the name of an account break out of its data', () => {
    const evil = { ...options, widgetCode: 'rocket_market', clientId: '</script><script>alert(1)</script>' };
    expect(demoPageHtml(evil)).not.toContain('</script><script>alert');
  });

  it('sends a script that parses and refers to nothing of the bundle', () => {
    expect(() => new Function(demoPageScript())).not.toThrow();
    expect(demoPageScript()).not.toMatch(/\b_interop|require\(['"]|_[a-z]+\.[a-z]+\)\(/);
  });

  it('brings the AMD loader of the workspace', () => {
    expect(readFileSync(demoAssets.requirejs, 'utf8')).toContain('requirejs');
  });
});
