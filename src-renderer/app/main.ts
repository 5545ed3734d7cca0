import './without-compiling';
import 'katex/dist/katex.min.css';
import './style.css';
import './controls.css';
import { VueQueryPlugin } from '@tanstack/vue-query';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { createRouter, createWebHashHistory, loadRouteLocation } from 'vue-router';
import { connectToEngine } from '../client/connect';
import { engineKey } from '../client/use-engine';
import { loadFormulaFonts } from '../definitions/formula-fonts';
import App from './App.vue';
import { loadLater } from './load-later';
import { appViews, routes } from './views';

const engine = connectToEngine(window);
const router = createRouter({ history: createWebHashHistory(), routes });

createApp(App)
  .use(createPinia())
  .use(router)
  .use(VueQueryPlugin, {
    queryClientConfig: {
      defaultOptions: { queries: { retry: false, refetchOnWindowFocus: false, staleTime: 60_000 } },
    },
  })
  .provide(engineKey, engine)
  .mount('#app');

void router.isReady().then(() =>
  requestAnimationFrame(() => {
    // For the benchmark of the window: the first view is there and listens.
    performance.mark('gapscope:interactive');
    // Views are there when they are wanted, and so are the formulas' fonts and the charts.
    loadLater([
      ...appViews.map(
        ({ path }) =>
          () =>
            loadRouteLocation(router.resolve(path)),
      ),
      () => import('../charts/GapChart.vue'),
      loadFormulaFonts,
      async () => loadLater((await import('../charts/rehearse-chart')).chartRehearsal()),
    ]);
  }),
);
