import { lazy } from 'react';

const charts = () => import('./charts.tsx');

export const TrendChart = lazy(async () => ({ default: (await charts()).TrendChart }));
export const NamedBars = lazy(async () => ({ default: (await charts()).NamedBars }));
