/**
 * Draws the pictures of the package into amocrm/images with Chromium: the logos from one mark, the tour from the built
 * widget itself, fed with sample answers. Run by hand after a change of the mark or of the screens:
 *   vite build && node amocrm/draw-images.mjs [path to chromium]
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { sampleNotices, sampleState } from './tour-sample.mjs';

const images = fileURLToPath(new URL('./images/', import.meta.url));
const script = fileURLToPath(new URL('../../../dist/apps/widget/script.js', import.meta.url));

const mark = `<g transform="rotate(45 24 24)"><path fill="#fff" d="M24 3c6 5 8.600 11.800 8.600 18.600 0 4.200-.8 7.800-2 10.900H17.400c-1.200-3.100-2-6.700-2-10.900C15.400 14.800 18 8 24 3Z"/>
<path fill="#fff" opacity=".72" d="M15.400 21.500 9.600 28c-.5.6-.8 1.300-.8 2.100v6.400l8.300-4M32.600 21.500l5.800 6.500c.5.6.8 1.300.8 2.100v6.400l-8.300-4"/>
<circle cx="24" cy="19" r="4" fill="#4338ca"/><path fill="#ff9a4d" d="M19.500 35h9c0 4.500-2 7.500-4.500 10.500-2.500-3-4.500-6-4.500-10.500Z"/></g>`;
const sky =
  'background:radial-gradient(120% 160% at 100% 0%,rgb(176 132 255 / 60%),transparent 52%),linear-gradient(135deg,#2a2480,#4338ca)';
const face = "font-family:'PT Sans','Segoe UI',Roboto,'Liberation Sans',Arial,sans-serif";

/** Pixel sizes are amoCRM's. `name` says whether the word stands beside the mark. */
const logos = [
  { file: 'logo.png', width: 130, height: 100, glyph: 64 },
  { file: 'logo_min.png', width: 84, height: 84, glyph: 60 },
  { file: 'logo_small.png', width: 108, height: 108, glyph: 76 },
  { file: 'logo_medium.png', width: 240, height: 84, glyph: 56, name: 34 },
  { file: 'logo_main.png', width: 400, height: 272, glyph: 104, name: 56 },
  { file: 'logo_dp.png', width: 174, height: 109, glyph: 54, name: 28 },
];

const logoPage = ({
  width,
  height,
  glyph,
  name,
}) => `<!doctype html><body style="margin:0;${sky};width:${width}px;height:${height}px;
display:flex;align-items:center;justify-content:center;gap:${glyph * 0.14}px;${face}">
<svg width="${glyph}" height="${glyph}" viewBox="0 0 48 48">${mark}</svg>
${name ? `<span style="color:#fff;font-weight:700;letter-spacing:-.02em;font-size:${name}px">Rocket</span>` : ''}</body>`;

/** A quiet page with the real widget in its corner. */
const tourPage = (
  language,
) => `<!doctype html><html lang="${language}"><body style="margin:0;height:620px;background:#332a9f;${face}">
<div style="position:absolute;left:56px;top:0;height:620px;width:330px;display:flex;flex-direction:column;justify-content:center;gap:18px;color:#fff">
<svg width="72" height="72" viewBox="0 0 48 48">${mark}</svg><b id="headline" style="font-size:32px;line-height:1.2;letter-spacing:-.01em"></b></div>
<script>window.APP={lang_id:'${language}',constant:()=>({theme:'light'})};
const answers={'/state':${JSON.stringify(sampleState(language))},'/notices':${JSON.stringify(sampleNotices(language))}};
window.define=(needs,make)=>{const W=make();W.prototype.$authorizedAjax=(o)=>Promise.resolve(JSON.stringify(answers[o.url.replace(/.*widget/,'')]));
new W().callbacks.render();};</script><script>${readFileSync(script, 'utf8').replaceAll('</script', '<\\/script')}</script></body></html>`;

const headlines = {
  ru: ['Баланс и срок, на который его хватит', 'Что подключено и до какого дня оплачено'],
  en: ['The balance and how long it lasts', 'What is connected and paid until when'],
};

const browser = await chromium.launch({
  executablePath: process.argv[2] ?? '/usr/bin/chromium',
  args: [
    '--no-sandbox',
    '--disable-gpu',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
});
const page = await browser.newPage();
for (const logo of logos) {
  await page.setViewportSize({ width: logo.width, height: logo.height });
  await page.setContent(logoPage(logo));
  await page.screenshot({ path: images + logo.file });
}
for (const language of ['ru', 'en']) {
  const page = await browser.newPage({ viewport: { width: 860, height: 620 } });
  await page.setContent(tourPage(language));
  for (const number of [1, 2]) {
    await page.evaluate(
      (text) => (document.getElementById('headline').textContent = text),
      headlines[language][number - 1],
    );
    if (number === 1) await page.click('[aria-haspopup=dialog]');
    else await page.click('#tab-products');
    await page.waitForTimeout(600);
    await page.screenshot({ path: `${images}tour_${number}_${language}.png` });
  }
}
await browser.close();
