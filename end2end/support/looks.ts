// The matrix every page must hold in: themes, languages, sizes.

export type Theme = 'light' | 'dark';
export type Locale = 'pt-BR' | 'en';
export type Size = 'desktop' | 'phone';

export interface Look {
  theme: Theme;
  locale: Locale;
  size: Size;
}

export const SIZES = {
  desktop: { width: 1440, height: 900 },
  phone: { width: 390, height: 844 },
} as const;

export const DEFAULT_LOOK: Look = { theme: 'light', locale: 'en', size: 'desktop' };

/** Every combination. */
export const MATRIX: Look[] = (['desktop', 'phone'] as const).flatMap((size) =>
  (['light', 'dark'] as const).flatMap((theme) =>
    (['pt-BR', 'en'] as const).map((locale) => ({ theme, locale, size })),
  ),
);

/**
 * Half of them, in which each theme meets each language and each size: for what takes long.
 * `LOOKS=all`, as the soak has it, asks for every one.
 */
export const COVER: Look[] = MATRIX.filter(
  ({ theme, locale, size }) =>
    process.env.LOOKS === 'all' || (theme === 'dark') !== ((locale === 'en') !== (size === 'phone')),
);

export const nameOf = ({ theme, locale, size }: Look) => `${theme}, ${locale}, ${size}`;

/** The cookies by which the server knows the look before it renders. */
export function cookiesFor(look: Pick<Look, 'theme' | 'locale'>, url: string) {
  const place = {
    domain: new URL(url).hostname,
    path: '/',
    expires: -1,
    httpOnly: false,
    secure: false,
    sameSite: 'Lax' as const,
  };
  return [
    { name: 'theme', value: look.theme, ...place },
    { name: 'locale', value: look.locale, ...place },
  ];
}
