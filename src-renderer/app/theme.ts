import { useStorage, usePreferredDark } from '@vueuse/core';
import type { GlobalThemeOverrides } from 'naive-ui';
import { computed, type ComputedRef, type Ref } from 'vue';

export type ThemeChoice = 'system' | 'light' | 'dark';

/** The choices with their names. */
export const themeNames: readonly (readonly [ThemeChoice, string])[] = [
  ['system', 'As the system'],
  ['light', 'Light'],
  ['dark', 'Dark'],
];

const choice = useStorage<ThemeChoice>('gapscope.theme', 'system');

/** The user's choice of theme, kept between starts, and whether that is dark now. */
export function useTheme(): { choice: Ref<ThemeChoice>; dark: ComputedRef<boolean> } {
  const prefersDark = usePreferredDark();
  const dark = computed(() => (choice.value === 'system' ? prefersDark.value : choice.value === 'dark'));
  return { choice, dark };
}

const shared = {
  fontFamily: 'system-ui, "Segoe UI", Roboto, "Helvetica Neue", "DejaVu Sans", sans-serif',
  fontSize: '13px',
  fontSizeSmall: '13px',
  fontSizeMedium: '13px',
  heightSmall: '28px',
  heightMedium: '30px',
  borderRadius: '5px',
} as const;

/** The widget library's colours, equal to those of style.css. */
export function themeOverrides(dark: boolean): GlobalThemeOverrides {
  return {
    common: dark
      ? {
          ...shared,
          primaryColor: '#7aa5ff',
          primaryColorHover: '#9bbcff',
          primaryColorPressed: '#5f8ff2',
          bodyColor: '#16181d',
          popoverColor: '#262a33',
        }
      : {
          ...shared,
          primaryColor: '#1f4fb8',
          primaryColorHover: '#2f63d4',
          primaryColorPressed: '#183f94',
          bodyColor: '#f4f5f8',
        },
  };
}
