import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';

/** Where to build; the build script names another folder and exchanges the two at the end. */
const out = process.env['GAPSCOPE_OUT'] ?? 'out';

/**
 * What runs on a Node of its own goes to out/main as modules, one file a process; packages stay in node_modules. What Electron itself
 * loads, the shell and the sandboxed preload script, is CommonJS. The targets also suit the older Electron of the end-to-end tests.
 */
export default defineConfig({
  main: {
    build: {
      outDir: `${out}/main`,
      target: 'node20',
      // Its gradients are a file that Node cannot load as it is, so that file is built in; the core itself stays a package.
      externalizeDeps: { exclude: ['@tensorflow/tfjs-core'] },
      rollupOptions: {
        external: ['@tensorflow/tfjs-core'],
        input: {
          engine: 'src-main/hosts/engine/main.ts',
          worker: 'src-main/hosts/worker/main.ts',
          rows: 'src-main/hosts/rows/main.ts',
          cli: 'src-main/hosts/cli/main.ts',
        },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunks/[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      outDir: out,
      emptyOutDir: false,
      target: 'node16',
      externalizeDeps: { exclude: ['zod', 'birpc'] },
      rollupOptions: {
        input: {
          'main/shell': 'src-main/hosts/electron/shell.ts',
          'preload/preload': 'src-main/hosts/electron/preload.ts',
        },
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: 'main/chunks/[name]-[hash].cjs' },
      },
    },
  },
  renderer: {
    root: 'src-renderer',
    plugins: [vue()],
    build: {
      outDir: `${out}/renderer`,
      target: 'chrome108',
      minify: true,
      // The default minifier leaves nested rules, which Chromium 108 does not read.
      cssMinify: 'lightningcss',
      rollupOptions: {
        input: resolve('src-renderer/index.html'),
        output: {
          manualChunks(id) {
            // Schemas are made as soon as their chunk is loaded, and by then zod has to know that it may not compile.
            if (/node_modules\/zod\/|app\/without-compiling/.test(id)) return 'schemas';
            // What is shared by views with charts and views without is not to bring the charts along.
            return /node_modules\/(?:echarts|zrender)\//.test(id) ? 'echarts' : undefined;
          },
        },
        // What jspdf would load to make pages of HTML, which nothing here asks for.
        external: ['html2canvas', 'dompurify', 'canvg'],
      },
    },
  },
});
