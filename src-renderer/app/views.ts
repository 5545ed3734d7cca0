import { Activity, BookOpen, ChartSpline, Cpu, History, Orbit, Rotate3d, Ruler, Table2 } from '@lucide/vue';
import type { Component } from 'vue';
import type { RouteRecordRaw } from 'vue-router';

export interface AppView {
  readonly path: string;
  readonly title: string;
  readonly hint: string;
  readonly icon: Component;
}

/** The views in the order of the bar and of the number keys: at most nine, which is what the bar holds in the narrowest window. */
export const appViews: readonly AppView[] = [
  { path: '/measure', title: 'Measure', hint: 'The gap curve of a data set, without training', icon: Ruler },
  { path: '/sweep', title: 'Sweep', hint: 'Train over many sizes, and see which law the gap follows', icon: Activity },
  { path: '/history', title: 'History', hint: 'All sweeps that have been run', icon: History },
  { path: '/runs', title: 'Runs', hint: 'Every run of every sweep, to filter, sort and compare', icon: Table2 },
  { path: '/compare', title: 'Compare', hint: 'Curves of several sweeps on one plot', icon: ChartSpline },
  {
    path: '/orbits',
    title: 'Orbits',
    hint: 'The points of a run, their orbits and what the model makes of them',
    icon: Orbit,
  },
  {
    path: '/advise',
    title: 'Symmetry',
    hint: 'Which symmetries the data have, and how much data they save',
    icon: Rotate3d,
  },
  { path: '/system', title: 'System', hint: 'Backends, database and versions', icon: Cpu },
  {
    path: '/help',
    title: 'Help',
    hint: 'The mathematics, which estimator to trust, and what each term means',
    icon: BookOpen,
  },
];

/** The view that a path leads to. */
export function viewOfPath(path: string): AppView | undefined {
  return appViews.find((view) => path === view.path || path.startsWith(`${view.path}/`));
}

export const routes: readonly RouteRecordRaw[] = [
  { path: '/', redirect: '/measure' },
  { path: '/measure', component: () => import('../views/measure/MeasureView.vue') },
  { path: '/sweep', component: () => import('../views/sweep/SweepView.vue') },
  { path: '/history/:id?', component: () => import('../views/history/HistoryView.vue') },
  { path: '/runs', component: () => import('../views/runs/RunsView.vue') },
  { path: '/compare', component: () => import('../views/compare/CompareView.vue') },
  { path: '/orbits/:run?', component: () => import('../views/orbits/OrbitsView.vue') },
  { path: '/advise', component: () => import('../views/advise/AdviseView.vue') },
  { path: '/system', component: () => import('../views/system/SystemView.vue') },
  { path: '/help/:topic?', component: () => import('../views/help/HelpView.vue') },
  { path: '/:rest(.*)*', redirect: '/measure' },
];
