/** Of figures that take long: needed by few who read reports, so it loads apart. */
export const ruReportStand = {
  figuresOf: 'На',
  computeAnew: 'Пересчитать',
  computing: 'Считаем отчёт',
  computingText:
    'Данных много, это займёт до нескольких минут. Страницу можно закрыть: отчёт посчитается и будет ждать здесь.',
  computingAnew: 'Пересчитываем, новые цифры появятся здесь сами',
};
