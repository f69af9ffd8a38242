/** Starts the pages in the browser. */
import '../ui/theme.css';
import './pages.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { loadEarly } from './load-early.ts';

loadEarly(window.location.pathname);

const place = document.getElementById('app');
if (place)
  createRoot(place).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
