/** Paper and ink: one accent, serif headings, fonts of the system. Surfaces and inks are in `paper.css`. */
import {
  Button,
  createTheme,
  Drawer,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  Modal,
  type VariantColorsResolver,
} from '@mantine/core';

/** Viridian. Shade 7 is the accent on paper, shade 3 on dark: both at least 4.5:1 against their ground. */
const viridian: MantineColorsTuple = [
  '#eaf4f1',
  '#d3e6e0',
  '#a9cfc4',
  '#86c2b3',
  '#5ba592',
  '#3c8c79',
  '#2b7766',
  '#1e6353',
  '#185245',
  '#113d33',
];

/** Warm greys, so that borders and quiet surfaces are of the same paper. */
const gray: MantineColorsTuple = [
  '#f8f5ee',
  '#f1ece2',
  '#e8e2d5',
  '#ddd5c5',
  '#cfc6b4',
  '#a69c8a',
  '#8c8474',
  '#655e52',
  '#423d35',
  '#24211c',
];
const dark: MantineColorsTuple = [
  '#ece7dd',
  '#cfc8bc',
  '#b0a89b',
  '#8a8377',
  '#4a4640',
  '#3a3733',
  '#232220',
  '#1a1917',
  '#141312',
  '#0e0d0c',
];

/** Mantine picks the ink on a filled button once for all schemes; ours differs between them. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  const isAccent = input.variant === 'filled' && (input.color ?? 'viridian') === 'viridian';
  return isAccent ? { ...colors, color: 'var(--accent-ink)' } : colors;
};

/** What closes is gone at once: keys pressed right after are meant for the screen behind. */
export const panelTransition = { exitDuration: 0 };
export const panelOverlay = { backgroundOpacity: 0.4, blur: 0 };
const panel = {
  classNames: { title: 'panel-title' },
  transitionProps: panelTransition,
  overlayProps: panelOverlay,
};

export const theme = createTheme({
  colors: { viridian, gray, dark },
  variantColorResolver,
  primaryColor: 'viridian',
  primaryShade: { light: 7, dark: 3 },
  fontFamily: 'system-ui, -apple-system, "Segoe UI", "Noto Sans", "Helvetica Neue", sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", "DejaVu Sans Mono", monospace',
  headings: {
    fontFamily:
      '"Iowan Old Style", "Palatino Linotype", Palatino, "URW Palladio L", P052, "Book Antiqua", Georgia, serif',
    fontWeight: '600',
    textWrap: 'balance',
    sizes: {
      h1: { fontSize: '2rem', lineHeight: '1.2' },
      h2: { fontSize: '1.35rem', lineHeight: '1.3' },
      h3: { fontSize: '1.1rem', lineHeight: '1.4' },
    },
  },
  fontSizes: { xs: '0.8125rem', sm: '0.9375rem', md: '1.0625rem', lg: '1.1875rem', xl: '1.375rem' },
  defaultRadius: 'sm',
  focusRing: 'auto',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: Button.extend({ styles: { label: { fontWeight: 500 } } }),
    Modal: Modal.extend({ defaultProps: panel }),
    Drawer: Drawer.extend({ defaultProps: panel }),
  },
});
