import './without-compiling';
import 'katex/dist/katex.min.css';
import './style.css';
import './controls.css';
import { VueQueryPlugin } from '@tanstack/vue-query';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import { createRouter, createWebHashHistory } from 'vue-router';
import { connectToEngine } from '../client/connect';
import { engineKey } from '../client/use-engine';
import App from './App.vue';
import { routes } from './views';

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

// For the benchmark of the window: the first view is there and listens.
void router.isReady().then(() => requestAnimationFrame(() => performance.mark('gapscope:interactive')));
