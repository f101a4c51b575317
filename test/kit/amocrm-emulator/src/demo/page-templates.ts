// The look is our own: a plain CRM page, with the container names that widgets know from amoCRM.

const field = (name: string, value: string, contact = ''): string =>
  `<div class="field"><dt>${name}</dt><dd${contact && ` data-contact="${contact}"`}>${value}</dd></div>`;

const event = (who: string, when: string, text: string): string =>
  `<li class="event"><div class="event-head"><b>${who}</b><time>${when}</time></div><p>${text}</p></li>`;

const LEAD_CARD = `<div class="card" id="card_holder">
<aside class="card-fields">
  <p class="crumbs">Сделки · #7340125</p>
  <h1>Поставка саженцев на осень</h1>
  <div class="stage"><span class="stage-bar"></span>Согласование договора</div>
  <dl>${field('Ответственный', 'Анна Соколова')}${field('Бюджет', '284 500 ₽')}${field('Источник', 'Заявка с сайта')}${field('Срок поставки', '15 сентября')}${field('Договор', '№ 118-П')}</dl>
  <h2>Контакт</h2>
  <dl>${field('Имя', 'Марина Лаврова', 'name')}${field('Телефон', '+7 900 000-00-00', 'phone')}${field('Почта', 'lavrova@sad.example', 'email')}</dl>
  <h2>Компания</h2>
  <dl>${field('Название', 'Питомник «Сад и двор»')}${field('Город', 'Калуга')}</dl>
</aside>
<section class="card-feed">
  <ol>${event('Анна Соколова', 'вчера, 11:20', 'Отправила договор на согласование, ждём правки юриста до пятницы.')}${event('Робот', 'вчера, 11:21', 'Сделка перешла на этап «Согласование договора».')}${event('Марина Лаврова', 'сегодня, 09:05', 'Добрый день! Договор получили. По пункту о доставке есть вопрос, позвоните, пожалуйста.')}${event('Анна Соколова', 'сегодня, 09:40', 'Созвонились: доставка двумя машинами, 12 и 15 сентября. Правлю приложение.')}</ol>
  <div class="composer"><span>Примечание:</span> введите текст</div>
</section>
<aside class="card-widgets" id="widget-panel"><div class="card-widgets__title">Виджеты</div></aside>
</div>`;

const deal = (title: string, who: string, sum: string): string =>
  `<button type="button" class="deal" data-area="lcard"><b>${title}</b><span>${who}</span><span>${sum}</span></button>`;
const column = (title: string, tone: string, deals: string): string =>
  `<section class="column ${tone}"><h2>${title}</h2>${deals}</section>`;

const LEADS = `<div class="leads"><header class="page-head"><h1>Сделки</h1><span class="muted">6 сделок · 1 142 300 ₽</span></header>
<div class="columns">${column('Первичный контакт', 'tone-a', deal('Тюльпаны к 8 марта', 'Цветочная лавка «Лист»', '96 000 ₽') + deal('Горшки керамические', 'ИП Зорин', '41 800 ₽'))}${column('Переговоры', 'tone-b', deal('Озеленение офиса', 'ООО «Вектор»', '320 000 ₽'))}${column('Согласование договора', 'tone-c', deal('Поставка саженцев на осень', 'Питомник «Сад и двор»', '284 500 ₽') + deal('Газон для школы', 'Школа № 12', '180 000 ₽'))}${column('Ожидание оплаты', 'tone-d', deal('Еловые ветки', 'Усадьба «Дубки»', '220 000 ₽'))}</div></div>`;

const SETTINGS = `<div class="settings"><header class="page-head"><h1>Настройки · Интеграции</h1></header>
<div class="tiles"><button type="button" class="tile" data-open-widget><span class="tile-mark" data-widget-mark></span><b data-widget-name></b><span>наша интеграция</span></button>
<div class="tile tile-dim"><span class="tile-mark">Т</span><b>Телефония</b><span>не установлена</span></div>
<div class="tile tile-dim"><span class="tile-mark">П</span><b>Почта</b><span>не установлена</span></div></div></div>`;

const WIDGET_MODAL = `<div class="widget_settings_head"><span class="tile-mark" data-widget-mark></span>
<div><h2 data-widget-name></h2><p class="muted">наша интеграция</p></div></div>
<div class="widget_settings_block"><div class="widget_settings_block__fields"></div></div>
<div class="widget_settings_block__controls"><p class="widget_settings_error" role="alert"></p>
<button type="button" class="button-main js-widget-install">Установить</button></div>`;

/** `#work-area-{code}` is where the menu page and the advanced settings of a widget are drawn (facts §3.7). */
const widgetArea = (code: string): string =>
  `<div class="widget-page"><header class="page-head"><h1></h1></header><div id="work-area-${code}"></div></div>`;

const MENU: readonly (readonly [area: string, title: string])[] = [
  ['lcard', 'Карточка сделки'],
  ['llist', 'Сделки'],
  ['settings', 'Настройки виджета'],
];

/**
 * The body of the page; the areas wait in templates until the shell shows one. Until then nobody would hear a click: the
 * menu says that it is not ready, and what cannot say so is not shown.
 */
export const pageBody = (code: string): string => {
  const menu = [...MENU, [`advanced_settings:${code}`, 'Расширенные настройки'] as const];
  const items = menu.map(
    ([area, title]) =>
      `<button type="button" class="nav-item" data-area="${area}" aria-disabled="true">${title}</button>`,
  );
  return `<div id="page_holder">
<nav id="left_menu" aria-label="Главное меню"><div class="brand">Демо&#8209;CRM</div><div class="who"><b id="who-account"></b><span id="who-name"></span></div><div id="nav_menu">${items.join('')}</div></nav>
<main id="work_area" aria-busy="true"><p class="page-loading" role="status">Загружается…</p></main>
</div>
<div id="toasts" aria-live="polite"></div>
<footer id="dev-strip"><b>Для разработчика</b><label>Кто вошёл <select disabled></select></label><span>Виджет: <b id="dev-installed"></b></span>
<button type="button" id="dev-install" hidden>Установить виджет</button><button type="button" id="dev-uninstall" hidden>Удалить виджет</button><span id="dev-status" role="status"></span></footer>
<template id="page-lcard">${LEAD_CARD}</template><template id="page-llist">${LEADS}</template>
<template id="page-settings">${SETTINGS}</template><template id="page-widget-modal">${WIDGET_MODAL}</template>
<template id="page-widget-area">${widgetArea(code)}</template>`;
};
