// Words of the catalogue that tests look for, in both languages.

import type { Locale } from './looks.ts';

export const WORDS = {
  en: {
    breadcrumb: 'You are here',
    navigation: 'Main navigation',
    notFound: 'Page not found',
    openNavigation: 'Open navigation',
    palette: 'Search and act',
    skip: 'Skip to content',
    targets: 'Targets',
  },
  'pt-BR': {
    breadcrumb: 'Você está em',
    navigation: 'Navegação principal',
    notFound: 'Página não encontrada',
    openNavigation: 'Abrir navegação',
    palette: 'Buscar e fazer',
    skip: 'Ir para o conteúdo',
    targets: 'Alvos',
  },
} satisfies Record<Locale, Record<string, string | RegExp>>;
