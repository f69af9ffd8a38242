/** Starts GraphiQL in the page. Everything it needs is in this bundle: no network but our own server. */
import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import '../ui/theme.css';
import './style.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';

const place = document.getElementById('graphiql');
if (place) createRoot(place).render(<App />);
