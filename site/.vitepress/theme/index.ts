import type { Theme } from 'vitepress';
import DefaultTheme from 'vitepress/theme';
import LanguageTabs from './LanguageTabs.vue';
import MermaidDiagram from './MermaidDiagram.vue';
import './style.css';

const theme: Theme = {
  extends: DefaultTheme,
  enhanceApp({ app }) {
    app.component('LanguageTabs', LanguageTabs).component('MermaidDiagram', MermaidDiagram);
  },
};

export default theme;
